//! A project of one article with 20 claims, and people who mark more.

use std::fs;
use std::path::{Path, PathBuf};

use sayso::model::{Article, ArticleId, Claim, ClaimId, Edit, Head, Metadata, Project, Reviewer};
use sayso::store::{self, Access, LockOwner, Opened};
use sayso::text::Span;

/// How many claims the article has at first.
pub(crate) const CLAIMS: usize = 20;

/// Numbers by chance, the same for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    /// An id as the program makes them.
    fn claim_id(&mut self) -> ClaimId {
        let letters = b"23456789abcdefghjkmnpqrstvwxyz";
        let id: String = (0..6)
            .map(|_| char::from(letters[self.below(letters.len())]))
            .collect();
        ClaimId::from(format!("c-{id}"))
    }
}

pub(crate) fn article() -> ArticleId {
    "talks".into()
}

fn text() -> String {
    let sentences = (0..200).map(|number| format!("Speaker {number} said that point {number} was agreed.\n"));
    sentences.collect()
}

pub(crate) fn open(folder: &Path) -> Opened {
    let owner = LockOwner {
        name: "Amal".into(),
        host: "desk".into(),
        process: 7,
        since: jiff::Timestamp::UNIX_EPOCH,
    };
    let opened = store::open(folder, Access::Write(owner)).unwrap();
    assert_eq!(opened.read_only, None);
    opened
}

pub(crate) fn apply(opened: &mut Opened, edit: Edit) {
    let touched = edit.touched();
    opened.project.apply(edit).unwrap();
    let report = opened.store.save(&opened.project, &touched);
    assert!(report.errors.is_empty(), "{report:?}");
}

/// Makes the project in a folder of this name.
pub(crate) fn create(folder: &Path, random: &mut Random) -> PathBuf {
    let path = folder.join("project");
    let mut opened = store::create(&path, &Head::titled("Talks"), Access::Read).unwrap();
    drop(opened);
    opened = open(&path);
    let new = Article::new(
        Metadata {
            title: "Talks".into(),
            ..Metadata::default()
        },
        text(),
    );
    let reviewer = |id: &str, name: &str| Edit::Reviewer(id.into(), Some(Reviewer { name: name.into() }));
    let edits = vec![
        reviewer("r-1", "Amal"),
        reviewer("r-2", "Noor"),
        Edit::Article(article(), Some(Box::new(new))),
    ];
    apply(&mut opened, Edit::All(edits));
    drop(opened);
    mark(&path, CLAIMS, random);
    path
}

/// Opens the project and marks claims at places by chance.
pub(crate) fn mark(path: &Path, count: usize, random: &mut Random) {
    let mut opened = open(path);
    opened.read_all_texts();
    assert_eq!(opened.problems, []);
    let claims = (0..count).map(|_| {
        let (id, claim) = new_claim(random);
        Edit::Claim(article(), id, Some(Box::new(claim)))
    });
    let edit = Edit::All(claims.collect());
    apply(&mut opened, edit);
}

/// A claim at a place by chance.
pub(crate) fn new_claim(random: &mut Random) -> (ClaimId, Claim) {
    let text = text();
    let words = format!("point {} was agreed", random.below(200));
    let start = text.find(&words).unwrap();
    let mut claim = Claim::new(&text, Span::new(start, start + words.len())).unwrap();
    if random.below(2) == 0 {
        claim.note = format!("note {}", random.below(4));
        claim.tags = vec!["agreed".into()];
    }
    (random.claim_id(), claim)
}

/// Sets the note of the first claim.
pub(crate) fn note_first(path: &Path, note: &str) {
    let mut opened = open(path);
    opened.read_all_texts();
    let (id, mut claim) = first_claim(&opened.project);
    claim.note = note.into();
    apply(&mut opened, Edit::Claim(article(), id, Some(Box::new(claim))));
}

fn first_claim(project: &Project) -> (ClaimId, Claim) {
    let claims = &project.article(&article()).unwrap().claims;
    let (id, claim) = claims.iter().next().unwrap();
    (id.clone(), claim.clone())
}

/// The claims of the article as they are on disk, and how many differences there are.
pub(crate) fn counts(project: &Project) -> (usize, usize) {
    assert_eq!(project.articles().len(), 1, "{:?}", project.articles().keys());
    let claims = &project.article(&article()).unwrap().claims;
    (claims.iter().count(), project.differences().count())
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
