//! Where an export gets its articles from: a project in memory, or files that are read one after another, so that memory
//! does not grow with the project.

use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};

use super::{ClaimSelection, ExportError};
use crate::model::{Article, ArticleId, Claim, Project, SpeakerId};

/// Takes an article, and says whether it takes more.
pub type TakeArticle<'a> = dyn FnMut(&ArticleId, &Article) -> Result<ControlFlow<()>, ExportError> + 'a;

/// The articles of a project in the order of the list.
pub trait Articles: Sync {
    /// How many claims each of them has.
    fn claims(&self) -> Vec<usize>;

    /// Passes on the articles at these places of the list, one after another, until no more are taken.
    fn each(&self, places: Range<usize>, take: &mut TakeArticle) -> Result<(), ExportError>;

    /// The speakers of the claims that are selected.
    fn speakers(&self, selection: &ClaimSelection) -> Result<BTreeSet<SpeakerId>, ExportError>;

    /// Whether two people have said different things of the project, a speaker, an article or a claim.
    fn has_differences(&self) -> bool;
}

/// The speakers of the claims that are selected, looked for in every article.
pub fn speakers_of_all(
    articles: &dyn Articles,
    selection: &ClaimSelection,
) -> Result<BTreeSet<SpeakerId>, ExportError> {
    let mut speakers = BTreeSet::new();
    articles.each(0..articles.claims().len(), &mut |id, article| {
        speakers.extend(speakers_of(selection, id, article).cloned());
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(speakers)
}

/// The speakers of an article's claims that are selected, some of them more than once.
pub fn speakers_of<'a>(
    selection: &'a ClaimSelection,
    id: &'a ArticleId,
    article: &'a Article,
) -> impl Iterator<Item = &'a SpeakerId> {
    let claims = article.claims.iter();
    let chosen = claims.filter(|(claim_id, claim)| selection.takes(id, claim_id, claim));
    chosen.flat_map(|(_, claim): (_, &Claim)| claim.voice.speakers())
}

/// The articles of a project in memory.
pub struct InMemory<'a> {
    project: &'a Project,
    list: Vec<(&'a ArticleId, &'a Article)>,
}

impl<'a> InMemory<'a> {
    /// All of them.
    pub fn new(project: &'a Project) -> Self {
        let list = project.articles_in_order();
        Self { project, list }
    }
}

impl Articles for InMemory<'_> {
    fn claims(&self) -> Vec<usize> {
        self.list
            .iter()
            .map(|(_, article)| article.claims.len())
            .collect()
    }

    fn each(&self, places: Range<usize>, take: &mut TakeArticle) -> Result<(), ExportError> {
        for (id, article) in self.list.get(places).unwrap_or_default() {
            if take(id, article)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn speakers(&self, selection: &ClaimSelection) -> Result<BTreeSet<SpeakerId>, ExportError> {
        speakers_of_all(self, selection)
    }

    fn has_differences(&self) -> bool {
        self.project.differences().next().is_some()
    }
}
