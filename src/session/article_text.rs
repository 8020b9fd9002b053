//! An article with its text, read and checked against its claims on whichever thread.

use crate::model::article::AnchorCounts;
use crate::model::{Article, ArticleId, Project};
use crate::store::{FileProblem, ReadText, Store, StoreError};

/// An article before and after its text was read.
#[derive(Debug)]
pub struct ReadArticle {
    id: ArticleId,
    unread: Article,
    /// With its text, and with every claim where its words stand.
    pub article: Article,
    text: ReadText,
    counts: AnchorCounts,
}

impl ReadArticle {
    /// Reads the text of an article and checks its claims against it. That takes time in proportion to both.
    pub(super) fn read(store: &Store, id: &ArticleId, unread: Article) -> Result<Self, StoreError> {
        let text = store.read_text(id)?;
        let mut article = unread.clone();
        let counts = text.give_to(&mut article);
        Ok(Self {
            id: id.clone(),
            unread,
            article,
            text,
            counts,
        })
    }

    /// Gives the project's article its text; `false` where it has one, or is gone. What is wrong with the file is added to
    /// the problems.
    pub(super) fn install(self, project: &mut Project, problems: &mut Vec<FileProblem>) -> bool {
        let counts = if project.put_read_article(&self.id, &self.unread, self.article) {
            self.counts
        } else {
            // It has changed since.
            let unread = project.article(&self.id).filter(|article| article.text.is_none());
            let Some(unread) = unread.cloned() else {
                return false;
            };
            let mut article = unread.clone();
            let counts = self.text.give_to(&mut article);
            project.put_read_article(&self.id, &unread, article);
            counts
        };
        problems.extend(self.text.problem(counts));
        true
    }

    /// Whether the text is another one than the claims were marked in.
    pub(super) fn is_changed(&self) -> bool {
        self.text.changed
    }

    /// Whether git left several versions in the file, which are merged now.
    pub(super) fn is_merged(&self) -> bool {
        self.text.conflict.is_some()
    }

    /// The article's id.
    pub(super) fn id(&self) -> &ArticleId {
        &self.id
    }
}
