//! How what came with claims is added to a project: one edit, with speakers matched to those that are there. What ids
//! and times are like is said by the caller.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Annotated, Misfit, Why};
use crate::model::{
    Article, ArticleId, Claim, Edit, Metadata, Project, Rating, ReviewerId, Speaker, SpeakerId, SpeakerKind,
    Verdict,
};
use crate::text::units::CharIndex;

/// What the caller knows and this room does not.
pub struct Host<'a> {
    /// Who adds it, in whose name verdicts without a reviewer come in.
    pub who: &'a ReviewerId,
    /// When.
    pub now: Timestamp,
    /// Makes up an id for an article of this title that is not among the given ones.
    pub article_id: &'a dyn Fn(&str, &BTreeSet<ArticleId>) -> ArticleId,
    /// What the project calls the file that an article of theirs came from, where it keeps that.
    pub original: &'a dyn Fn(&ArticleId) -> Option<String>,
    /// Makes up an id for a speaker that is not among the given ones.
    pub speaker_id: &'a dyn Fn(&BTreeSet<SpeakerId>) -> SpeakerId,
}

/// What a person wants of an article that comes with claims.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What will be known about it.
    pub metadata: Metadata,
    /// The project's article that it is a version of, where its claims are to come into that one.
    pub into: Option<ArticleId>,
}

/// The articles that are wanted, by their ids in the corpus.
pub type Wishes = BTreeMap<ArticleId, Wish>;

/// What is to be added.
#[derive(Clone, Debug)]
pub struct Addition {
    /// All of it as one step.
    pub edit: Edit,
    /// The new articles.
    pub articles: Vec<ArticleId>,
    /// Versions of articles that are there, with the claims they come with; the edit does not have them.
    pub versions: Vec<(ArticleId, Article)>,
    /// Articles whose text the project has already, with their titles; nothing of them is added.
    pub known: Vec<(ArticleId, String)>,
    /// What could not be added.
    pub misfits: Vec<Misfit>,
}

impl Annotated {
    /// What to add to a project, whose texts have been read. Speakers are those of the project where the ids are
    /// Sayso's and equal, else where name and kind are; unnamed ones are never taken for others.
    pub fn addition(&self, project: &Project, host: &Host) -> Addition {
        let texts: BTreeMap<&str, &ArticleId> = project
            .articles()
            .iter()
            .filter_map(|(id, article)| Some((article.text.as_deref()?, id)))
            .collect();
        let mut known = Vec::new();
        let mut wishes = Wishes::new();
        for (id, article) in self.project.articles_in_order() {
            let there = article.text.as_deref().and_then(|text| texts.get(text));
            if let Some(there) = there {
                known.push(((*there).clone(), article.metadata.title.clone()));
                continue;
            }
            let metadata = article.metadata.clone();
            wishes.insert(id.clone(), Wish { metadata, into: None });
        }
        Addition {
            known,
            ..self.addition_of(&wishes, project, host)
        }
    }

    /// What to add to a project of these articles, whatever the project has already. Speakers are matched as
    /// [`Annotated::addition`] does it; of made-up ones only those come that are somebody's.
    pub fn addition_of(&self, wishes: &Wishes, project: &Project, host: &Host) -> Addition {
        let mut adder = Adder {
            from: self,
            project,
            host,
            edits: Vec::new(),
            speakers: BTreeMap::new(),
            misfits: Vec::new(),
        };
        let mut wanted = Vec::new();
        for (id, article) in self.project.articles_in_order() {
            let Some(wish) = wishes.get(id) else { continue };
            match article.text {
                Some(_) => wanted.push((id, article, wish)),
                None => {
                    adder.misfit(("article", &article.metadata.title), Why::WithoutText, Some(id));
                }
            }
        }
        if !wanted.is_empty() {
            let articles: Vec<(&ArticleId, &Article)> =
                wanted.iter().map(|(id, article, _)| (*id, *article)).collect();
            adder.add_people(&articles);
            adder.add_ratings(&articles);
        }
        let mut articles = Vec::new();
        let mut versions = Vec::new();
        let mut taken = BTreeSet::new();
        for (id, article, wish) in wanted {
            let article = adder.article(id, article, &wish.metadata);
            if let Some(there) = &wish.into {
                versions.push((there.clone(), article));
                continue;
            }
            let new_id = (host.article_id)(title_for_id(self, id, &article), &taken);
            taken.insert(new_id.clone());
            articles.push(new_id.clone());
            adder.edits.push(Edit::Article(new_id, Some(Box::new(article))));
        }
        Addition {
            edit: Edit::All(adder.edits),
            articles,
            versions,
            known: Vec::new(),
            misfits: adder.misfits,
        }
    }
}

/// An id of ours is as good as a title, and keeps the name that people know.
fn title_for_id<'a>(from: &Annotated, id: &'a ArticleId, article: &'a Article) -> &'a str {
    match from.ids_are_ours || article.metadata.title.is_empty() {
        true => id.as_str(),
        false => &article.metadata.title,
    }
}

struct Adder<'a> {
    from: &'a Annotated,
    project: &'a Project,
    host: &'a Host<'a>,
    edits: Vec<Edit>,
    /// Their speakers as they are called here.
    speakers: BTreeMap<SpeakerId, SpeakerId>,
    misfits: Vec<Misfit>,
}

impl Adder<'_> {
    fn misfit(&mut self, (label, words): (&str, &str), why: Why, article: Option<&ArticleId>) {
        let file = article.and_then(|article| self.from.files.get(article));
        self.misfits.push(Misfit {
            file: file
                .map_or_else(|| self.from.format.label(), String::as_str)
                .to_owned(),
            line: 0,
            label: label.to_owned(),
            words: words.to_owned(),
            why,
            article: article.cloned(),
        });
    }

    /// Reviewers are the same in every project; speakers may be here under another id.
    fn add_people(&mut self, articles: &[(&ArticleId, &Article)]) {
        let used = self.used_speakers(articles);
        for (id, reviewer) in self.from.project.reviewers() {
            if !self.project.reviewers().contains_key(id) {
                self.edits
                    .push(Edit::Reviewer(id.clone(), Some(reviewer.clone())));
            }
        }
        let here: BTreeMap<(&str, SpeakerKind), &SpeakerId> = self
            .project
            .speakers()
            .iter()
            .map(|(id, speaker)| ((speaker.name.as_str(), speaker.kind), id))
            .collect();
        let mut taken = BTreeSet::new();
        let mut new = Vec::new();
        for (id, speaker) in self.from.project.speakers() {
            if used.as_ref().is_some_and(|used| !used.contains(id)) {
                continue;
            }
            let same = (self.from.ids_are_ours && self.project.speaker(id).is_some()).then_some(id);
            let is_named = speaker.kind != SpeakerKind::Unnamed;
            let called_so = here.get(&(speaker.name.as_str(), speaker.kind)).copied();
            if let Some(there) = same.or_else(|| called_so.filter(|_| is_named)) {
                self.speakers.insert(id.clone(), there.clone());
                continue;
            }
            let new_id = match self.from.ids_are_ours {
                true => id.clone(),
                false => (self.host.speaker_id)(&taken),
            };
            taken.insert(new_id.clone());
            self.speakers.insert(id.clone(), new_id.clone());
            new.push((new_id, speaker));
        }
        // First all without what they belong to, which may come later in the list; then with it, where that is no circle.
        for (id, speaker) in &new {
            self.edits
                .push(Edit::Speaker(id.clone(), Some(Box::new(alone(id, speaker)))));
        }
        let mut above: BTreeMap<SpeakerId, SpeakerId> = BTreeMap::new();
        for (id, speaker) in new {
            let Some(theirs) = &speaker.affiliation else {
                continue;
            };
            match self.speakers.get(theirs).cloned() {
                Some(body) if !leads_to(&above, &body, &id) => {
                    above.insert(id.clone(), body.clone());
                    let mut whole = alone(&id, speaker);
                    whole.affiliation = Some(body);
                    self.edits.push(Edit::Speaker(id, Some(Box::new(whole))));
                }
                _ => self.misfit(("speaker", &speaker.name), Why::UnknownParty, None),
            }
        }
    }

    /// The speakers of these articles, or all where they are a list that somebody keeps.
    fn used_speakers(&self, articles: &[(&ArticleId, &Article)]) -> Option<BTreeSet<SpeakerId>> {
        if self.from.ids_are_ours {
            return None;
        }
        let claims = articles.iter().flat_map(|(_, article)| article.claims.values());
        let links = claims.flat_map(|claim| claim.voice.chain());
        Some(links.flat_map(|link| &link.speakers).cloned().collect())
    }

    /// Verdicts need their ratings on the scale.
    fn add_ratings(&mut self, articles: &[(&ArticleId, &Article)]) {
        let mut head = self.project.head().clone();
        let before = head.scale.len();
        let of_claims = articles.iter().flat_map(|(_, article)| article.claims.values());
        let keys = of_claims.filter_map(|claim| Some(claim.verdict.as_ref()?.rating.as_str()));
        for key in keys {
            if !head.scale.iter().any(|rating| rating.key == key) {
                let theirs = self
                    .from
                    .project
                    .head()
                    .scale
                    .iter()
                    .find(|rating| rating.key == key);
                head.scale.extend(theirs.cloned());
            }
        }
        for (.., words) in &self.from.verdicts {
            if rating_of(&head.scale, words).is_none() {
                head.scale.push(Rating {
                    key: words.trim().to_lowercase().replace([' ', '_'], "-"),
                    label: words.trim().to_owned(),
                });
            }
        }
        if head.scale.len() > before {
            self.edits.insert(0, Edit::Head(Box::new(head)));
        }
    }

    /// An article as it will be, with everybody called as they are here.
    fn article(&mut self, theirs: &ArticleId, article: &Article, metadata: &Metadata) -> Article {
        let mut article = article.clone();
        article.metadata = metadata.clone();
        // The file that it came from did not come along.
        article.metadata.original = (self.host.original)(theirs);
        article.metadata.added.get_or_insert(self.host.now);
        let reviewers = self.from.project.reviewers();
        let is_there =
            |id: &ReviewerId| reviewers.contains_key(id) || self.project.reviewers().contains_key(id);
        article.done = article.done.filter(|done| is_there(&done.by));
        let text = article.text.clone().unwrap_or_default();
        let index = CharIndex::new(&text);
        let mut unknown = Vec::new();
        for claim in article.claims.values_mut() {
            for anchor in claim.anchors_mut() {
                let _found_or_lost = anchor.prove(&text, &index);
            }
            unknown.extend(self.settle_people(claim, &is_there));
        }
        for words in unknown {
            self.misfit(("claim", &words), Why::UnknownParty, Some(theirs));
        }
        let scale = self.edits.first().and_then(|edit| match edit {
            Edit::Head(head) => Some(&head.scale),
            _ => None,
        });
        let scale = scale.unwrap_or(&self.project.head().scale);
        for (of, claim, words) in &self.from.verdicts {
            let Some(rating) = rating_of(scale, words).filter(|_| of == theirs) else {
                continue;
            };
            if let Some(mut rated) = article.claims.get(claim).cloned() {
                rated.verdict = Some(Verdict {
                    rating: rating.to_owned(),
                    by: self.host.who.clone(),
                    at: self.host.now,
                });
                article.claims.insert(claim.clone(), rated);
            }
        }
        article
    }

    /// Names speakers as they are called here and drops whom nobody knows; its words where that was so.
    fn settle_people(&self, claim: &mut Claim, is_there: &dyn Fn(&ReviewerId) -> bool) -> Option<String> {
        let mut dropped = false;
        for link in claim.voice.chain_mut() {
            let before = link.speakers.len();
            link.speakers = link
                .speakers
                .iter()
                .filter_map(|id| self.speakers.get(id).cloned())
                .collect();
            dropped |= link.speakers.len() < before;
        }
        let before = claim.reviews.len();
        claim.reviews.retain(|id, _| is_there(id));
        dropped |= claim.reviews.len() < before;
        if claim
            .verdict
            .as_ref()
            .is_some_and(|verdict| !is_there(&verdict.by))
        {
            claim.verdict = None;
            dropped = true;
        }
        claim.marked_by = claim.marked_by.take().filter(is_there);
        dropped.then(|| claim.words())
    }
}

/// A speaker without what it belongs to. A name is needed.
fn alone(id: &SpeakerId, speaker: &Speaker) -> Speaker {
    let mut alone = speaker.clone();
    alone.affiliation = None;
    if alone.name.trim().is_empty() {
        alone.name = id.to_string();
    }
    alone
}

/// Whether whom a speaker belongs to leads back to this one.
fn leads_to(above: &BTreeMap<SpeakerId, SpeakerId>, from: &SpeakerId, to: &SpeakerId) -> bool {
    let mut at = Some(from);
    while let Some(here) = at {
        if here == to {
            return true;
        }
        at = above.get(here);
    }
    false
}

/// The key of the rating that is called so.
fn rating_of<'a>(scale: &'a [Rating], words: &str) -> Option<&'a str> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(words);
    let found = scale
        .iter()
        .find(|rating| plain(&rating.key) == wanted || plain(&rating.label) == wanted);
    found.map(|rating| rating.key.as_str())
}
