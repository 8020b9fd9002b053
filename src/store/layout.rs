//! The layout of a project: the paths of its files and the names they may have.

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::StoreError;
use crate::model::ArticleId;

/// The file with title, guidelines, scale, reviewers and speakers.
pub const PROJECT_FILE: &str = "project.ron";
/// The folder of texts and claims.
pub const ARTICLES: &str = "articles";
/// The folder of what was done to claims.
pub const HISTORY: &str = "history";
/// The folder of what was imported.
pub const ORIGINALS: &str = "originals";
/// The folder of reference texts.
pub const REFERENCES: &str = "references";
/// The private folder: the lock and half-written files.
pub const PRIVATE: &str = ".sayso";
/// Within it, the lock.
pub const LOCK: &str = "lock";
/// Within it, the record of a save that is not finished.
pub const UNFINISHED: &str = "unfinished.ron";
/// Within it, the record of a change to very many claims or articles that is under way.
pub const LONG_CHANGE: &str = "long-change.ron";
/// Within it, versions by others of files that were overwritten.
pub const REPLACED: &str = "replaced";
/// Within it, copies by programs for synced folders that were merged.
pub const CONFLICTS: &str = "conflicts";
/// Within it, copies of work that could not be saved when the project was closed.
pub const KEPT: &str = "kept";

/// The maximum length of a slug made from a title: file systems end at 255, some tools much earlier.
const MAX_SLUG_BYTES: usize = 80;
/// The maximum length of an id, so that the ending still fits a file name everywhere.
const MAX_ID_BYTES: usize = 200;

/// The folder of a project, given it or its `project.ron`.
pub fn folder_from_path(path: &Path) -> PathBuf {
    match path.file_name() {
        Some(name) if name == PROJECT_FILE => match path.parent() {
            Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
            Some(parent) => parent.to_owned(),
            None => path.to_owned(),
        },
        _ => path.to_owned(),
    }
}

/// `project.ron` of a project.
pub fn project_file(folder: &Path) -> PathBuf {
    folder.join(PROJECT_FILE)
}

/// The record of a long change.
pub fn long_change_file() -> PathBuf {
    Path::new(PRIVATE).join(LONG_CHANGE)
}

/// The claims of an article.
pub fn claims_file(folder: &Path, id: &ArticleId) -> PathBuf {
    folder.join(ARTICLES).join(format!("{id}.ron"))
}

/// The text of an article.
pub fn text_file(folder: &Path, id: &ArticleId) -> PathBuf {
    folder.join(ARTICLES).join(text_file_name(id))
}

/// The name of that file in the folder of the articles.
pub fn text_file_name(id: &ArticleId) -> String {
    format!("{id}.txt")
}

/// What was done to the claims of an article.
pub fn claim_log_file(folder: &Path, id: &ArticleId) -> PathBuf {
    folder.join(HISTORY).join(format!("{id}.ron"))
}

/// An older version of an article's text, named by its digest.
pub fn older_text_file(folder: &Path, id: &ArticleId, digest: &str) -> PathBuf {
    let digest = digest.get(..16).unwrap_or(digest);
    folder.join(HISTORY).join(format!("{id}-{digest}.txt"))
}

/// Rejects an id that would leave the folder, hide the file or be invalid on another system.
pub fn check_article_id(id: &ArticleId) -> Result<(), StoreError> {
    check_file_name(id.as_str())
}

/// Rejects a name that would leave the folder, hide the file or be invalid on another system.
pub fn check_file_name(name: &str) -> Result<(), StoreError> {
    let troubles = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let bad = name.is_empty()
        || name.len() > MAX_ID_BYTES
        || name.starts_with(['.', ' '])
        || name.ends_with(['.', ' '])
        || name.contains(troubles)
        || is_reserved(name);
    if bad {
        Err(StoreError::BadName(name.to_owned()))
    } else {
        Ok(())
    }
}

/// The names that are devices on Windows, whatever ending they have.
fn is_reserved(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim_end()
        .to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A readable id for an article of this title that is not taken yet: 'coalition-talks-resume'.
///
/// Letters and digits of every script stay, so that an Arabic title gives a name an Arabic reader
/// can find, and two people who add the same article get the same file rather than two called
/// 'article-3' with different content. Accents and vowel marks go, because file systems and zip
/// programs disagree about how to spell them.
pub fn article_id_from_title(title: &str, is_taken: &dyn Fn(&ArticleId) -> bool) -> ArticleId {
    let slug = slug_from_title(title);
    let first = ArticleId::from(slug.as_str());
    if !is_taken(&first) {
        return first;
    }
    // Numbers are given out in order, so the free ones follow the taken ones and can be found by bisection, also among
    // thousands of articles with the same title.
    let numbered = |number: u64| ArticleId::from(format!("{slug}-{number}"));
    let (mut taken, mut free) = (1, 2);
    while is_taken(&numbered(free)) {
        (taken, free) = (free, free.saturating_mul(2));
    }
    while free - taken > 1 {
        let between = taken + (free - taken) / 2;
        if is_taken(&numbered(between)) {
            taken = between;
        } else {
            free = between;
        }
    }
    numbered(free)
}

fn slug_from_title(title: &str) -> String {
    let bare = title.nfkd().filter(|c| !is_accent(*c));
    let lower: String = bare.flat_map(char::to_lowercase).nfc().collect();
    let mut slug = String::new();
    for word in lower.split(|c: char| !c.is_alphanumeric() && !is_joined_mark(c)) {
        if word.is_empty() {
            continue;
        }
        if slug.len() + 1 + word.len() > MAX_SLUG_BYTES && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(
            word.get(..word.floor_char_boundary(MAX_SLUG_BYTES))
                .unwrap_or(word),
        );
    }
    match check_file_name(&slug) {
        Ok(()) => slug,
        Err(_) if slug.is_empty() => "article".to_owned(),
        Err(_) => format!("article-{slug}"),
    }
}

/// Marks that Latin, Greek, Cyrillic, Hebrew and Arabic readers do without.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Marks that belong to the word in other scripts, as the vowels of Hindi and Thai do.
fn is_joined_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(title: &str, taken: &[&str]) -> String {
        article_id_from_title(title, &|id| taken.contains(&id.as_str())).to_string()
    }

    #[test]
    fn a_title_makes_a_readable_name_in_any_script() {
        assert_eq!(
            id("Coalition talks: “resume” in Baghdad!", &[]),
            "coalition-talks-resume-in-baghdad"
        );
        assert_eq!(id("Müller & Çelik", &[]), "muller-celik");
        assert_eq!(
            id("استئناف المُحادثات", &[]),
            "استئناف-المحادثات".replace('ئ', "ي")
        );
        assert_eq!(id("…", &[]), "article");
        assert_eq!(id("../../etc/passwd", &[]), "etc-passwd");
        assert_eq!(id("CON", &[]), "article-con");
    }

    #[test]
    fn a_taken_name_gets_a_number_and_a_long_one_is_cut_at_a_word() {
        assert_eq!(id("Talks", &["talks", "talks-2"]), "talks-3");
        let mut taken = Vec::new();
        for number in 1..=100 {
            let names: Vec<&str> = taken.iter().map(String::as_str).collect();
            let next = id("Talks", &names);
            assert_eq!(
                next,
                if number == 1 {
                    "talks".to_owned()
                } else {
                    format!("talks-{number}")
                }
            );
            taken.push(next);
        }
        let long = id(&"word ".repeat(60), &[]);
        assert!(long.len() <= MAX_SLUG_BYTES && long.ends_with("-word"), "{long}");
        assert!(id(&"ع".repeat(500), &[]).len() <= MAX_SLUG_BYTES);
    }

    #[test]
    fn names_that_would_leave_the_folder_are_refused() {
        let long = "x".repeat(300);
        for bad in [
            "", ".", "..", "../x", "a/b", "a\\b", "/etc", ".hidden", "nul", "com1.txt", "a\0", "x.", &long,
        ] {
            assert!(check_file_name(bad).is_err(), "{bad:?}");
        }
        for good in ["coalition-talks", "محادثات", "a.b", "console"] {
            assert!(check_file_name(good).is_ok(), "{good:?}");
        }
    }

    #[test]
    fn the_project_may_be_named_by_its_folder_or_its_file() {
        for path in ["talks", "talks/project.ron"] {
            assert_eq!(folder_from_path(Path::new(path)), Path::new("talks"));
        }
        assert_eq!(folder_from_path(Path::new("project.ron")), Path::new("."));
    }
}
