//! Finds files that have claims beside their texts among those a person named, and adds what they say as one step.
//! What the formats are like and how speakers are matched is `import`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Session, SessionError, clock, ids};
use crate::import;
use crate::import::annotated::{
    Annotated, AnnotatedFile, AnnotatedFormat, Host, LabelMap, Misfit, read_annotated,
};
use crate::model::{ArticleId, Edit, Reviewer};
use crate::report::Report;
use crate::store::files;

/// How many files are looked through in one go.
const MOST: usize = 100_000;

/// The endings of files that may have claims in them, and are looked into.
const ENDINGS: &[&str] = &["jsonl", "ndjson", "json", "zip", "xmi"];

/// The file in which Sayso keeps what brat has no place for.
const REST: &str = "sayso.jsonl";

/// What was found among files.
#[derive(Debug, Default)]
pub struct Corpora {
    /// What has claims.
    pub annotated: Vec<Annotated>,
    /// Why something gave nothing, one report each.
    pub failures: Vec<Report>,
    /// The paths that have none, to be read as articles.
    pub rest: Vec<PathBuf>,
}

/// Reads what has claims among these files and in these folders. With a format, all files are read as that.
pub fn read_corpora(paths: &[PathBuf], format: Option<AnnotatedFormat>, labels: &LabelMap) -> Corpora {
    let is_wanted =
        |name: &str| import::is_article_name(name) || has_ending(Path::new(name), &["ann", "xmi"]);
    let found = files::walk(paths, MOST, &is_wanted);
    let mut corpora = Corpora::default();
    let mut taken: BTreeSet<&Path> = BTreeSet::new();
    for (folder, group) in brat_folders(&found.files) {
        taken.extend(group.iter().copied());
        corpora.read(AnnotatedFormat::Brat, folder, &group, labels);
    }
    for path in found.files.iter().map(PathBuf::as_path) {
        let is_candidate = format.is_some() || has_ending(path, ENDINGS);
        if taken.contains(path) || !is_candidate {
            continue;
        }
        // What cannot be read is told when it is read as an article.
        let Ok(bytes) = files::read(path) else { continue };
        if let Some(format) = format.or_else(|| AnnotatedFormat::of(&bytes)) {
            taken.insert(path);
            corpora.take(
                format,
                path,
                &[(path.to_string_lossy().into_owned(), bytes)],
                labels,
            );
        }
    }
    corpora.rest = match taken.is_empty() {
        true => paths.to_vec(),
        false => {
            let unread = found.errors.iter();
            corpora
                .failures
                .extend(unread.map(|error| Report::of(error).with_hint(error.hint())));
            let rest = found.files.iter().filter(|path| !taken.contains(path.as_path()));
            rest.cloned().collect()
        }
    };
    corpora
}

impl Corpora {
    fn read(&mut self, format: AnnotatedFormat, folder: &Path, group: &[&Path], labels: &LabelMap) {
        let mut contents = Vec::with_capacity(group.len());
        for path in group {
            match files::read(path) {
                Ok(bytes) => contents.push((path.to_string_lossy().into_owned(), bytes)),
                Err(error) => self.failures.push(Report::of(&error).with_hint(error.hint())),
            }
        }
        self.take(format, folder, &contents, labels);
    }

    fn take(
        &mut self,
        format: AnnotatedFormat,
        path: &Path,
        contents: &[(String, Vec<u8>)],
        labels: &LabelMap,
    ) {
        let files: Vec<AnnotatedFile> = contents
            .iter()
            .map(|(path, bytes)| AnnotatedFile { path, bytes })
            .collect();
        match read_annotated(format, &path.to_string_lossy(), &files, labels) {
            Ok(annotated) => self.annotated.push(annotated),
            Err(error) => {
                let hint = Some(error.hint());
                self.failures.push(Report::of(&error).with_hint(hint));
            }
        }
    }
}

/// Files of marks with their texts, by folder.
fn brat_folders(found: &[PathBuf]) -> BTreeMap<&Path, Vec<&Path>> {
    let marks: BTreeSet<&Path> = found
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| has_ending(path, &["ann"]))
        .collect();
    let folders: BTreeSet<Option<&Path>> = marks.iter().map(|path| path.parent()).collect();
    let mut groups: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for path in found.iter().map(PathBuf::as_path) {
        let is_text = has_ending(path, &["txt"]) && marks.contains(path.with_extension("ann").as_path());
        let is_rest = path.file_name().is_some_and(|name| name == REST) && folders.contains(&path.parent());
        if marks.contains(path) || is_text || is_rest {
            let folder = path.parent().unwrap_or(path);
            groups.entry(folder).or_default().push(path);
        }
    }
    groups
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// What came of adding articles with their claims.
#[derive(Debug, Default)]
pub struct AddedWithClaims {
    /// The new articles.
    pub ids: Vec<ArticleId>,
    /// Articles whose texts the project has already, with their titles; nothing of them was added.
    pub known: Vec<(ArticleId, String)>,
    /// What could not be added.
    pub misfits: Vec<Misfit>,
}

/// Adds what was read with claims, as one step that can be undone.
pub fn add(session: &mut Session, corpora: &[Annotated]) -> Result<AddedWithClaims, SessionError> {
    session.read_all_texts();
    let mut added = AddedWithClaims::default();
    let mut edits = Vec::new();
    // Each is matched with the project as the ones before it will have left it.
    let mut project = session.project().clone();
    let who = session.who().clone();
    if !project.reviewers().contains_key(&who.id) {
        let me = Reviewer {
            name: who.name.clone(),
        };
        let edit = Edit::Reviewer(who.id.clone(), Some(me));
        project.apply(edit.clone())?;
        // Verdicts that nobody signed come in under the name of whoever adds them.
        if corpora.iter().any(|annotated| !annotated.verdicts.is_empty()) {
            edits.push(edit);
        }
    }
    let now = clock::now();
    for annotated in corpora {
        let addition = {
            let here = &project;
            let article_id = |title: &str, new: &BTreeSet<ArticleId>| {
                let mut taken = new.clone();
                taken.extend(added.ids.iter().cloned());
                session.free_article_id(title, &taken)
            };
            let host = Host {
                who: &who.id,
                now,
                article_id: &article_id,
                speaker_id: &|new| ids::speaker_id_beside(here, new),
            };
            annotated.addition(here, &host)
        };
        project.apply(addition.edit.clone())?;
        edits.push(addition.edit);
        added.ids.extend(addition.articles);
        added.known.extend(addition.known);
        added.misfits.extend(addition.misfits);
    }
    if !added.ids.is_empty() {
        let label = match added.ids.len() {
            1 => "add article with its claims".to_owned(),
            count => format!("add {count} articles with their claims"),
        };
        session.edit(label, Edit::All(edits))?;
    }
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::super::{ReviewerIdentity, no_wake};
    use super::*;
    use crate::model::{Head, SpeakerKind};
    use crate::store::atomic;

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

        let corpora = read_corpora(&[folder.path().to_owned()], None, &LabelMap::default());
        assert_eq!((corpora.annotated.len(), corpora.failures.len()), (1, 0));
        assert_eq!(corpora.rest, [folder.path().join("c.txt")]);

        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        let path = folder.path().join("project");
        let mut session = Session::create(&path, &Head::titled("Talks"), who, no_wake()).unwrap();
        let before = session.project().clone();
        let added = add(&mut session, &corpora.annotated).unwrap();
        assert_eq!((added.ids.len(), added.misfits.len()), (2, 0));
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

        let again = add(&mut session, &corpora.annotated).unwrap();
        assert_eq!((again.ids.len(), again.known.len()), (0, 2));
        session.undo().unwrap();
        assert_eq!(session.project().articles(), before.articles());
        assert_eq!(session.project().speakers(), before.speakers());
    }
}
