//! Two people who work by chance, and what has to be there of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sayso::model::{ClaimId, Decision, Edit, Project, Review, ReviewerId, Standing};

use super::project::{Random, apply, article, new_claim, open};

/// How much each does between two meetings, at most.
const MAX_EDITS_A_ROUND: usize = 12;

/// What is known of a claim by all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Expected {
    tags: BTreeSet<String>,
    reviewers: BTreeSet<ReviewerId>,
    /// More than one where both wrote one at the same time.
    notes: BTreeSet<String>,
}

/// Two people who mark claims, tag, note and review them.
pub(crate) struct Writers {
    random: Random,
    expected: BTreeMap<ClaimId, Expected>,
    /// How many edits each may still make.
    left: [usize; 2],
    words: usize,
}

impl Writers {
    /// `SAYSO_EDITS` edits each, or 60.
    pub(crate) fn new(path: &Path, seed: u64) -> Self {
        let edits = std::env::var("SAYSO_EDITS")
            .ok()
            .and_then(|edits| edits.parse().ok());
        Self {
            random: Random::new(seed + 1000),
            expected: seen(&open(path).project),
            left: [edits.unwrap_or(60); 2],
            words: 0,
        }
    }

    pub(crate) fn go_on(&self) -> bool {
        self.left != [0, 0]
    }

    /// One of them opens the project and works for a while.
    pub(crate) fn work(&mut self, path: &Path, side: usize) {
        let mut opened = open(path);
        opened.read_all_texts();
        let count = self.left[side].min(1 + self.random.below(MAX_EDITS_A_ROUND));
        self.left[side] -= count;
        for _ in 0..count {
            let edit = self.edit(&opened.project, side);
            apply(&mut opened, edit);
        }
    }

    fn edit(&mut self, project: &Project, side: usize) -> Edit {
        let claims = &project.article(&article()).unwrap().claims;
        let at = self.random.below(claims.iter().count());
        let (id, claim) = claims.iter().nth(at).unwrap();
        let (mut id, mut claim) = (id.clone(), claim.clone());
        let by = ReviewerId::from(["r-1", "r-2"][side]);
        self.words += 1;
        let words = format!("words-{}", self.words);
        match self.random.below(5) {
            0 => claim.tags.push(words),
            1 if claim.note.is_empty() => claim.note = words,
            2 if !claim.reviews.contains_key(&by) => {
                let review = Review {
                    decision: Decision::Accepted,
                    at: jiff::Timestamp::UNIX_EPOCH,
                    why: words,
                    standing: Standing::Current,
                };
                claim.reviews.insert(by, review);
            }
            _ => (id, claim) = new_claim(&mut self.random),
        }
        let expected = self.expected.entry(id.clone()).or_default();
        expected.tags.extend(claim.tags.iter().cloned());
        expected.reviewers.extend(claim.reviews.keys().cloned());
        if !claim.note.is_empty() {
            expected.notes.insert(claim.note.clone());
        }
        Edit::Claim(article(), id, Some(Box::new(claim)))
    }

    /// All that either did is there, and differences where both wrote a note, and nowhere else.
    pub(crate) fn check(&self, project: &Project) {
        assert_eq!(project.articles().len(), 1, "{:?}", project.articles().keys());
        let mut expected = self.expected.clone();
        let planted = expected.values().filter(|claim| claim.notes.len() > 1).count();
        assert_eq!(project.differences().count(), planted);
        let found = seen(project);
        for (id, claim) in &mut expected {
            let there = found.get(id).unwrap_or_else(|| panic!("{id} is lost"));
            if claim.notes.len() > 1 {
                assert!(there.notes.is_subset(&claim.notes));
                claim.notes.clone_from(&there.notes);
            }
            assert_eq!(there, claim, "{id}");
        }
        assert_eq!(found.len(), expected.len());
        eprintln!(
            "two writers: {} claims, 0 lost, {planted} differences, all planted",
            found.len()
        );
    }
}

fn seen(project: &Project) -> BTreeMap<ClaimId, Expected> {
    let claims = project.article(&article()).unwrap().claims.iter();
    let expected = claims.map(|(id, claim)| {
        let note = Some(claim.note.clone()).filter(|note| !note.is_empty());
        let expected = Expected {
            tags: claim.tags.iter().cloned().collect(),
            reviewers: claim.reviews.keys().cloned().collect(),
            notes: note.into_iter().collect(),
        };
        (id.clone(), expected)
    });
    expected.collect()
}
