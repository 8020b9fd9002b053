//! Annotations that came without the texts of their pages, on those that the project has.

use std::sync::Arc;

use super::super::parse::Parsed;
use super::ProjectSnapshot;

impl ProjectSnapshot {
    /// With such annotations on the texts of the project; each page that is no article of it is a failure.
    #[must_use]
    pub fn with_texts(&self, mut parsed: Parsed) -> Parsed {
        let is_loose = |corpus: &&mut Arc<_>| {
            let corpus: &super::Corpus = corpus;
            !corpus.annotated.loose.is_empty()
        };
        for corpus in parsed.corpora.iter_mut().filter(is_loose) {
            if let Some((placed, missing)) = corpus.onto(&|source| self.article_of(source)) {
                parsed.failures.extend(missing);
                *corpus = Arc::new(placed);
            }
        }
        parsed
    }
}
