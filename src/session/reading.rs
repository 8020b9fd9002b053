//! Reads whatever a person named: first what has claims beside its texts, then the articles in all other files. How
//! either is read stands in `annotations` and `importing`.

use std::path::PathBuf;
use std::sync::Arc;

use super::annotations::{self, Corpus, KnownLabels};
use super::importing::{Imports, KnownTables, Refused, read_articles_knowing};
use super::jobs::Progress;
use crate::import::Choices;
use crate::import::annotated::LabelMap;
use crate::report::Report;

/// What was told of files that come again.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Of tables.
    pub tables: KnownTables,
    /// Of corpora.
    pub labels: KnownLabels,
}

/// Reads what has claims in these files and folders as such, and the articles in all others.
pub fn read_all(paths: &[PathBuf], known: &Known, progress: &Progress) -> Imports {
    let corpora = annotations::read_corpora_knowing(paths, &known.labels, progress);
    let mut imports = if corpora.rest.is_empty() {
        Imports::default()
    } else {
        read_articles_knowing(&corpora.rest, &Choices::default(), &known.tables, progress)
    };
    imports.corpora = corpora.found.into_iter().map(Arc::new).collect();
    imports.truncated |= corpora.truncated;
    imports.cancelled |= progress.is_cancelled();
    imports.failures.extend(corpora.failures);
    for (path, report) in corpora.refused {
        refuse(&mut imports, path, report);
    }
    imports
}

/// Reads a corpus anew, with this said of its labels.
pub fn read_corpus_again(corpus: &Corpus, labels: &LabelMap) -> Imports {
    let mut imports = Imports::default();
    match corpus.read_again(labels) {
        Ok(corpus) => imports.corpora.push(Arc::new(corpus)),
        Err(report) => refuse(&mut imports, corpus.path.clone(), report),
    }
    imports
}

fn refuse(imports: &mut Imports, path: PathBuf, report: Report) {
    imports.failures.push(report.clone());
    imports.refused.push(Refused {
        path,
        report,
        kind: None,
        table: None,
        choices: Choices::default(),
    });
}
