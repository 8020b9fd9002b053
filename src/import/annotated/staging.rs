//! Adds a corpus to a project step by step, and matches its speakers with those of the project. Ids and
//! times come from the caller.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::Timestamp;

use super::{Annotated, Unplaced, UnplacedReason};
use crate::model::ops::import;
use crate::model::{
    Article, ArticleId, Claim, ClaimId, Edit, Metadata, Project, Rating, ReviewerId, Speaker, SpeakerId,
    SpeakerKind, Standing, Verdict,
};
use crate::text::matching::Finder;
use crate::text::units::CharIndex;

/// What the caller provides: the author, the time, and new ids.
pub struct CorpusContext<'a> {
    /// Who imports it, and signs verdicts without a reviewer.
    pub who: &'a ReviewerId,
    /// When.
    pub now: Timestamp,
    /// Makes an id for an article of this title that is not among the given ones.
    pub article_id: &'a dyn Fn(&str, &BTreeSet<ArticleId>) -> ArticleId,
    /// The name under which the project keeps the original file of an article of the corpus, if it does.
    pub original: &'a dyn Fn(&ArticleId) -> Option<String>,
    /// Makes an id for a speaker that is not among the given ones.
    pub speaker_id: &'a dyn Fn(&BTreeSet<SpeakerId>) -> SpeakerId,
}

/// How an article of a corpus is to be imported.
#[derive(Clone, Debug)]
pub struct ArticlePlan {
    /// The metadata it will have.
    pub metadata: Metadata,
    /// The project's article that it is a newer version of, if its claims are to be added to that one.
    pub into: Option<ArticleId>,
}

/// The articles to import, by their ids in the corpus.
pub type CorpusPlan = BTreeMap<ArticleId, ArticlePlan>;

/// A corpus staged for import in steps: speakers and ratings first, then articles, so that very many can be imported
/// without blocking the caller.
#[derive(Debug, Default)]
pub struct StagedCorpus {
    left: VecDeque<(ArticleId, ArticlePlan)>,
    /// The speakers and ratings that its claims name.
    named: Option<NamedRecords>,
    /// The ids of the corpus's speakers in the project, once they are added.
    speakers: BTreeMap<SpeakerId, SpeakerId>,
    /// Verdicts by article, in the corpus's words.
    verdicts: BTreeMap<ArticleId, Vec<(ClaimId, String)>>,
    /// What cannot be imported.
    unplaced: Vec<Unplaced>,
}

/// The records that claims refer to, which must be added before them.
#[derive(Debug, Default)]
struct NamedRecords {
    speakers: BTreeSet<SpeakerId>,
    ratings: BTreeSet<String>,
}

/// One step of the import.
#[derive(Debug, Default)]
pub struct CorpusStep {
    /// The edits to apply to the project.
    pub edits: Vec<Edit>,
    /// The new articles among them.
    pub articles: Vec<ArticleId>,
    /// Newer versions of articles in the project, with their claims; the edits do not include them.
    pub versions: Vec<(ArticleId, Article)>,
    /// What could not be imported.
    pub unplaced: Vec<Unplaced>,
}

impl Annotated {
    /// Stages these articles for import into any project. It visits all their claims, so call it on another thread.
    pub fn stage(&self, mut plans: CorpusPlan) -> StagedCorpus {
        let mut staged = StagedCorpus::default();
        let mut named = NamedRecords::default();
        for (id, article) in self.project.articles_in_order() {
            let Some(plan) = plans.remove_entry(id) else {
                continue;
            };
            if article.text.is_none() {
                let label = (fl!("import-unplaced-article"), article.metadata.title.as_str());
                staged
                    .unplaced
                    .push(self.unplaced(label, UnplacedReason::WithoutText, Some(id)));
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
            staged.left.push_back(plan);
        }
        for (article, claim, words) in &self.verdicts {
            let of_article = staged.verdicts.entry(article.clone()).or_default();
            of_article.push((claim.clone(), words.clone()));
        }
        staged.named = Some(named);
        staged
    }

    /// The next step: speakers and ratings, then articles with about this number of claims. Apply each step before asking
    /// for the next. Speakers are those of the project where the ids are Sayso's and equal, else where name and kind are;
    /// unnamed ones are never matched, and speakers with generated ids are imported only if a claim names them.
    pub fn next(
        &self,
        staged: &mut StagedCorpus,
        claims: usize,
        project: &Project,
        context: &CorpusContext,
    ) -> CorpusStep {
        let mut builder = CorpusStepBuilder {
            from: self,
            project,
            context,
            step: CorpusStep::default(),
            speakers: std::mem::take(&mut staged.speakers),
        };
        builder.step.unplaced = std::mem::take(&mut staged.unplaced);
        match staged.named.take().filter(|_| !staged.left.is_empty()) {
            Some(named) => {
                builder.add_people(&named.speakers);
                builder.add_ratings(&named.ratings);
            }
            None => {
                let mut taken = BTreeSet::new();
                let mut room = claims;
                while room > 0
                    && let Some((id, plan)) = staged.left.pop_front()
                {
                    let verdicts = staged.verdicts.remove(&id).unwrap_or_default();
                    let count = builder.add_article(&id, plan, &verdicts, &mut taken);
                    room = room.saturating_sub(count + 1);
                }
            }
        }
        staged.speakers = builder.speakers;
        builder.step
    }

    fn unplaced(
        &self,
        (label, words): (&str, &str),
        why: UnplacedReason,
        article: Option<&ArticleId>,
    ) -> Unplaced {
        let file = article.and_then(|article| self.files.get(article));
        Unplaced {
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

impl StagedCorpus {
    /// How many articles are still to be imported: new ones, and newer versions.
    pub fn counts(&self) -> (usize, usize) {
        let versions = self.left.iter().filter(|(_, plan)| plan.into.is_some()).count();
        (self.left.len() - versions, versions)
    }

    /// How many articles are still to be imported.
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Whether everything is imported.
    pub fn is_empty(&self) -> bool {
        self.left.is_empty() && self.unplaced.is_empty()
    }
}

/// An id of ours is as good as a title, and keeps the name that people know.
fn title_for_id<'a>(from: &Annotated, id: &'a ArticleId, article: &'a Article) -> &'a str {
    if from.ids_are_ours || article.metadata.title.is_empty() {
        id.as_str()
    } else {
        &article.metadata.title
    }
}

struct CorpusStepBuilder<'a> {
    from: &'a Annotated,
    project: &'a Project,
    context: &'a CorpusContext<'a>,
    step: CorpusStep,
    /// The ids of the corpus's speakers in the project.
    speakers: BTreeMap<SpeakerId, SpeakerId>,
}

impl CorpusStepBuilder<'_> {
    fn report_unplaced(&mut self, label: (&str, &str), why: UnplacedReason, article: Option<&ArticleId>) {
        self.step.unplaced.push(self.from.unplaced(label, why, article));
    }

    /// Reviewers are the same in every project; speakers may be here under another id.
    fn add_people(&mut self, used: &BTreeSet<SpeakerId>) {
        for (id, reviewer) in self.from.project.reviewers() {
            if !self.project.reviewers().contains_key(id) {
                let edit = import::reviewer(id.clone(), reviewer.clone());
                self.step.edits.push(edit);
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
            let new_id = if self.from.ids_are_ours {
                id.clone()
            } else {
                (self.context.speaker_id)(&taken)
            };
            taken.insert(new_id.clone());
            self.speakers.insert(id.clone(), new_id.clone());
            new.push((new_id, speaker));
        }
        // First all without what they belong to, which may come later in the list; then with it, where that is no circle.
        for (id, speaker) in &new {
            let edit = import::speaker(id.clone(), alone(id, speaker));
            self.step.edits.push(edit);
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
                    self.step.edits.push(import::speaker(id, whole));
                }
                _ => self.report_unplaced(
                    (fl!("import-unplaced-speaker"), &speaker.name),
                    UnplacedReason::UnknownParty,
                    None,
                ),
            }
        }
    }

    /// Verdicts need their ratings on the scale.
    fn add_ratings(&mut self, used: &BTreeSet<String>) {
        let theirs = &self.from.project.head().scale;
        let mut scale = self.project.head().scale.clone();
        let before = scale.len();
        for key in used {
            if !scale.iter().any(|rating| rating.key == *key) {
                scale.extend(theirs.iter().find(|rating| rating.key == *key).cloned());
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
            self.step.edits.push(import::ratings(self.project, new));
        }
    }

    /// Adds an article, new or as a newer version; returns the number of its claims.
    fn add_article(
        &mut self,
        theirs: &ArticleId,
        plan: ArticlePlan,
        verdicts: &[(ClaimId, String)],
        taken: &mut BTreeSet<ArticleId>,
    ) -> usize {
        let Some(article) = self.from.project.article(theirs) else {
            return 0;
        };
        let article = self.article(theirs, article, plan.metadata, verdicts);
        let claims = article.claims.len();
        match plan.into {
            Some(there) => self.step.versions.push((there, article)),
            None => {
                let title = title_for_id(self.from, theirs, &article);
                let id = (self.context.article_id)(title, taken);
                taken.insert(id.clone());
                self.step.articles.push(id.clone());
                self.step.edits.push(import::article(id, article));
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
        article.metadata.original = (self.context.original)(theirs);
        article.metadata.added.get_or_insert(self.context.now);
        let reviewers = self.project.reviewers();
        let is_there = |id: &ReviewerId| id == self.context.who || reviewers.contains_key(id);
        article.done = article.done.filter(|done| is_there(&done.by));
        let text = article.text.clone().unwrap_or_default();
        let (index, finder) = (CharIndex::new(&text), Finder::new(&text));
        let mut unknown = Vec::new();
        for claim in article.claims.values_mut() {
            claim.prove(&index, &finder, |_found_or_lost| {});
            unknown.extend(self.settle_people(claim, &is_there));
        }
        for words in unknown {
            self.report_unplaced(
                (fl!("import-unplaced-claim"), &words),
                UnplacedReason::UnknownParty,
                Some(theirs),
            );
        }
        let scale = &self.project.head().scale;
        for (claim, words) in verdicts {
            if let (Some(rating), Some(mut rated)) =
                (rating_of(scale, words), article.claims.get(claim).cloned())
            {
                rated.verdict = Some(Verdict {
                    rating: rating.to_owned(),
                    by: self.context.who.clone(),
                    at: self.context.now,
                    standing: Standing::Current,
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
            let known = link.speakers.iter().filter_map(|id| self.speakers.get(id));
            link.speakers = known.cloned().collect();
            dropped |= link.speakers.len() < before;
        }
        let before = claim.reviews.len();
        claim.reviews.retain(|id, _| is_there(id));
        dropped |= claim.reviews.len() < before;
        dropped |= claim.verdict.take_if(|verdict| !is_there(&verdict.by)).is_some();
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
