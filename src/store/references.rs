//! Reference texts on disk: `references/ID.txt` beside `references/ID.ron`, and the file they came from where that says more.
//!
//! An id ends in the digest of its text. So two people who add the same text have the same files, two who add others never
//! meet, and a copy by a program for synced folders is known by its name. A text that no longer has its digest is no evidence
//! and is not read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::file_state::{Fingerprint, fingerprint, hex};
use super::format::ParsedFile;
use super::format::reference1::{read_reference, write_reference};
use super::half_synced::{half_synced, names_in};
use super::redo::{Changes, Draft};
use super::{FileProblem, ReadOnly, Store, StoreError, atomic, conflict_markers, layout, links};
use crate::model::ReferenceId;
use crate::model::reference::{ReferenceFacts, ReferenceText};

/// How many digits of the digest end an id.
const DIGEST_DIGITS: usize = 8;

/// The reference texts of a project.
#[derive(Clone, Debug, Default)]
pub struct StoredReferences {
    /// By their ids.
    pub texts: BTreeMap<ReferenceId, ReferenceText>,
    /// Files that could not be read, or are no reference texts.
    pub problems: Vec<FileProblem>,
}

/// A reference text to be added.
#[derive(Clone, Debug)]
pub struct NewReference {
    /// The text, and what is known about it.
    pub reference: ReferenceText,
    /// The file it came from and the ending of its name, where that says more than the text.
    pub original: Option<(String, Vec<u8>)>,
}

/// What came of adding one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddedReference {
    /// It is new.
    New(ReferenceId),
    /// It was there, and what is known about it has changed.
    Updated(ReferenceId),
    /// It was there.
    Known(ReferenceId),
}

impl AddedReference {
    /// Its id.
    pub fn id(&self) -> &ReferenceId {
        match self {
            Self::New(id) | Self::Updated(id) | Self::Known(id) => id,
        }
    }
}

impl Store {
    /// Reads all reference texts.
    pub fn references(&self) -> StoredReferences {
        let mut stored = StoredReferences::default();
        let folder = self.folder().join(layout::REFERENCES);
        let names: Vec<String> = names_in(&folder).collect();
        let stems = names.iter().filter_map(|name| name.strip_suffix(".ron"));
        for stem in stems.filter(|stem| !stem.starts_with('.')) {
            let id = ReferenceId::from(stem);
            match self.read_reference(&id) {
                Ok((reference, doubts)) => {
                    stored.problems.extend(doubts);
                    stored.texts.insert(id, reference);
                }
                Err(problem) => stored.problems.push(*problem),
            }
        }
        let known = |stem: &str| names.contains(&format!("{stem}.ron"));
        let texts = names.iter().filter_map(|name| name.strip_suffix(".txt"));
        for stem in texts.filter(|stem| !stem.starts_with('.') && !known(stem)) {
            let path = folder.join(format!("{stem}.txt"));
            stored.problems.push(not_a_reference(&path));
        }
        stored
    }

    fn read_reference(
        &self,
        id: &ReferenceId,
    ) -> Result<(ReferenceText, Option<FileProblem>), Box<FileProblem>> {
        let read = |path: &Path| {
            let bytes = self.on_disk(path);
            let bytes = bytes.and_then(|bytes| bytes.ok_or_else(|| StoreError::Missing(path.to_owned())));
            bytes.map_err(|error| Box::new(FileProblem::from_error(path, &error)))
        };
        let path = facts_file(self.folder(), id);
        let bytes = read(&path)?;
        let (ParsedFile { parts, newer }, doubt) = read_versions(&path, &bytes)?;
        if let Some(what) = newer {
            let newer = ReadOnly::Newer {
                path: path.clone(),
                what,
            };
            return Err(Box::new(FileProblem::new(path, newer.to_string(), newer.hint())));
        }
        let (facts, declared) = parts;
        if !is_id_of(id, &declared) {
            return Err(Box::new(not_a_reference(&path)));
        }
        let path = text_file(self.folder(), id);
        let text = read(&path)?;
        if hex(&fingerprint(&text)) != declared {
            return Err(half_synced(&path, &text).map_or_else(|| Box::new(changed(&path)), Box::new));
        }
        let text = String::from_utf8(text).map_err(|_| Box::new(changed(&path)))?;
        Ok((
            ReferenceText {
                facts,
                text: text.into(),
            },
            doubt,
        ))
    }

    /// Adds a reference text: its files are all there, or none. One that is there gets what is known about it now.
    pub fn add_reference(&self, new: &NewReference) -> Result<AddedReference, StoreError> {
        let _turn = self.take_turn();
        self.check_writable()?;
        let text = &new.reference.text;
        let digest = hex(&fingerprint(text.as_bytes()));
        let id = self
            .id_of_text(&digest)
            .unwrap_or_else(|| id(&new.reference.facts.title, &digest));
        let is_there = self.on_disk(&facts_file(self.folder(), &id))?.is_some();
        let known = if is_there {
            let read = self.read_reference(&id).map_err(StoreError::Broken)?;
            Some(read.0)
        } else {
            None
        };
        let mut facts = new.reference.facts.clone();
        let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
        if let Some(known) = &known {
            facts = with_known(facts, &known.facts);
        } else {
            files.push((text_file(Path::new(""), &id), text.as_bytes().to_vec()));
            if let Some((ending, bytes)) = &new.original {
                let name = format!("{id}.{ending}");
                layout::check_file_name(&name)?;
                files.push((Path::new(layout::REFERENCES).join(&name), bytes.clone()));
                facts.original = Some(name);
            }
        }
        if known.as_ref().is_some_and(|known| known.facts == facts) {
            return Ok(AddedReference::Known(id));
        }
        let file = facts_file(Path::new(""), &id);
        files.push((file.clone(), write_reference(&file, &facts, &digest)?));
        self.write_references(files)?;
        Ok(if known.is_some() {
            AddedReference::Updated(id)
        } else {
            AddedReference::New(id)
        })
    }

    /// The id under which a text is there already, whatever its title was then.
    fn id_of_text(&self, digest: &str) -> Option<ReferenceId> {
        let ending = format!("-{}", digest.get(..DIGEST_DIGITS)?);
        let names = names_in(&self.folder().join(layout::REFERENCES));
        let mut stems = names.filter_map(|name| Some(name.strip_suffix(".ron")?.to_owned()));
        let stem = stems.find(|stem| stem.ends_with(&ending))?;
        Some(ReferenceId::from(stem))
    }

    fn write_references(&self, files: Vec<(PathBuf, Vec<u8>)>) -> Result<(), StoreError> {
        links::check(self.folder(), &self.folder().join(layout::REFERENCES))?;
        atomic::make_folder(&self.folder().join(layout::REFERENCES))?;
        let mut changes = Changes::default();
        for (file, bytes) in files {
            let path = self.folder().join(&file);
            let there: Option<Fingerprint> = self.on_disk(&path)?.map(|bytes| fingerprint(&bytes));
            let content = fingerprint(&bytes);
            if there == Some(content) {
                continue;
            }
            let draft = Draft::new(&self.make_temp_dir()?, &path, &bytes, content)?;
            changes.put(vec![()], file, there, draft);
        }
        let failed = changes.commit(self.folder()).into_iter().next();
        failed.map_or(Ok(()), |failed| Err(failed.error))
    }
}

/// What is known of a text that is there already: what is said anew, and else what was known.
fn with_known(new: ReferenceFacts, known: &ReferenceFacts) -> ReferenceFacts {
    ReferenceFacts {
        title: known.title.clone(),
        event: new.event.or_else(|| known.event.clone()),
        speaker: new.speaker.or_else(|| known.speaker.clone()),
        date: new.date.or(known.date),
        url: new.url.or_else(|| known.url.clone()),
        ..known.clone()
    }
}

fn facts_file(folder: &Path, id: &ReferenceId) -> PathBuf {
    folder.join(layout::REFERENCES).join(format!("{id}.ron"))
}

fn text_file(folder: &Path, id: &ReferenceId) -> PathBuf {
    folder.join(layout::REFERENCES).join(format!("{id}.txt"))
}

/// The id of a text of this title and digest.
fn id(title: &str, digest: &str) -> ReferenceId {
    let slug = layout::article_id_from_title(title, &|_| false);
    format!("{slug}-{}", digest.get(..DIGEST_DIGITS).unwrap_or(digest)).into()
}

/// Whether an id is that of a text of this digest.
fn is_id_of(id: &ReferenceId, digest: &str) -> bool {
    let ending = id.as_str().rsplit_once('-').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ending.len() == DIGEST_DIGITS && digest.starts_with(ending))
}

fn not_a_reference(path: &Path) -> FileProblem {
    FileProblem::new(
        path,
        fl!("store-reference-unknown"),
        fl!("store-reference-unknown.hint"),
    )
}

fn changed(path: &Path) -> FileProblem {
    FileProblem::new(
        path,
        fl!("store-reference-changed"),
        fl!("store-reference-changed.hint"),
    )
}

type ReadFacts = (ParsedFile<(ReferenceFacts, String)>, Option<FileProblem>);

/// Reads what is known of a reference text. Where git left the versions of two people in the file, it is what both know.
fn read_versions(path: &Path, bytes: &[u8]) -> Result<ReadFacts, Box<FileProblem>> {
    let problem = match read_reference(path, bytes) {
        Ok(read) => return Ok((read, None)),
        Err(problem) => half_synced(path, bytes).map_or(problem, Box::new),
    };
    let versions = std::str::from_utf8(bytes).ok().and_then(conflict_markers::split);
    let read = |text: &str| read_reference(path, text.as_bytes()).ok();
    let both = versions.and_then(|versions| Some((read(&versions.ours)?, read(&versions.theirs)?)));
    let (ours, theirs) = both.ok_or(problem)?;
    let newer = ours.newer.or(theirs.newer);
    let (facts, agrees) = ours.parts.0.filled_from(&theirs.parts.0);
    let doubt = (!agrees).then(|| {
        FileProblem::new(
            path,
            fl!("store-reference-differs"),
            fl!("store-reference-differs.hint"),
        )
    });
    let parts = (facts, ours.parts.1);
    Ok((ParsedFile { parts, newer }, doubt))
}
