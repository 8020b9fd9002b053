//! Makes the steps of an import: the new articles under ids that are free, the newer versions with every claim carried
//! over, the articles with claims after the speakers and ratings that these name. It works on a copy of the project, so
//! that the window only has to apply what is made here.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::super::article_text::ReadArticle;
use super::super::progress::Progress;
use super::super::{ReviewerIdentity, ids, prepare};
use super::corpus::Corpus;
use super::originals::{self, Archived, Candidate};
use super::parse::SourceFile;
use super::stage::{ImportChoice, Origin, Staged};
use crate::import::annotated::{ArticlePlan, CorpusContext, CorpusPlan, StagedCorpus, Unplaced};
use crate::merge::merge_article;
use crate::model::ops;
use crate::model::{
    Anchor, Article, ArticleId, Claim, ClaimId, ClaimMap, Edit, EditError, Metadata, Project, UndoLabel,
};
use crate::report::Report;
use crate::store::{Store, StoreError};

/// A step has about this many articles and claims, which takes the window a millisecond or two.
const MAX_RECORDS_PER_STEP: usize = 100;

/// What is to come in.
#[derive(Debug, Default)]
pub(in super::super) struct ImportPlan {
    files: Vec<FilePlan>,
    corpora: Vec<(Arc<Corpus>, CorpusPlan)>,
    counts: (usize, usize),
}

/// An article without claims that is to come in.
#[derive(Debug)]
struct FilePlan {
    metadata: Metadata,
    text: Arc<str>,
    file: Arc<SourceFile>,
    /// The article that it is a newer version of.
    updates: Option<ArticleId>,
}

impl ImportPlan {
    /// What was chosen of the staged articles.
    pub(in super::super) fn new(staged: &Staged) -> Self {
        let mut plan = Self {
            counts: staged.counts(),
            ..Self::default()
        };
        for (at, item) in staged.items.iter().enumerate() {
            if item.choice() == ImportChoice::Skip {
                continue;
            }
            let (metadata, updates) = (item.metadata.clone(), staged.target(at).cloned());
            match &item.origin {
                Origin::File(file) => plan.files.push(FilePlan {
                    metadata,
                    text: Arc::clone(&item.text),
                    file: Arc::clone(file),
                    updates,
                }),
                Origin::Corpus(corpus, id) => {
                    let into = updates;
                    plan.add_from_corpus(corpus, id.clone(), ArticlePlan { metadata, into });
                }
            }
        }
        plan
    }

    fn add_from_corpus(&mut self, corpus: &Arc<Corpus>, id: ArticleId, article: ArticlePlan) {
        let mut known = self.corpora.iter_mut();
        match known.find(|(known, _)| Arc::ptr_eq(known, corpus)) {
            Some((_, plan)) => drop(plan.insert(id, article)),
            None => self
                .corpora
                .push((Arc::clone(corpus), CorpusPlan::from([(id, article)]))),
        }
    }

    /// How undo calls the import.
    pub(in super::super) fn label(&self) -> UndoLabel {
        let (new, updated) = self.counts;
        ops::import::label(new, updated)
    }

    /// The number of articles that come in.
    pub(in super::super) fn len(&self) -> usize {
        self.counts.0 + self.counts.1
    }

    /// Leaves out the articles of files that could not be archived.
    fn leave_out(&mut self, refused: &BTreeSet<PathBuf>) {
        if refused.is_empty() {
            return;
        }
        let (new, updated) = &mut self.counts;
        let mut keep = |file: Option<&Path>, is_update: bool| {
            let is_kept = file.is_none_or(|file| !refused.contains(file));
            let count = if is_update { &mut *updated } else { &mut *new };
            *count = count.saturating_sub(usize::from(!is_kept));
            is_kept
        };
        self.files.retain(|article| {
            let file = Some(article.file.path.as_path()).filter(|_| article.file.is_worth_archiving());
            keep(file, article.updates.is_some())
        });
        for (corpus, plan) in &mut self.corpora {
            plan.retain(|id, article| keep(corpus.file_to_archive(id), article.into.is_some()));
        }
    }

    /// The files that say more than the texts of their articles.
    fn files_to_archive(&self) -> impl Iterator<Item = Candidate<'_>> {
        let files = self.files.iter().map(|article| &article.file);
        let files = files.filter(|file| file.is_worth_archiving());
        let corpora = self.corpora.iter();
        let of_corpora = corpora.flat_map(|(corpus, plan)| {
            plan.keys()
                .filter_map(|id| corpus.file_to_archive(id))
                .map(Candidate::from_corpus)
        });
        files.map(|file| Candidate::from_file(file)).chain(of_corpora)
    }
}

/// An import whose files were archived.
#[derive(Debug)]
pub struct Archive {
    /// What was chosen from; it is shown again if the import was cancelled.
    pub(in super::super) staged: Staged,
    pub(in super::super) plan: ImportPlan,
    pub(in super::super) archived: Archived,
}

impl Archive {
    /// Archives the files of what was chosen. If it is cancelled none is.
    pub(in super::super) fn new(staged: Staged, store: &Store, progress: &Progress) -> Self {
        let mut plan = ImportPlan::new(&staged);
        let archived = originals::archive(store, plan.files_to_archive(), progress);
        plan.leave_out(&archived.refused);
        Self {
            staged,
            plan,
            archived,
        }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.archived.cancelled
    }

    /// The articles, to be shown again.
    pub fn into_staged(self) -> Staged {
        self.staged
    }
}

/// What came of an import.
#[derive(Debug, Default)]
pub struct ImportOutcome {
    /// The ids of the articles; of a newer version that of the article it updated.
    pub ids: Vec<ArticleId>,
    /// The number of articles that were updated.
    pub updated: usize,
    /// The number of claims of updated articles that are not found in the newer text.
    pub orphaned: usize,
    /// Files that could not be archived, each reported once; their articles came in nevertheless, unless they are refused.
    pub not_archived: Vec<Report>,
    /// Files whose articles did not come in, because the project's disk did not take them.
    pub refused: BTreeSet<PathBuf>,
    /// The annotations that could not be placed.
    pub unplaced: Vec<Unplaced>,
    /// The number of the undo step.
    pub step: Option<u64>,
}

/// Some articles that come in together.
#[derive(Debug)]
pub struct ImportStep {
    /// Puts them into the project.
    pub(in super::super) edit: Edit,
    /// The number of articles.
    pub(in super::super) articles: usize,
    /// Articles to be updated whose older texts had to be read, so that undo can bring them back.
    pub(in super::super) older: Vec<ReadArticle>,
}

/// An import, ready to be applied.
#[derive(Debug, Default)]
pub struct ImportSteps {
    /// What is left to apply, in order.
    pub(in super::super) steps: VecDeque<ImportStep>,
    /// What will have come of it.
    pub(in super::super) outcome: ImportOutcome,
    /// Articles that could not be updated because their older text cannot be read.
    pub(in super::super) unreadable: Vec<StoreError>,
}

/// Who imports when, and where to.
pub(in super::super) struct ImportContext {
    pub who: ReviewerIdentity,
    pub now: Timestamp,
    pub store: Arc<Store>,
}

impl ImportSteps {
    /// Makes all steps of an import into this project, which must not be edited until they are applied.
    pub(in super::super) fn new(
        plan: ImportPlan,
        archived: Archived,
        project: Project,
        context: &ImportContext,
        progress: &Progress,
    ) -> Result<Self, EditError> {
        progress.expect(plan.len());
        let mut maker = StepMaker {
            project,
            context,
            names: archived.names,
            older: Vec::new(),
            made: Self::default(),
        };
        maker.made.outcome.not_archived = archived.not_archived;
        maker.made.outcome.refused = archived.refused;
        let mut files = VecDeque::from(plan.files);
        while !files.is_empty() && !progress.is_cancelled() {
            let articles = maker.add_files(&mut files)?;
            progress.advance_by(articles);
        }
        for (corpus, mut plan) in plan.corpora {
            for article in plan.values_mut() {
                // An article that was removed meanwhile comes in as a new one.
                article.into.take_if(|id| maker.project.article(id).is_none());
            }
            let mut staged = corpus.annotated.stage(plan);
            while !staged.is_empty() && !progress.is_cancelled() {
                let articles = maker.add_from_corpus(&corpus, &mut staged)?;
                progress.advance_by(articles);
            }
        }
        Ok(maker.made)
    }
}

/// Makes steps, one after another.
struct StepMaker<'a> {
    /// With the steps that were made.
    project: Project,
    context: &'a ImportContext,
    /// The names of the archived files.
    names: BTreeMap<PathBuf, String>,
    older: Vec<ReadArticle>,
    made: ImportSteps,
}

impl StepMaker<'_> {
    /// Makes a step of the next articles from files; returns their number.
    fn add_files(&mut self, left: &mut VecDeque<FilePlan>) -> Result<usize, EditError> {
        let (mut new, mut updated) = (Vec::new(), Vec::new());
        let mut taken = BTreeSet::new();
        let mut articles = 0;
        let mut room = MAX_RECORDS_PER_STEP;
        while room > 0
            && let Some(plan) = left.pop_front()
        {
            articles += 1;
            room = room.saturating_sub(1);
            let mut metadata = plan.metadata;
            let archived = self.names.get(&plan.file.path).cloned();
            metadata.original = archived.or(metadata.original);
            // An article that was removed meanwhile comes in as a new one.
            match plan.updates.filter(|id| self.project.article(id).is_some()) {
                Some(id) => {
                    if let Some(older) = self.article_with_text(&id) {
                        let update = ops::update::updated(&older, metadata, &plan.text);
                        self.made.outcome.orphaned += update.lost.len();
                        room = room.saturating_sub(update.article.claims.len());
                        updated.push((id, update.article));
                    }
                }
                None => {
                    metadata.added.get_or_insert(self.context.now);
                    let id = self.free_id(&metadata.title, &taken);
                    taken.insert(id.clone());
                    new.push((id, Article::new(metadata, plan.text)));
                }
            }
        }
        self.made.outcome.updated += updated.len();
        new.extend(updated);
        let ids = new.iter().map(|(id, _)| id.clone());
        self.made.outcome.ids.extend(ids);
        let edits = new.into_iter();
        let edits = edits.map(|(id, article)| ops::import::article(id, article));
        self.push(ops::import::together(edits.collect()), articles)?;
        Ok(articles)
    }

    /// Makes a step of the next articles of a corpus; returns their number.
    fn add_from_corpus(&mut self, corpus: &Corpus, staged: &mut StagedCorpus) -> Result<usize, EditError> {
        let before = staged.len();
        let project = &self.project;
        let context = CorpusContext {
            who: &self.context.who.id,
            now: self.context.now,
            article_id: &|title, new| self.free_id(title, new),
            original: &|theirs| self.names.get(corpus.file_of(theirs)).cloned(),
            speaker_id: &|new| ids::speaker_id_beside(project, new),
        };
        let step = corpus
            .annotated
            .next(staged, MAX_RECORDS_PER_STEP, project, &context);
        let mut edits = step.edits;
        let mut updated = Vec::new();
        for (id, newer) in step.versions {
            if let Some(older) = self.article_with_text(&id) {
                let (article, orphaned) = version_of(&older, newer);
                self.made.outcome.orphaned += orphaned;
                edits.push(ops::import::article(id.clone(), article));
                updated.push(id);
            }
        }
        let outcome = &mut self.made.outcome;
        outcome.updated += updated.len();
        outcome.ids.extend(updated);
        outcome.ids.extend(step.articles);
        outcome.unplaced.extend(step.unplaced);
        let articles = before - staged.len();
        self.push(ops::import::together(edits), articles)?;
        Ok(articles)
    }

    fn push(&mut self, edit: Edit, articles: usize) -> Result<(), EditError> {
        let edit = prepare::with_reviewer(&self.project, &self.context.who, edit);
        self.project.apply(edit.clone())?;
        self.made.steps.push_back(ImportStep {
            edit,
            articles,
            older: std::mem::take(&mut self.older),
        });
        Ok(())
    }

    fn free_id(&self, title: &str, new: &BTreeSet<ArticleId>) -> ArticleId {
        ids::article_id(title, &self.project, &self.context.store, &|id| new.contains(id))
    }

    /// An article of the project with its text, which is read if it was not; `None` where that fails.
    fn article_with_text(&mut self, id: &ArticleId) -> Option<Article> {
        let article = self.project.article(id)?.clone();
        if article.text.is_some() {
            return Some(article);
        }
        match ReadArticle::read(&self.context.store, id, article) {
            Ok(read) => {
                let article = read.article.clone();
                self.older.push(read);
                Some(article)
            }
            Err(error) => {
                self.made.unreadable.push(error);
                None
            }
        }
    }
}

/// An article with the text and the claims of a newer version merged with its own, and how many of its own are not found in
/// the newer text. Claims of one id, or at one place, are the same claim.
fn version_of(older: &Article, newer: Article) -> (Article, usize) {
    let text = newer.text.clone().unwrap_or_default();
    let update = ops::update::updated(older, newer.metadata, &text);
    let places = |claim: &Claim| -> Vec<_> { claim.spans.iter().map(Anchor::span).collect() };
    let ours = update.article.claims.iter();
    let there: BTreeMap<Vec<_>, &ClaimId> = ours.map(|(id, claim)| (places(claim), id)).collect();
    let mut theirs = Article {
        claims: ClaimMap::new(),
        ..update.article.clone()
    };
    for (id, claim) in newer.claims.iter() {
        let same = there.get(&places(claim)).copied();
        let same = same.filter(|same| !theirs.claims.contains_key(same));
        theirs.claims.insert(same.unwrap_or(id).clone(), claim.clone());
    }
    let merged = merge_article(None, &update.article, &theirs);
    (merged, update.lost.len())
}

#[cfg(test)]
mod tests {
    use super::super::parse::{ParseOptions, parse};
    use super::*;
    use crate::model::{Decision, Review, SpeakerKind, Standing};
    use crate::session::Session;
    use crate::session::testing::{create, put};
    use crate::store::files;
    use crate::text::Span;

    fn stage(session: &Session, path: PathBuf) -> Staged {
        let parsed = parse(&[path], &ParseOptions::default(), &Progress::default());
        Staged::new(parsed, session.snapshot(), None)
    }

    #[test]
    fn a_newer_version_brings_what_a_colleague_says_of_claims_that_are_there() {
        let text: Arc<str> = "The mayor said the bridge is safe.".into();
        let article = |id: &str, claim: &Claim| {
            let mut article = Article::new(Metadata::default(), Arc::clone(&text));
            article.claims.insert(id.into(), claim.clone());
            article
        };
        let mut ours = Claim::new(&text, Span::new(15, 33)).unwrap();
        let mut theirs = ours.clone();
        ours.tags = vec!["bridges".into()];
        theirs.tags = vec!["safety".into()];
        theirs.note = "heard it".into();
        for (reviewer, claim) in [("r-1", &mut ours), ("r-2", &mut theirs)] {
            let review = Review {
                decision: Decision::Accepted,
                at: Timestamp::UNIX_EPOCH,
                why: String::new(),
                standing: Standing::Current,
            };
            claim.reviews.insert(reviewer.into(), review);
        }
        let (merged, _) = version_of(&article("c-1", &ours), article("c-9", &theirs));
        let claims: Vec<_> = merged.claims.iter().collect();
        let [(id, claim)] = claims.as_slice() else {
            panic!("{claims:?}")
        };
        assert_eq!((id.as_str(), claim.note.as_str()), ("c-1", "heard it"));
        assert_eq!(claim.reviews.len(), 2);
        assert_eq!(claim.tags, ["bridges", "safety"]);
        assert!(claim.differences.is_empty());
        ours.note = "was there".into();
        let (merged, _) = version_of(&article("c-1", &ours), article("c-1", &theirs));
        let claim = merged.claims.get(&"c-1".into()).unwrap();
        assert_eq!((claim.note.as_str(), claim.differences.len()), ("was there", 1));
    }

    #[test]
    fn claims_come_in_as_one_step_and_named_speakers_are_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| put(folder.path(), name, text);
        let marks = "T1\tClaim 15 33\tthe bridge is safe\nT2\tSource 4 9\tmayor\n\
                     R1\tAttributedTo Arg1:T1 Arg2:T2\nN1\tReference T2 Wikidata:Q1\tAda Holt\nA1\tVerdict T1 false\n";
        put("a.ann", marks);
        put("a.txt", "The mayor said the bridge is safe.");
        put("b.ann", &marks.replace("15 33", "20 38").replace("4 9", "9 14"));
        put("b.txt", "Then the mayor said the bridge is safe.");
        put("c.txt", "An article alone.");

        let outside = tempfile::tempdir().unwrap();
        let path = outside.path().join("project");
        let mut session = create(&path);
        let before = session.project().clone();
        let staged = stage(&session, folder.path().to_owned());
        assert_eq!((staged.items.len(), staged.failures.len()), (3, 0));
        let mut added = session.import(staged).unwrap();
        let alone = session.project().article(&added.ids.remove(0)).unwrap();
        assert_eq!(alone.metadata.title, "An article alone.");
        assert_eq!((added.ids.len(), added.unplaced.len()), (2, 0));
        let originals = added.ids.iter().map(|id| {
            let article = session.project().article(id).unwrap();
            article.metadata.original.as_deref().unwrap()
        });
        assert_eq!(originals.collect::<Vec<_>>(), ["a.ann", "b.ann"]);
        session.flush().unwrap();
        let kept = files::read(&path.join("originals/a.ann")).unwrap();
        assert_eq!(kept, marks.as_bytes());
        let speakers: Vec<_> = session.project().speakers().values().collect();
        assert_eq!(speakers.len(), 1);
        assert_eq!(
            (speakers[0].name.as_str(), speakers[0].kind),
            ("Ada Holt", SpeakerKind::Person)
        );
        let rated = session.project().claims().all(|(_, _, claim)| {
            claim
                .verdict
                .as_ref()
                .is_some_and(|verdict| verdict.rating == "false")
        });
        assert!(rated && session.project().claims().count() == 2);

        let again = stage(&session, folder.path().to_owned());
        assert!(again.items.iter().all(|item| item.choice() == ImportChoice::Skip));
        assert_eq!(session.import(again).unwrap().ids, []);
        session.undo().unwrap();
        assert_eq!(session.project().articles(), before.articles());
        assert_eq!(session.project().speakers(), before.speakers());
    }

    #[test]
    fn thousands_of_claims_come_in_slice_by_slice_and_go_as_one_step() {
        let folder = tempfile::tempdir().unwrap();
        let sentence = "The mayor said the bridge is safe. ";
        let length = sentence.chars().count();
        let line = |number: usize| {
            let marks: Vec<String> = (0..40)
                .map(|place| {
                    let at = place * length;
                    format!(
                        "[{}, {}, \"Claim\"], [{}, {}, \"Source\"]",
                        at + 15,
                        at + 33,
                        at + 4,
                        at + 9
                    )
                })
                .collect();
            let text = sentence.repeat(40) + &number.to_string();
            format!("{{\"text\": \"{text}\", \"label\": [{}]}}\n", marks.join(", "))
        };
        let lines: String = (0..50).map(line).collect();
        put(folder.path(), "tasks.jsonl", &lines);
        let mut session = create(&folder.path().join("project"));
        let before = session.project().clone();
        session
            .begin_import(stage(&session, folder.path().join("tasks.jsonl")))
            .unwrap();
        // The window only applies what the jobs make, and nothing before it has arrived.
        for _ in 0..2 {
            session.run_slice().unwrap();
            assert_eq!(session.project(), &before);
            session.wait_for_job();
        }
        let mut slices = 0;
        let mut seen = 0;
        while session.run_slice().unwrap() {
            slices += 1;
            let claims = session.project().claims().count();
            assert!(
                claims <= seen + MAX_RECORDS_PER_STEP + 40,
                "{claims} claims after {seen}"
            );
            seen = claims;
        }
        assert!(slices >= 2000 / (MAX_RECORDS_PER_STEP + 40), "{slices} slices");
        assert_eq!(session.project().claims().count(), 2000);
        assert_eq!(session.take_outcome().unwrap().ids.len(), 50);
        session.undo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project().articles(), before.articles());
        assert_eq!(session.undo_label(), None);
    }
}
