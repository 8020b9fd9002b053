//! Adds what was read with claims to the project, some claims at a time and all as one step. How it is found and read is
//! the business of `annotations`, how speakers are matched that of `import`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::annotations::Corpus;
use super::importing::{self, Added};
use super::originals::OriginalsWriter;
use super::{Session, SessionError, clock, ids};
use crate::import::annotated::{Arriving, Host, Wish, Wishes};
use crate::model::ops;
use crate::model::{Anchor, Article, ArticleId, Claim, Edit, Project};

/// So many claims come in at a time, which takes a millisecond or two.
const CLAIMS_PER_SLICE: usize = 100;

/// What came of adding articles with their claims.
#[derive(Debug, Default)]
pub struct AddedWithClaims {
    /// What came in.
    pub added: Added,
    /// Articles whose texts the project has already, with their titles; nothing of them was added.
    pub known: Vec<(ArticleId, String)>,
}

/// Adds what was read with claims, as one step that can be undone. Texts that the project has are not added again.
pub fn add(session: &mut Session, corpora: Vec<Corpus>) -> Result<AddedWithClaims, SessionError> {
    session.read_all_texts();
    let mut wishes = WishList::default();
    let mut known = Vec::new();
    let mut there: BTreeMap<Arc<str>, ArticleId> = texts_of(session.project()).collect();
    let mut files = BTreeSet::new();
    for corpus in corpora {
        let corpus = Arc::new(corpus);
        let articles = &corpus.annotated.project;
        for (id, article) in articles.articles_in_order() {
            let text = article.text.as_ref();
            if let Some(same) = text.and_then(|text| there.get(text)) {
                known.push((same.clone(), article.metadata.title.clone()));
                continue;
            }
            let metadata = article.metadata.clone();
            wishes.want(Arc::clone(&corpus), id.clone(), Wish { metadata, into: None });
            files.extend(corpus.file_to_keep(id).map(Path::to_owned));
        }
        // Of one corpus all come, of the next what the ones before it have not.
        there.extend(texts_of(articles));
    }
    let wanted = Wanted::from_wishes(wishes);
    let added = if wanted.is_empty() {
        Added::default()
    } else {
        let archived =
            OriginalsWriter::new(session).archive_files(files.iter().map(PathBuf::as_path).collect());
        importing::begin_corpora(session, wanted, archived)?;
        session.finish()?;
        session.take_added().unwrap_or_default()
    };
    Ok(AddedWithClaims { added, known })
}

fn texts_of(project: &Project) -> impl Iterator<Item = (Arc<str>, ArticleId)> {
    let articles = project.articles().iter();
    articles.filter_map(|(id, article)| Some((article.text.clone()?, id.clone())))
}

/// What is wanted of which corpus, in the order in which they were read.
#[derive(Default)]
pub(super) struct WishList(Vec<(Arc<Corpus>, Wishes)>);

impl WishList {
    /// Wants an article of it.
    pub fn want(&mut self, corpus: Arc<Corpus>, id: ArticleId, wish: Wish) {
        let mut known = self.0.iter_mut();
        match known.find(|(there, _)| Arc::ptr_eq(there, &corpus)) {
            Some((_, wishes)) => drop(wishes.insert(id, wish)),
            None => self.0.push((corpus, Wishes::from([(id, wish)]))),
        }
    }
}

/// Articles with claims on their way into the project.
#[derive(Default)]
pub(super) struct Wanted {
    left: VecDeque<(Arc<Corpus>, Arriving)>,
}

impl Wanted {
    /// What was wished for. To be made beside what goes on: all claims are looked at.
    pub fn from_wishes(wishes: WishList) -> Self {
        let arriving = wishes.0.into_iter().map(|(corpus, wishes)| {
            let arriving = corpus.annotated.arriving(wishes);
            (corpus, arriving)
        });
        Self {
            left: arriving.collect(),
        }
    }

    /// How many articles are still to come: new ones, and versions of others.
    pub fn counts(&self) -> (usize, usize) {
        let counts = self.left.iter().map(|(_, arriving)| arriving.counts());
        counts.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    }

    /// How many articles are still to come.
    pub fn len(&self) -> usize {
        self.left.iter().map(|(_, arriving)| arriving.len()).sum()
    }

    /// Whether all is there.
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// The edit that brings in the next of it, some [`CLAIMS_PER_SLICE`] at a time; `names` are what their files are called
    /// among the project's originals.
    pub fn next(
        &mut self,
        session: &mut Session,
        names: &BTreeMap<PathBuf, String>,
        added: &mut Added,
    ) -> Edit {
        let Some((corpus, mut arriving)) = self.left.pop_front() else {
            return Edit::nothing();
        };
        let project = session.project();
        let host = Host {
            who: &session.who().id,
            now: clock::now(),
            article_id: &|title, new| session.free_article_id(title, &|id| new.contains(id)),
            original: &|theirs| names.get(corpus.file_of(theirs)).cloned(),
            speaker_id: &|new| ids::speaker_id_beside(project, new),
        };
        let addition = corpus
            .annotated
            .next(&mut arriving, CLAIMS_PER_SLICE, project, &host);
        let mut edits = addition.edits;
        for (id, newer) in addition.versions {
            if let Some(older) = session.article_with_text(&id) {
                let (article, lost) = version_of(older, newer);
                added.lost += lost;
                added.updated += 1;
                edits.push(ops::import::article(id.clone(), article));
                added.ids.push(id);
            }
        }
        added.ids.extend(addition.articles);
        added.misfits.extend(addition.misfits);
        if arriving.is_empty() {
            // Letting go of thousands of articles takes a while.
            rayon::spawn(move || drop(corpus));
        } else {
            self.left.push_front((corpus, arriving));
        }
        ops::import::together(edits)
    }
}

/// An article with the text and the claims of a version of it beside its own, and how many of its own claims lost
/// their place. What is marked at the same places already stays as it is.
fn version_of(older: &Article, newer: Article) -> (Article, usize) {
    let text = newer.text.clone().unwrap_or_default();
    let update = ops::update::updated(older, newer.metadata, &text);
    let mut article = update.article;
    let places = |claim: &Claim| -> Vec<_> { claim.spans.iter().map(Anchor::span).collect() };
    let there: BTreeSet<Vec<_>> = article.claims.values().map(places).collect();
    for (id, claim) in newer.claims.iter() {
        if !there.contains(&places(claim)) {
            let id = if article.claims.contains_key(id) {
                ids::claim_id_beside(&article.claims)
            } else {
                id.clone()
            };
            article.claims.insert(id, claim.clone());
        }
    }
    (article, update.lost.len())
}

#[cfg(test)]
mod tests {
    use super::super::annotations::read_corpora;
    use super::super::originals::Archived;
    use super::super::{ReviewerIdentity, no_wake};
    use super::*;
    use crate::import::annotated::LabelMap;
    use crate::model::{Head, SpeakerKind};
    use crate::store::{atomic, files};

    fn project_in(folder: &Path) -> Session {
        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        Session::create(folder, &Head::titled("Talks"), who, no_wake()).unwrap()
    }

    #[test]
    fn claims_come_in_as_one_step_and_named_speakers_are_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            atomic::write(folder.path(), &folder.path().join(name), text.as_bytes()).unwrap();
        };
        let marks = "T1\tClaim 15 33\tthe bridge is safe\nT2\tSource 4 9\tmayor\n\
                     R1\tAttributedTo Arg1:T1 Arg2:T2\nN1\tReference T2 Wikidata:Q1\tAda Holt\nA1\tVerdict T1 false\n";
        put("a.ann", marks);
        put("a.txt", "The mayor said the bridge is safe.");
        put("b.ann", &marks.replace("15 33", "20 38").replace("4 9", "9 14"));
        put("b.txt", "Then the mayor said the bridge is safe.");
        put("c.txt", "An article alone.");

        let read = || read_corpora(&[folder.path().to_owned()], None, &LabelMap::default());
        let (corpora, again) = (read(), read());
        assert_eq!((corpora.found.len(), corpora.failures.len()), (1, 0));
        assert_eq!(corpora.rest, [folder.path().join("c.txt")]);

        let path = folder.path().join("project");
        let mut session = project_in(&path);
        let before = session.project().clone();
        let added = add(&mut session, corpora.found).unwrap().added;
        assert_eq!((added.ids.len(), added.misfits.len()), (2, 0));
        let originals = added.ids.iter().map(|id| {
            let article = session.project().article(id).unwrap();
            article.metadata.original.as_deref().unwrap()
        });
        assert_eq!(originals.collect::<Vec<_>>(), ["a.ann", "b.ann"]);
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

        let again = add(&mut session, again.found).unwrap();
        assert_eq!((again.added.ids.len(), again.known.len()), (0, 2));
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
        let file = folder.path().join("tasks.jsonl");
        atomic::write(folder.path(), &file, lines.as_bytes()).unwrap();
        let corpora = read_corpora(&[file], None, &LabelMap::default());
        let mut session = project_in(&folder.path().join("project"));
        let before = session.project().clone();
        let mut wishes = WishList::default();
        for corpus in corpora.found {
            let corpus = Arc::new(corpus);
            for (id, article) in corpus.annotated.project.articles_in_order() {
                let metadata = article.metadata.clone();
                wishes.want(Arc::clone(&corpus), id.clone(), Wish { metadata, into: None });
            }
        }
        importing::begin_corpora(&mut session, Wanted::from_wishes(wishes), Archived::default()).unwrap();
        let mut slices = 0;
        let mut seen = 0;
        while session.run_slice().unwrap() {
            slices += 1;
            let claims = session.project().claims().count();
            assert!(
                claims <= seen + CLAIMS_PER_SLICE + 40,
                "{claims} claims after {seen}"
            );
            seen = claims;
        }
        assert!(slices >= 2000 / (CLAIMS_PER_SLICE + 40), "{slices} slices");
        assert_eq!(session.project().claims().count(), 2000);
        assert_eq!(session.take_added().unwrap().ids.len(), 50);
        session.undo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project().articles(), before.articles());
        assert_eq!(session.undo_label(), None);
    }
}
