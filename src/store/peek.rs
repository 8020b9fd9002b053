//! Reads the texts of many articles one after another for searching: neither fingerprinted nor noted as read.

use super::error::StoreError;
use super::file_state::Store;
use super::{layout, links};
use crate::model::ArticleId;

/// Reads texts, each into the memory of the last.
pub struct TextPeek<'a> {
    store: &'a Store,
    /// The folder of the articles; `None` where their files must be found one by one.
    articles: Option<links::HeldFolder>,
    bytes: Vec<u8>,
    /// A text that was read as [`Store::read_text`] does.
    whole: std::sync::Arc<str>,
}

impl Store {
    /// Reads the texts of articles for searching.
    pub fn peek(&self) -> TextPeek<'_> {
        let articles =
            (!self.is_unfinished()).then(|| links::HeldFolder::open(self.folder(), layout::ARTICLES));
        TextPeek {
            store: self,
            articles: articles.flatten(),
            bytes: Vec::new(),
            whole: "".into(),
        }
    }
}

impl TextPeek<'_> {
    /// The text of an article, as [`Store::read_text`] gives it.
    pub fn text(&mut self, id: &ArticleId) -> Result<&str, StoreError> {
        let name = layout::text_file_name(id);
        let is_read = self
            .articles
            .as_ref()
            .is_some_and(|articles| articles.read(&name, &mut self.bytes));
        if is_read && is_as_written(&self.bytes) && std::str::from_utf8(&self.bytes).is_ok() {
            return Ok(std::str::from_utf8(&self.bytes).unwrap_or_default());
        }
        self.whole = self.store.read_text(id)?.text;
        Ok(&self.whole)
    }
}

/// Whether there can be nothing in a text that is not in the article: no line ends of another system, no two versions
/// that git left, no gap of a folder that is still being synced.
fn is_as_written(bytes: &[u8]) -> bool {
    memchr::memchr2(b'\r', 0, bytes).is_none() && memchr::memmem::find(bytes, b"<<<<<<<").is_none()
}
