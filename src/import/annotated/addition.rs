//! How what came with claims is added to a project, a part at a time, with speakers matched to those that are there.
//! What ids and times are like is said by the caller.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::Timestamp;

use super::{Annotated, Misfit, Why};
use crate::model::ops::import;
use crate::model::{
    Article, ArticleId, Claim, ClaimId, Edit, Metadata, Project, Rating, ReviewerId, Speaker, SpeakerId,
    SpeakerKind, Verdict,
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

/// What comes with claims on its way into a project: those whom it knows first, then an article at a time, so that very
/// many come in without a pause of what goes on beside it.
#[derive(Debug, Default)]
pub struct Arriving {
    left: VecDeque<(ArticleId, Wish)>,
    /// The speakers and ratings that its claims name.
    named: Option<Named>,
    /// Their speakers as they are called here, once they are.
    speakers: BTreeMap<SpeakerId, SpeakerId>,
    /// Verdicts by article, as they call them.
    verdicts: BTreeMap<ArticleId, Vec<(ClaimId, String)>>,
    /// What cannot come in.
    misfits: Vec<Misfit>,
}

/// What claims name, to be there before them.
#[derive(Debug, Default)]
struct Named {
    speakers: BTreeSet<SpeakerId>,
    ratings: BTreeSet<String>,
}

/// What comes in at a time.
#[derive(Debug, Default)]
pub struct Addition {
    /// What to do with the project.
    pub edits: Vec<Edit>,
    /// The new articles among it.
    pub articles: Vec<ArticleId>,
    /// Versions of articles that are there, with the claims they come with; the edits do not have them.
    pub versions: Vec<(ArticleId, Article)>,
    /// What could not be added.
    pub misfits: Vec<Misfit>,
}

impl Annotated {
    /// The way of these articles into a project, whatever it has already. To be asked for beside what goes on: all their
    /// claims are looked at.
    pub fn arriving(&self, mut wishes: Wishes) -> Arriving {
        let mut arriving = Arriving::default();
        let mut named = Named::default();
        for (id, article) in self.project.articles_in_order() {
            let Some(wish) = wishes.remove_entry(id) else {
                continue;
            };
            if article.text.is_none() {
                let label = ("article", article.metadata.title.as_str());
                arriving
                    .misfits
                    .push(self.misfit(label, Why::WithoutText, Some(id)));
                continue;
            }
            for claim in article.claims.values() {
                let links = claim.voice.chain().iter();
                for speaker in links.flat_map(|link| &link.speakers) {
                    if !named.speakers.contains(speaker) {
                        named.speakers.insert(speaker.clone());
                    }
                }
                named
                    .ratings
                    .extend(claim.verdict.as_ref().map(|verdict| verdict.rating.clone()));
            }
            arriving.left.push_back(wish);
        }
        for (article, claim, words) in &self.verdicts {
            let of_article = arriving.verdicts.entry(article.clone()).or_default();
            of_article.push((claim.clone(), words.clone()));
        }
        arriving.named = Some(named);
        arriving
    }

    /// What is next: speakers and ratings, then articles until they have so many claims together. Each is added before
    /// the next is asked for. Speakers are those of the project where the ids are Sayso's and equal, else where name and
    /// kind are; unnamed ones are never taken for others, and of made-up ones only those come that are somebody's.
    pub fn next(&self, arriving: &mut Arriving, claims: usize, project: &Project, host: &Host) -> Addition {
        let mut adder = Adder {
            from: self,
            project,
            host,
            added: Addition::default(),
            speakers: std::mem::take(&mut arriving.speakers),
        };
        adder.added.misfits = std::mem::take(&mut arriving.misfits);
        match arriving.named.take().filter(|_| !arriving.left.is_empty()) {
            Some(named) => {
                adder.add_people(&named.speakers);
                adder.add_ratings(&named.ratings);
            }
            None => {
                let mut taken = BTreeSet::new();
                let mut room = claims;
                while room > 0
                    && let Some((id, wish)) = arriving.left.pop_front()
                {
                    let verdicts = arriving.verdicts.remove(&id).unwrap_or_default();
                    let count = adder.add_article(&id, wish, &verdicts, &mut taken);
                    room = room.saturating_sub(count + 1);
                }
            }
        }
        arriving.speakers = adder.speakers;
        adder.added
    }

    fn misfit(&self, (label, words): (&str, &str), why: Why, article: Option<&ArticleId>) -> Misfit {
        let file = article.and_then(|article| self.files.get(article));
        Misfit {
            file: file
                .map_or_else(|| self.format.label(), String::as_str)
                .to_owned(),
            line: 0,
            label: label.to_owned(),
            words: words.to_owned(),
            why,
            article: article.cloned(),
        }
    }
}

impl Arriving {
    /// How many articles are still to come: new ones, and versions of others.
    pub fn counts(&self) -> (usize, usize) {
        let versions = self.left.iter().filter(|(_, wish)| wish.into.is_some()).count();
        (self.left.len() - versions, versions)
    }

    /// How many articles are still to come.
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Whether all is there.
    pub fn is_empty(&self) -> bool {
        self.left.is_empty() && self.misfits.is_empty()
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
    added: Addition,
    /// Their speakers as they are called here.
    speakers: BTreeMap<SpeakerId, SpeakerId>,
}

impl Adder<'_> {
    fn misfit(&mut self, label: (&str, &str), why: Why, article: Option<&ArticleId>) {
        self.added.misfits.push(self.from.misfit(label, why, article));
    }

    /// Reviewers are the same in every project; speakers may be here under another id.
    fn add_people(&mut self, used: &BTreeSet<SpeakerId>) {
        for (id, reviewer) in self.from.project.reviewers() {
            if !self.project.reviewers().contains_key(id) {
                let edit = import::reviewer(id.clone(), reviewer.clone());
                self.added.edits.push(edit);
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
            // A list that somebody keeps comes whole.
            if !self.from.ids_are_ours && !used.contains(id) {
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
            let edit = import::speaker(id.clone(), alone(id, speaker));
            self.added.edits.push(edit);
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
                    self.added.edits.push(import::speaker(id, whole));
                }
                _ => self.misfit(("speaker", &speaker.name), Why::UnknownParty, None),
            }
        }
    }

    /// Verdicts need their ratings on the scale.
    fn add_ratings(&mut self, used: &BTreeSet<String>) {
        let mut scale = self.project.head().scale.clone();
        let before = scale.len();
        for key in used {
            if !scale.iter().any(|rating| rating.key == *key) {
                let theirs = self
                    .from
                    .project
                    .head()
                    .scale
                    .iter()
                    .find(|rating| rating.key == *key);
                scale.extend(theirs.cloned());
            }
        }
        for (.., words) in &self.from.verdicts {
            if rating_of(&scale, words).is_none() {
                scale.push(Rating {
                    key: words.trim().to_lowercase().replace([' ', '_'], "-"),
                    label: words.trim().to_owned(),
                });
            }
        }
        let new = scale.split_off(before);
        if !new.is_empty() {
            self.added.edits.push(import::ratings(self.project, new));
        }
    }

    /// Adds an article, new or as a version of one that is there; gives how many claims it has.
    fn add_article(
        &mut self,
        theirs: &ArticleId,
        wish: Wish,
        verdicts: &[(ClaimId, String)],
        taken: &mut BTreeSet<ArticleId>,
    ) -> usize {
        let Some(article) = self.from.project.article(theirs) else {
            return 0;
        };
        let article = self.article(theirs, article, wish.metadata, verdicts);
        let claims = article.claims.len();
        match wish.into {
            Some(there) => self.added.versions.push((there, article)),
            None => {
                let title = title_for_id(self.from, theirs, &article);
                let id = (self.host.article_id)(title, taken);
                taken.insert(id.clone());
                self.added.articles.push(id.clone());
                self.added.edits.push(import::article(id, article));
            }
        }
        claims
    }

    /// An article as it will be, with everybody called as they are here.
    fn article(
        &mut self,
        theirs: &ArticleId,
        article: &Article,
        metadata: Metadata,
        verdicts: &[(ClaimId, String)],
    ) -> Article {
        let mut article = article.clone();
        article.metadata = metadata;
        // The file that it came from did not come along.
        article.metadata.original = (self.host.original)(theirs);
        article.metadata.added.get_or_insert(self.host.now);
        let reviewers = self.project.reviewers();
        let is_there = |id: &ReviewerId| id == self.host.who || reviewers.contains_key(id);
        article.done = article.done.filter(|done| is_there(&done.by));
        let text = article.text.clone().unwrap_or_default();
        let index = CharIndex::new(&text);
        let mut unknown = Vec::new();
        for claim in article.claims.values_mut() {
            claim.prove(&text, &index, |_found_or_lost| {});
            unknown.extend(self.settle_people(claim, &is_there));
        }
        for words in unknown {
            self.misfit(("claim", &words), Why::UnknownParty, Some(theirs));
        }
        let scale = &self.project.head().scale;
        for (claim, words) in verdicts {
            if let (Some(rating), Some(mut rated)) =
                (rating_of(scale, words), article.claims.get(claim).cloned())
            {
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
