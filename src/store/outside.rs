//! What others change in the files of a project while it is open. Each file is compared with what was last read or written
//! here, so that own writes are no news; what differs is read as it is when a project is opened.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::error::{FileProblem, StoreError};
use super::file_state::{Fingerprint, Store, TextDigests, fingerprint, text_digest};
use super::format::{ArticleParts, ProjectParts};
use super::half_synced::half_synced;
use super::layout;
use super::merged_copy::MergedCopy;
use super::open::{Listing, list};
use super::outside_changes::{ArticleThere, OutsideChanges};
use super::read_text::{self, TextConflict};
use super::snapshot::{Snapshot, Superseded};
use super::sync_copies::Copies;
use super::taken_in::{Parts, TakenIn, read_versions};
use super::versions::Mergeable;
use crate::model::{ArticleId, Project};

/// How long a file may be gone before it counts as deleted: many programs replace files by deleting them.
const GONE: Duration = Duration::from_millis(900);
/// How long an article may lack the text that its claims name.
const WITHOUT_TEXT: Duration = Duration::from_secs(2);
/// How long a file may be unreadable before it is told: it may still be arriving.
const UNREADABLE: Duration = Duration::from_secs(4);

/// What one look at the files finds.
struct Look<'a> {
    store: &'a Store,
    /// How long the files may have been changing.
    waited: Duration,
    listing: Listing,
    found: OutsideChanges,
}

impl Store {
    /// Compares files with what was last read or written here. Those that others have made or deleted are found by
    /// themselves, of the others these are looked at. `waited` is for how long there has been a reason to look: a file that
    /// is missing or unreadable at first may only be arriving.
    pub fn look_outside(&self, paths: &BTreeSet<PathBuf>, waited: Duration) -> OutsideChanges {
        let _turn = self.take_turn();
        let known = self.known_articles();
        let articles = self.folder().join(layout::ARTICLES);
        // A folder that is gone has been moved, or its disk taken out: that says nothing about what is in it.
        if !self.folder().is_dir() || (!known.is_empty() && !articles.is_dir()) {
            return OutsideChanges::default();
        }
        let Ok(mut listing) = list(self.folder(), &mut Vec::new()) else {
            return OutsideChanges::default();
        };
        let mut copies = Copies::take_out(self, &mut listing.claims, &mut listing.texts);
        copies.retain(|copy| self.read_only().is_none() && self.is_news(copy));
        let come_or_gone = listing.claims.symmetric_difference(&known);
        let mut ids: BTreeSet<ArticleId> = come_or_gone.cloned().collect();
        let textless = known.iter().filter(|id| !listing.texts.contains(*id));
        ids.extend(textless.filter(|id| self.has_read_text(id)).cloned());
        let mut look = Look {
            store: self,
            waited,
            listing,
            found: OutsideChanges::default(),
        };
        let mut looks_at_head = !self.folder().join(layout::PROJECT_FILE).is_file();
        for path in paths {
            match place_of(path) {
                Some(Place::Head) => looks_at_head = true,
                Some(Place::Article(id)) => drop(ids.insert(id)),
                Some(Place::Log(id)) => drop(look.found.logs.insert(id)),
                None => {}
            }
        }
        if looks_at_head || !copies.project.is_empty() {
            look.at_head(!copies.project.is_empty());
        }
        let copied: BTreeSet<&ArticleId> = copies
            .claims
            .iter()
            .chain(&copies.texts)
            .map(|(id, _)| id)
            .collect();
        for id in &ids {
            look.at_article(id, copied.contains(id));
        }
        for id in copied.into_iter().filter(|id| !ids.contains(*id)) {
            look.at_article(id, true);
        }
        look.at_copies(&copies);
        look.found
    }

    /// Takes note that the project in memory has taken these changes in; gives what they are superseded by when it is saved.
    pub fn take_in(&self, changes: &OutsideChanges, theirs: &Project) -> Superseded {
        self.count_taken_in();
        for (id, there) in &changes.articles {
            self.unprotect(id);
            match there {
                None => self.forget_article(id),
                Some(there) => {
                    let known = self.text_digests(id);
                    let newer = there.text.as_deref().map(text_digest);
                    let digests = TextDigests {
                        declared: there.parts.text_sha256.clone(),
                        on_disk: newer.or(known.on_disk),
                    };
                    self.note_text(id, digests);
                    if !there.has_text {
                        self.note_missing_text(id);
                    }
                }
            }
        }
        self.note_taken_in(&changes.superseded.files);
        let mut content = Snapshot::new(theirs, &changes.touched());
        content.articles.retain(|_, article| article.is_some());
        self.note_content(content);
        changes.superseded.clone()
    }

    /// Whether all of these versions are known by now.
    pub fn knows_all(&self, changes: &OutsideChanges) -> bool {
        let mut files = changes.superseded.files.iter();
        changes.has_records() && files.all(|(file, version)| self.knows_version(file, version.as_ref()))
    }

    /// The problem of an article whose text is missing.
    pub fn missing_text(&self, id: &ArticleId) -> FileProblem {
        let path = layout::text_file(self.folder(), id);
        FileProblem::new(path, fl!("store-no-text-file"), fl!("store-no-text-file.hint"))
    }

    /// Takes note of changes that a project which may not be written has taken in.
    pub fn follow(&self, superseded: &Superseded) {
        self.note_superseded(&superseded.files);
    }

    /// Keeps the text that an article has in memory in the history, before another one from outside takes its place.
    pub fn keep_replaced_text(&self, id: &ArticleId, older: &str) -> Result<(), StoreError> {
        self.check_writable()?;
        let digest = text_digest(older);
        let kept = layout::older_text_file(self.folder(), id, &digest);
        if self.on_disk(&kept)?.is_some() {
            return Ok(());
        }
        super::atomic::make_folder(&self.folder().join(layout::HISTORY))?;
        self.put(&kept, older.as_bytes())
    }

    fn has_read_text(&self, id: &ArticleId) -> bool {
        self.has_read(&layout::text_file(Path::new(""), id))
    }

    /// Whether a file is there in a version that is not known.
    fn is_news(&self, path: &Path) -> bool {
        let file = path.strip_prefix(self.folder()).unwrap_or(path);
        let bytes = self.on_disk(path).ok().flatten();
        bytes.is_some_and(|bytes| !self.knows_version(file, Some(&fingerprint(&bytes))))
    }
}

impl Look<'_> {
    /// Whether something that may only be arriving has to be judged as it is.
    fn has_waited(&self, limit: Duration) -> bool {
        self.waited >= limit
    }

    /// A file of the project, with its fingerprint; what cannot be read is noted.
    fn read(&mut self, file: &Path) -> Result<Option<(Vec<u8>, Fingerprint)>, Unread> {
        let path = self.store.folder().join(file);
        match self.store.on_disk(&path) {
            Ok(bytes) => Ok(bytes.map(|bytes| {
                let digest = fingerprint(&bytes);
                (bytes, digest)
            })),
            Err(error) => Err(self.cannot(file, FileProblem::from_error(&path, &error))),
        }
    }

    /// Waits for a file, or tells why it cannot be taken in.
    fn cannot(&mut self, file: &Path, problem: FileProblem) -> Unread {
        if self.has_waited(UNREADABLE) {
            self.found.problems.push(problem);
        } else {
            self.wait_for(file);
        }
        Unread
    }

    fn wait_for(&mut self, file: &Path) {
        self.found.waiting.insert(self.store.folder().join(file));
    }

    /// The content of a file, and whether git left the versions of a conflict in it.
    fn parse<T: Mergeable>(&mut self, file: &Path, bytes: &[u8]) -> Result<(T, bool), Unread> {
        let path = self.store.folder().join(file);
        match read_versions::<T>(&path, bytes) {
            Err(problem) => {
                let problem = half_synced(&path, bytes).unwrap_or(*problem);
                Err(self.cannot(file, problem))
            }
            Ok((read, conflict)) => match read.newer {
                None => Ok((read.parts, conflict.is_some())),
                Some(what) => {
                    let message = fl!("store-format-newer", what = what, known = super::format::FORMAT);
                    let hint = fl!("store-format-newer.hint");
                    self.found.problems.push(FileProblem::new(&path, message, hint));
                    Err(Unread)
                }
            },
        }
    }

    fn at_head(&mut self, is_needed: bool) {
        let file = PathBuf::from(layout::PROJECT_FILE);
        let Ok(read) = self.read(&file) else { return };
        let Some((bytes, digest)) = read else {
            if self.has_waited(GONE) {
                self.found.rewrite.project = true;
            } else {
                self.wait_for(&file);
            }
            return;
        };
        if self.store.knows_version(&file, Some(&digest)) && !is_needed {
            return;
        }
        if let Ok((parts, is_conflict)) = self.parse::<ProjectParts>(&file, &bytes) {
            self.found.rewrite.project |= is_conflict;
            self.found.known.project = self.store.known_head();
            self.found.head = Some(parts);
            self.found.superseded.files.insert(file, Some(digest));
        }
    }

    fn at_article(&mut self, id: &ArticleId, is_needed: bool) {
        let claims_file = layout::claims_file(Path::new(""), id);
        let text_file = layout::text_file(Path::new(""), id);
        let Ok(claims) = self.read(&claims_file) else {
            return;
        };
        let known = self.store.known_article(id);
        let Some((bytes, digest)) = claims else {
            if known.is_some() {
                self.at_missing_claims(id, claims_file, text_file);
            }
            return;
        };
        let Ok(text) = self.text(id, &text_file) else {
            return;
        };
        let is_news = !self.store.knows_version(&claims_file, Some(&digest));
        if !is_news && text.newer.is_none() && !is_needed {
            return;
        }
        let Ok((parts, is_conflict)) = self.parse::<ArticleParts>(&claims_file, &bytes) else {
            return;
        };
        let newer = text
            .newer
            .map(|(newer, text_digest)| (with_unix_ends(newer, parts.text_sha256.as_deref()), text_digest));
        let has_text = self.store.text_size(id).is_some();
        // Text and claims arrive one after the other.
        let declared = parts.text_sha256.as_deref();
        let on_disk = match &newer {
            Some((newer, _)) => Some(text_digest(newer)),
            None => self.store.text_digests(id).on_disk,
        };
        let fits = match &on_disk {
            Some(on_disk) => declared == Some(on_disk.as_str()),
            None => has_text,
        };
        let is_merged = text.conflict.is_some();
        if !fits && !is_merged && !self.has_waited(WITHOUT_TEXT) {
            self.wait_for(&claims_file);
            self.wait_for(&text_file);
            return;
        }
        self.found.known.articles.insert(id.clone(), known);
        self.found.superseded.files.insert(claims_file, Some(digest));
        let newer = newer.map(|(newer, digest)| {
            self.found.superseded.files.insert(text_file, Some(digest));
            newer
        });
        let there = ArticleThere {
            parts,
            text: newer,
            text_conflict: text.conflict,
            has_text,
        };
        self.found.articles.insert(id.clone(), Some(there));
        if is_conflict || is_merged {
            self.found.rewrite.articles.insert(id.clone());
        }
    }

    /// An article of which the claims are gone: removed if its text is gone as well, else to be written again.
    fn at_missing_claims(&mut self, id: &ArticleId, claims_file: PathBuf, text_file: PathBuf) {
        if !self.has_waited(GONE) {
            self.wait_for(&claims_file);
        } else if self.listing.texts.contains(id) {
            self.found.rewrite.articles.insert(id.clone());
        } else {
            let known = self.store.known_article(id);
            self.found.known.articles.insert(id.clone(), known);
            self.found.articles.insert(id.clone(), None);
            self.found
                .superseded
                .files
                .extend([(claims_file, None), (text_file, None)]);
        }
    }

    /// The text of an article that was read here before, if it is another one now.
    fn text(&mut self, id: &ArticleId, file: &Path) -> Result<NewerText, Unread> {
        if !self.store.has_read_text(id) {
            return Ok(NewerText::default());
        }
        let Some((bytes, digest)) = self.read(file)? else {
            if self.has_waited(GONE) {
                self.found.rewrite.articles.insert(id.clone());
            } else {
                self.wait_for(file);
            }
            return Ok(NewerText::default());
        };
        if self.store.knows_version(file, Some(&digest)) {
            return Ok(NewerText::default());
        }
        let path = self.store.folder().join(file);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let problem = StoreError::NotUtf8 {
                    path: path.clone(),
                    valid: error.utf8_error().valid_up_to(),
                };
                return Err(self.cannot(file, FileProblem::from_error(&path, &problem)));
            }
        };
        let is_known = |text: &str| {
            self.store
                .knows_version(file, Some(&fingerprint(text.as_bytes())))
        };
        let merged = read_text::merge_conflict(&path, &text, is_known);
        if merged.is_none()
            && let Some(problem) = half_synced(&path, text.as_bytes())
        {
            return Err(self.cannot(file, problem));
        }
        let (text, conflict) = merged.map_or((text, None), |(text, left)| (text.as_ref().into(), Some(left)));
        Ok(NewerText {
            newer: Some((text, digest)),
            conflict,
        })
    }

    /// Merges the copies of synced folders into what is on disk of the files they are of.
    fn at_copies(&mut self, copies: &Copies) {
        let folder = self.store.folder();
        let there = self.found.articles.iter();
        let articles =
            there.filter_map(|(id, there)| Some((id.clone(), there.as_ref()?.parts.article.clone())));
        let head = self.found.head.take();
        let has_head = head.is_some();
        let Some(head) = head.or_else(|| self.known_head()) else {
            return;
        };
        let mut parts = Parts {
            head,
            articles: articles.collect(),
        };
        let ready = copies.of_what_is_there(has_head, &parts.articles.keys().cloned().collect());
        let mut taken_in = TakenIn::default();
        let mut problems = Vec::new();
        taken_in.merge_copies(&mut parts, &ready, self.store, &mut problems);
        for problem in problems {
            if self.has_waited(UNREADABLE) {
                self.found.problems.push(problem);
            } else {
                self.found.waiting.insert(problem.path);
            }
        }
        for (id, article) in parts.articles {
            if let Some(Some(there)) = self.found.articles.get_mut(&id) {
                there.parts.article = article;
            }
        }
        self.found.head = Some(parts.head).filter(|_| has_head);
        for copy in &taken_in.copies {
            self.note_copy(copy, folder);
        }
        self.found.rewrite.extend(taken_in.touched);
        self.found.superseded.copies = taken_in.copies;
    }

    fn known_head(&self) -> Option<ProjectParts> {
        let known = self.store.known_head()?;
        Some(ProjectParts {
            head: known.head,
            reviewers: known.reviewers,
            speakers: known.speakers,
        })
    }

    /// Takes note of the version of a copy that was read, so that it is not read again before it is put aside.
    fn note_copy(&mut self, copy: &MergedCopy, folder: &Path) {
        let path = copy.copy.as_path();
        let bytes = self.store.on_disk(path).ok().flatten();
        let file = path.strip_prefix(folder).unwrap_or(path).to_owned();
        let version = bytes.map(|bytes| fingerprint(&bytes));
        self.found.superseded.files.insert(file, version);
    }
}

/// A file that was not read; what is to be said about it is noted.
struct Unread;

/// A text that is another than it was, with the fingerprint of its file.
#[derive(Default)]
struct NewerText {
    newer: Option<(String, Fingerprint)>,
    /// What git left beside it in the file.
    conflict: Option<TextConflict>,
}

/// A text as it was annotated, where only its line ends are others.
fn with_unix_ends(text: String, declared: Option<&str>) -> Arc<str> {
    let is_declared = |unix: &str| declared == Some(text_digest(unix).as_str());
    read_text::as_annotated(&text, is_declared).unwrap_or(text).into()
}

/// What a file of a project is.
enum Place {
    Head,
    Article(ArticleId),
    Log(ArticleId),
}

fn place_of(path: &Path) -> Option<Place> {
    let within = path.parent()?.file_name().and_then(|name| name.to_str());
    let stem = path.file_stem()?.to_str()?;
    let ending = path.extension()?.to_str()?;
    match (within, ending) {
        (Some(layout::ARTICLES), "ron" | "txt") => Some(Place::Article(stem.into())),
        (Some(layout::HISTORY), "ron") => Some(Place::Log(stem.into())),
        _ if path.ends_with(layout::PROJECT_FILE) => Some(Place::Head),
        _ => None,
    }
}
