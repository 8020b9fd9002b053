//! The articles of a project on disk for an export: their list is kept in memory, and of the articles themselves only the
//! first few, which a small project has no more of. The others are read again when their turn comes.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::Timestamp;
use rayon::prelude::*;

use super::look::{Look, LookedAt};
use crate::export::articles::{Articles, TakeArticle, speakers_of, speakers_of_all};
use crate::export::{ClaimSelection, ExportError};
use crate::model::{Article, ArticleId, SpeakerId};
use crate::store::{FileVersions, ReadArticle, layout};

/// Articles of about so many bytes in memory are kept.
const KEPT_BYTES: usize = 8 << 20;
/// About what a claim takes in memory, in bytes.
const CLAIM_BYTES: usize = 2048;
/// How many articles are read ahead at a time.
const AHEAD: usize = 16;

/// The articles of a project on disk, for one export.
pub struct ExportFiles<'a> {
    look: &'a Look,
    all: ExportList,
}

/// What is kept of an article.
struct Listed {
    id: ArticleId,
    added: Option<Timestamp>,
    claims: usize,
    versions: FileVersions,
    kept: Option<Box<Article>>,
}

/// What an article tells about itself.
struct Facts {
    listed: Listed,
    size: usize,
    speakers: BTreeSet<SpeakerId>,
    has_differences: bool,
}

/// The list of a project's articles, and what an export of that selection asks about all of them.
pub struct ExportList {
    /// In the order in which articles are listed.
    list: Vec<Listed>,
    selection: ClaimSelection,
    speakers: BTreeSet<SpeakerId>,
    has_differences: bool,
}

impl ExportList {
    /// Reads all articles once.
    pub fn read(look: &mut Look, selection: ClaimSelection) -> Self {
        Self::keeping(KEPT_BYTES, look, selection)
    }

    fn keeping(bytes: usize, look: &mut Look, selection: ClaimSelection) -> Self {
        let mut all = Self {
            list: Vec::new(),
            speakers: BTreeSet::new(),
            has_differences: look.project().differences().next().is_some(),
            selection,
        };
        let selection = all.selection.clone();
        let facts = |looked_at: LookedAt| facts(looked_at, &selection);
        let mut kept = 0;
        let read = look.each(
            facts,
            |_, mut facts: Facts| -> Result<(), std::convert::Infallible> {
                kept += facts.size;
                if kept > bytes {
                    facts.listed.kept = None;
                }
                all.speakers.append(&mut facts.speakers);
                all.has_differences |= facts.has_differences;
                all.list.push(facts.listed);
                Ok(())
            },
        );
        match read {
            Ok(()) => {}
            Err(never) => match never {},
        }
        // As `Project::articles_in_order` has them.
        all.list
            .sort_by_key(|listed| (listed.added.is_none(), listed.added));
        all
    }

    /// How many claims there are, selected or not.
    pub fn claims(&self) -> usize {
        self.list.iter().map(|listed| listed.claims).sum()
    }

    /// The articles of the list, to be read from that project.
    pub fn within(self, look: &Look) -> ExportFiles<'_> {
        ExportFiles { look, all: self }
    }
}

fn facts(looked_at: LookedAt, selection: &ClaimSelection) -> Facts {
    let (id, versions) = (looked_at.id, looked_at.versions);
    let article = looked_at.article;
    let has_differences = article.differences_at(id).next().is_some();
    let text = article.text.as_ref().map_or(0, |text| text.len());
    Facts {
        size: text + CLAIM_BYTES * article.claims.len(),
        speakers: speakers_of(selection, id, &article).cloned().collect(),
        has_differences,
        listed: Listed {
            id: id.clone(),
            added: article.metadata.added,
            claims: article.claims.len(),
            versions,
            kept: Some(Box::new(article)),
        },
    }
}

impl Articles for ExportFiles<'_> {
    fn claims(&self) -> Vec<usize> {
        self.all.list.iter().map(|listed| listed.claims).collect()
    }

    fn each(&self, places: Range<usize>, take: &mut TakeArticle) -> Result<(), ExportError> {
        let reader = &self.look.reader;
        let list = self.all.list.get(places).unwrap_or_default();
        for some in list.chunks(AHEAD) {
            let again = |listed: &Listed| listed.kept.is_none().then(|| reader.read(&listed.id));
            let again: Vec<Option<ReadArticle>> = some.par_iter().map(again).collect();
            for (listed, again) in some.iter().zip(&again) {
                let unchanged = again.as_ref().filter(|again| again.versions == listed.versions);
                let again = unchanged.and_then(|again| again.article.as_ref());
                let Some(article) = listed.kept.as_deref().or(again) else {
                    let path = layout::claims_file(reader.folder(), &listed.id);
                    return Err(ExportError::Changed(path));
                };
                if take(&listed.id, article)?.is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn speakers(&self, selection: &ClaimSelection) -> Result<BTreeSet<SpeakerId>, ExportError> {
        if *selection == self.all.selection {
            return Ok(self.all.speakers.clone());
        }
        speakers_of_all(self, selection)
    }

    fn has_differences(&self) -> bool {
        self.all.has_differences
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::export::pages::Pages;
    use crate::export::{ClaimChoice, Format, Summary, export, export_with};
    use crate::session::Session;
    use crate::store::atomic;

    /// The sample with an article that is broken, one without its text, and one whose text was changed.
    fn sample(folder: &Path) {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
        atomic::make_folder(&folder.join("articles")).unwrap();
        let put = |name: &str, bytes: &[u8]| atomic::write(folder, &folder.join(name), bytes).unwrap();
        put("project.ron", &fs::read(sample.join("project.ron")).unwrap());
        for file in fs::read_dir(sample.join("articles")).unwrap() {
            let file = file.unwrap();
            let name = format!("articles/{}", file.file_name().to_str().unwrap());
            put(&name, &fs::read(file.path()).unwrap());
        }
        let article = fs::read(sample.join("articles/coalition-talks.ron")).unwrap();
        put("articles/broken.ron", article.get(..900).unwrap());
        put("articles/without-text.ron", &article);
        put("articles/without-claims.txt", b"Words.");
        let changed = fs::read_to_string(sample.join("articles/coalition-talks.txt")).unwrap();
        put("articles/changed.ron", &article);
        put(
            "articles/changed.txt",
            changed.replace("talks", "long talks").as_bytes(),
        );
    }

    type Written = Result<(Summary, Vec<u8>), String>;

    fn exported(look: &mut Look, keep: usize, format: &Format, selection: &ClaimSelection) -> Written {
        let list = ExportList::keeping(keep, look, format.chosen(selection));
        let (look, mut bytes) = (&*look, Vec::new());
        let articles = list.within(look);
        let of = (look.project(), &articles as &dyn Articles);
        let summary = export_with(format, of, selection, Pages::NONE, &mut bytes);
        summary
            .map(|summary| (summary, bytes))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_read_article_by_article_is_what_the_whole_project_says() {
        let folder = tempfile::tempdir().unwrap();
        sample(folder.path());
        let session = Session::look(folder.path()).unwrap();
        let selections = [
            ClaimSelection::ALL,
            ClaimSelection::default(),
            ClaimSelection {
                claims: ClaimChoice::All,
                speaker: Some("s-coalition".into()),
                rating: None,
            },
        ];
        for format in Format::ALL {
            for selection in &selections {
                let mut bytes = Vec::new();
                let whole = export(format, session.project(), selection, &mut bytes);
                let whole = whole
                    .map(|summary| (summary, bytes))
                    .map_err(|error| error.to_string());
                for keep in [0, usize::MAX] {
                    let mut look = Look::open(folder.path()).unwrap();
                    let one_by_one = exported(&mut look, keep, format, selection);
                    assert!(one_by_one == whole, "{} {selection:?}", format.key);
                }
            }
        }
        let mut look = Look::open(folder.path()).unwrap();
        ExportList::read(&mut look, ClaimSelection::ALL);
        let problems = look.finish().problems;
        assert_eq!(problems, session.problems());
        assert!(problems.len() >= 4, "{problems:?}");
    }

    #[test]
    fn an_article_that_was_changed_meanwhile_is_told_and_not_exported_by_halves() {
        let folder = tempfile::tempdir().unwrap();
        sample(folder.path());
        let mut look = Look::open(folder.path()).unwrap();
        let list = ExportList::keeping(0, &mut look, ClaimSelection::ALL);
        let path = folder.path().join("articles/changed.txt");
        atomic::write(folder.path(), &path, b"Other words.").unwrap();
        let articles = list.within(&look);
        let csv = Format::by_key("csv").unwrap();
        let of = (look.project(), &articles as &dyn Articles);
        let outcome = export_with(csv, of, &ClaimSelection::ALL, Pages::NONE, &mut Vec::new());
        let told = outcome.unwrap_err().to_string();
        assert!(told.contains("changed"), "{told}");
    }
}
