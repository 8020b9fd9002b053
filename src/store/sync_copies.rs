//! The copies that programs for synced folders leave where two devices changed a file, known by their names.
//! What a copy is of, and never an article of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::format::{self, ArticleParts};
use super::half_synced::names_in;
use super::{Store, layout};
use crate::model::ArticleId;

/// What a file name says, without its ending.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CopyName<'a> {
    /// The name of what it is a copy of.
    of: &'a str,
    /// Whether only copies are named so; else the content has to tell.
    is_certain: bool,
}

/// The word for a conflict, or the beginning of it, as programs say it in the languages of their users.
const CONFLICT_WORDS: [&str; 24] = [
    "conflict",
    "conflit",
    "konflik",
    "conflito",
    "conflitto",
    "конфликт",
    "конфлікт",
    "канфлікт",
    "競合",
    "冲突",
    "衝突",
    "충돌",
    "çakış",
    "ristirii",
    "ütköz",
    "διένεξη",
    "σύγκρουση",
    "متعارض",
    "تعارض",
    "מתנגש",
    "התנגשות",
    "ขัดแย้ง",
    "xung đột",
    "विरोध",
];

/// The copies in a project's folder.
#[derive(Debug, Default)]
pub(super) struct Copies {
    pub(super) project: Vec<PathBuf>,
    pub(super) claims: Vec<(ArticleId, PathBuf)>,
    pub(super) texts: Vec<(ArticleId, PathBuf)>,
    pub(super) logs: Vec<(ArticleId, PathBuf)>,
}

impl Copies {
    /// Finds the copies in a project, and takes them out of the listed names of articles.
    pub(super) fn take_out(
        store: &Store,
        claims: &mut BTreeSet<ArticleId>,
        texts: &mut BTreeSet<ArticleId>,
    ) -> Self {
        let folder = store.folder();
        let mut copies = Self::default();
        let listed = (claims.clone(), texts.clone());
        for id in &listed.0 {
            if let Some(of) = original_article(store, id, &listed) {
                claims.remove(id);
                copies.claims.push((of, layout::claims_file(folder, id)));
            }
        }
        for id in &listed.1 {
            let of = match name_of(id.as_str(), &|of| listed.0.contains(&of.into())) {
                Some(name) if name.is_certain => Some(name.of.into()),
                Some(name) if !listed.0.contains(id) || !claims.contains(id) => {
                    Some(ArticleId::from(name.of))
                        .filter(|of| listed.1.contains(of) && has_equal_text(store, id, of))
                }
                _ => None,
            };
            if let Some(of) = of {
                texts.remove(id);
                copies.texts.push((of, layout::text_file(folder, id)));
            }
        }
        copies.project = names_in(folder)
            .filter(|name| {
                copy_of(name, "project").is_some_and(|is_certain| is_certain || is_project(store, name))
            })
            .map(|name| folder.join(name))
            .collect();
        let history = folder.join(layout::HISTORY);
        for name in names_in(&history) {
            let stem = name.strip_suffix(".ron").map(str::to_owned);
            let of = stem.and_then(|stem| {
                let found = name_of(&stem, &|of| history.join(format!("{of}.ron")).is_file())?;
                (found.is_certain || !claims.contains(&stem.as_str().into()))
                    .then(|| ArticleId::from(found.of))
            });
            if let Some(of) = of {
                copies.logs.push((of, history.join(name)));
            }
        }
        copies
    }

    /// Keeps only some of them.
    pub(super) fn retain(&mut self, mut is_wanted: impl FnMut(&Path) -> bool) {
        self.project.retain(|copy| is_wanted(copy));
        for copies in [&mut self.claims, &mut self.texts, &mut self.logs] {
            copies.retain(|(_, copy)| is_wanted(copy));
        }
    }

    /// Those of files that are there.
    pub(super) fn of_what_is_there(&self, has_head: bool, articles: &BTreeSet<ArticleId>) -> Self {
        let there = |copies: &[(ArticleId, PathBuf)]| -> Vec<_> {
            let there = copies.iter().filter(|(id, _)| articles.contains(id));
            there.cloned().collect()
        };
        Self {
            project: self.project.iter().filter(|_| has_head).cloned().collect(),
            claims: there(&self.claims),
            texts: there(&self.texts),
            logs: self.logs.clone(),
        }
    }

    /// The names that copies take, which no new article may have.
    pub(super) fn ids(&self) -> impl Iterator<Item = ArticleId> {
        let copies = self.claims.iter().chain(&self.texts);
        copies.filter_map(|(_, copy)| Some(copy.file_stem()?.to_str()?.into()))
    }

    /// Every copy with the file it is of.
    pub(super) fn each(&self, folder: &Path) -> Vec<(PathBuf, PathBuf)> {
        let of_project = self.project.iter();
        let of_project = of_project.map(|copy| (layout::project_file(folder), copy.clone()));
        let of = |path: fn(&Path, &ArticleId) -> PathBuf, copies: &[(ArticleId, PathBuf)]| -> Vec<_> {
            let copies = copies.iter();
            copies
                .map(|(id, copy)| (path(folder, id), copy.clone()))
                .collect()
        };
        of_project
            .chain(of(layout::claims_file, &self.claims))
            .chain(of(layout::text_file, &self.texts))
            .chain(of(layout::claim_log_file, &self.logs))
            .collect()
    }
}

/// Whether a file is a copy of `stem.ron` by its name, and whether that is certain.
fn copy_of(name: &str, stem: &str) -> Option<bool> {
    let copy = name.strip_suffix(".ron")?;
    let found = name_of(copy, &|of| of == stem)?;
    (found.of == stem).then_some(found.is_certain)
}

fn is_project(store: &Store, name: &str) -> bool {
    let path = store.folder().join(name);
    let bytes = store.on_disk(&path).ok().flatten();
    bytes.is_some_and(|bytes| bytes.starts_with(format::PROJECT_MARKER.as_bytes()))
}

/// The article that claims are a copy of.
fn original_article(
    store: &Store,
    id: &ArticleId,
    (claims, texts): &(BTreeSet<ArticleId>, BTreeSet<ArticleId>),
) -> Option<ArticleId> {
    let name = name_of(id.as_str(), &|of| claims.contains(&of.into()))?;
    let of = ArticleId::from(name.of);
    if name.is_certain {
        return Some(of);
    }
    // Articles may be called so, too; a copy is of the same text, which lies there once or twice the same.
    let is_same_text = !texts.contains(id) || has_equal_text(store, id, &of);
    let declared = |id: &ArticleId| read_claims(store, id).and_then(|parts| parts.text_sha256);
    (is_same_text && declared(id).is_some() && declared(id) == declared(&of)).then_some(of)
}

fn read_claims(store: &Store, id: &ArticleId) -> Option<ArticleParts> {
    let path = layout::claims_file(store.folder(), id);
    let bytes = store.on_disk(&path).ok()??;
    format::read_article(&path, &bytes).ok().map(|read| read.parts)
}

fn has_equal_text(store: &Store, one: &ArticleId, other: &ArticleId) -> bool {
    let sizes = [one, other].map(|id| store.text_size(id));
    let [read, of] = [one, other].map(|id| {
        store
            .on_disk(&layout::text_file(store.folder(), id))
            .ok()
            .flatten()
    });
    sizes[0] == sizes[1] && read.is_some() && read == of
}

/// Reads the name of a copy; `is_there` is whether there is a file of that name, without its ending.
///
/// | Program | Name |
/// | --- | --- |
/// | Syncthing | `talks.sync-conflict-20240211-101112-ABCDEFG` |
/// | Dropbox | `talks (Amal's conflicted copy 2024-02-11)`, in the user's language, `… 2024-02-11 (1))`, `talks (Case Conflict)` |
/// | Nextcloud, ownCloud | `talks (conflicted copy 2024-02-11 101112)`, `talks_conflict-20240211-101112` |
/// | iCloud | `talks 2` |
/// | Google Drive | `talks (1)` |
/// | OneDrive | `talks-DESKTOP-AB12CD3` |
fn name_of<'a>(stem: &'a str, is_there: &dyn Fn(&str) -> bool) -> Option<CopyName<'a>> {
    let is_number =
        |text: &str| !text.is_empty() && text.len() < 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let certain = |of: &'a str| CopyName { of, is_certain: true };
    if let Some((of, rest)) = stem
        .split_once(".sync-conflict-")
        .or_else(|| stem.split_once("_conflict-"))
        && rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(certain(of));
    }
    let likely = |of: &'a str| {
        is_there(of).then_some(CopyName {
            of,
            is_certain: false,
        })
    };
    let tells_conflict = |text: &str| {
        let lower = text.to_lowercase();
        CONFLICT_WORDS.iter().any(|word| lower.contains(word))
    };
    // What stands in brackets may hold brackets itself, as where there was another copy of that name.
    let mut brackets = stem.rmatch_indices(" (").map(|(at, _)| stem.split_at(at));
    if let Some((of, _)) = brackets.find(|(of, inside)| is_there(of) && tells_conflict(inside)) {
        return Some(certain(of));
    }
    // 'talks_DESKTOP-1_Feb-11-101112-2024_Conflict', 'talks conflict 2': articles may be called so as well.
    let mut parts = stem
        .rmatch_indices([' ', '_', '.'])
        .map(|(at, _)| stem.split_at(at));
    if let Some((of, _)) = parts.find(|(of, rest)| is_there(of) && tells_conflict(rest)) {
        return likely(of);
    }
    if let Some((of, inside)) = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once(" (")) {
        let is_conflict = tells_conflict(inside);
        return match (has_date(inside), is_conflict) {
            (true, true) => Some(certain(of)),
            (true, false) => likely(of),
            (false, _) if is_number(inside) => likely(of),
            (false, _) => None,
        };
    }
    if let Some((of, number)) = stem.rsplit_once(' ')
        && is_number(number)
    {
        return likely(of);
    }
    // Computers are called in capitals there, unlike articles.
    let ends = stem.rmatch_indices('-');
    let hosts = ends.filter_map(|(at, _)| stem.split_at_checked(at));
    let mut hosts = hosts.filter(|(_, host)| host.contains(|c: char| c.is_uppercase()));
    hosts.find_map(|(of, _)| likely(of))
}

/// Whether a date as in 2024-02-11 stands in a text.
fn has_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(10).any(|window| {
        let mut places = window.iter().enumerate();
        places.all(|(at, byte)| {
            if matches!(at, 4 | 7) {
                *byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_the_names_that_programs_give_them() {
        let there = |of: &str| of == "talks";
        for (name, is_certain) in [
            ("talks.sync-conflict-20240211-101112-ABCDEFG", true),
            ("talks (Amal's conflicted copy 2024-02-11)", true),
            ("talks (Copie en conflit de Amal 2024-02-11)", true),
            ("talks (In Konflikt stehende Kopie von Amal 2024-02-11)", true),
            ("talks (Amal の競合コピー 2024-02-11)", true),
            ("talks (conflicted copy 2024-02-11 101112)", true),
            ("talks_conflict-20240211-101112", true),
            ("talks (نسخة متعارضة 2024-02-11)", true),
            ("talks (ein Wort 2024-02-11)", false),
            ("talks (Amal's conflicted copy 2024-02-11 (1))", true),
            ("talks (Amal's conflicted copy 2024-02-11) (1)", true),
            ("talks (Case Conflict)", true),
            ("talks (Konfliktkopie)", true),
            ("talks (copie en conflit de PC-Amal)", true),
            ("talks (Amal’s MacBook Pro's conflicted copy 2024-02-11)", true),
            ("talks (SFConflict amal@example.org 2024-02-11-10-11-12)", true),
            ("talks_DESKTOP-AB12_Feb-11-101112-2024_Conflict", false),
            ("talks-PC-amal", false),
            ("talks.sync-conflict-", false),
            ("talks 2", false),
            ("talks (1)", false),
            ("talks-DESKTOP-AB12CD3", false),
            ("talks-Amals-MacBook", false),
        ] {
            assert_eq!(
                name_of(name, &there),
                Some(CopyName {
                    of: "talks",
                    is_certain
                }),
                "{name}"
            );
        }
        for name in [
            "talks",
            "speech-2",
            "talks (draft)",
            "talk 2",
            "talks-2",
            "talks-backup",
            "talks-conflict",
            "2024-02-11",
            "(1)",
        ] {
            assert_eq!(name_of(name, &there), None, "{name}");
        }
    }
}
