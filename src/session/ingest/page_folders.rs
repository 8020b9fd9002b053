//! The folders in which browsers put what belongs to a page that they save: its frames and advertisements are pages too,
//! and no articles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::import::{Warning, WarningKind};
use crate::store::files::FoundFiles;

/// What browsers and office programs put behind a page's name, in the languages in which they do it in their own words.
const ENDINGS: &[&str] = &[
    "_files",
    ".files",
    "-files",
    "_file",
    "-Dateien",
    "_Dateien",
    "_fichiers",
    "-fichiers",
    "_archivos",
    "-archivos",
    "_arquivos",
    "_ficheiros",
    "_bestanden",
    "-bestanden",
    "_filer",
    "-filer",
    "_pliki",
    "_soubory",
    "_dosyalar",
    "_tiedostot",
];

/// The endings of pages.
const PAGES: &[&str] = &["html", "htm", "xhtml", "HTML", "HTM"];

/// Takes out of what was found the files in the folders of saved pages that were found as well, unless a person named the
/// folder or the file; one warning a folder.
pub(super) fn set_apart(found: &mut FoundFiles, named: &[PathBuf]) -> Vec<Warning> {
    let named: BTreeSet<&Path> = named.iter().map(PathBuf::as_path).collect();
    let pages: BTreeSet<PathBuf> = found.files.iter().filter(|path| is_page(path)).cloned().collect();
    let mut apart: BTreeMap<PathBuf, usize> = BTreeMap::new();
    if pages.is_empty() {
        return Vec::new();
    }
    found.files.retain(|path| {
        let folders = path.ancestors().take_while(|above| !named.contains(above));
        let of_page = folders.skip(1).find(|folder| is_beside_page(folder, &pages));
        let is_kept = of_page.is_none() || named.contains(path.as_path());
        if let Some(folder) = of_page.filter(|_| !is_kept) {
            *apart.entry(folder.to_owned()).or_default() += 1;
        }
        is_kept
    });
    let warning = |(folder, count): (PathBuf, usize)| Warning {
        kind: WarningKind::PartsOfPage(count),
        path: folder.display().to_string(),
    };
    apart.into_iter().map(warning).collect()
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| PAGES.iter().any(|page| ending == *page))
}

/// Whether a folder is called after a page that lies beside it.
fn is_beside_page(folder: &Path, pages: &BTreeSet<PathBuf>) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let stems = ENDINGS.iter().filter_map(|ending| name.strip_suffix(ending));
    let mut pages_of = stems.flat_map(|stem| PAGES.iter().map(move |page| format!("{stem}.{page}")));
    pages_of.any(|page| pages.contains(&folder.with_file_name(page)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(files: &[&str], named: &[&str]) -> (Vec<String>, Vec<String>) {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let mut found = FoundFiles {
            files: paths(files),
            ..FoundFiles::default()
        };
        let warnings = set_apart(&mut found, &paths(named));
        let files = found.files.iter().map(|path| path.display().to_string());
        (
            files.collect(),
            warnings.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn what_belongs_to_a_saved_page_is_no_article_unless_it_is_named() {
        let files = [
            "in/Board.html",
            "in/Board_files/a/ad.html",
            "in/Board_files/b.html",
            "in/x_files/c.html",
        ];
        let (kept, told) = left(&files, &["in"]);
        assert_eq!(kept, ["in/Board.html", "in/x_files/c.html"]);
        assert_eq!(
            told,
            ["skipped 2 files that a browser saved with a page: in/Board_files"]
        );
        for named in ["in/Board_files", "in/Board_files/b.html"] {
            let (kept, _) = left(&files, &["in", named]);
            assert!(kept.iter().any(|file| file == "in/Board_files/b.html"), "{named}");
        }
        let (kept, _) = left(&["in/Rat.htm", "in/Rat-Dateien/f.htm"], &["in"]);
        assert_eq!(kept, ["in/Rat.htm"]);
    }
}
