//! One claim after another with what is known of its article: what rows of tables and lines of records
//! are made of. Which words stand in them is not decided here.

use super::offsets::Offsets;
use super::{ExportError, Limit, Selection, Summary, chosen};
use crate::model::{Article, ArticleId, Attribution, Claim, ClaimId, Project};

/// A claim where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// What it is part of.
    pub project: &'a Project,
    /// The article's id.
    pub article_id: &'a ArticleId,
    /// The article.
    pub article: &'a Article,
    /// The article's places, counted once for all its claims.
    pub offsets: &'a Offsets<'a>,
    /// The claim's id.
    pub id: &'a ClaimId,
    /// The claim.
    pub claim: &'a Claim,
    /// Whether it is the first of its article.
    pub is_first: bool,
}

impl<'a> Row<'a> {
    /// The nearest link of its chain.
    pub fn nearest(&self) -> Option<&'a Attribution> {
        self.claim.voice.chain().first()
    }

    /// Whether any mark of the claim is no longer to be found; its characters are then those it was
    /// last known at.
    pub fn has_lost_its_place(&self) -> bool {
        let mut anchors = self.claim.anchors();
        anchors.any(|anchor| self.offsets.is_orphaned(anchor))
    }
}

/// Hands over the chosen claims, article by article, and counts them: those that were written, and
/// those that the format had no place for.
pub fn each_row(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    mut write: impl FnMut(&Row) -> Result<bool, ExportError>,
) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    for (article_id, article, claims) in chosen(project, selection, limit) {
        let offsets = &Offsets::new(article);
        let before = summary.claims;
        for (number, (id, claim)) in claims.into_iter().enumerate() {
            let row = Row {
                project,
                article_id,
                article,
                offsets,
                id,
                claim,
                is_first: number == 0,
            };
            match write(&row)? {
                true => summary.claims += 1,
                false => summary.left_out += 1,
            }
        }
        summary.articles += usize::from(summary.claims > before);
    }
    Ok(summary)
}
