//! The six steps: what each asks for, in words, and whether it is done.

use crate::model::{Claim, Project};
use crate::session::settings::tour::TourSettings;
use crate::text::Span;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::place::Workspace;

/// The article of the sample that the tour is about.
pub(super) const ARTICLE: &str = "drawdown-explained";
/// The words that the first step asks for.
pub(super) const WORDS: &str =
    "military cooperation with each country of the coalition, on a bilateral footing";

/// A step of the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Words are selected.
    Mark,
    /// They become a claim of somebody.
    Attribute,
    /// The words that name the speaker are set.
    Confirm,
    /// The claim is reviewed.
    Decide,
    /// The table of claims is looked at.
    Find,
    /// Claims are exported.
    Export,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 6] = [
        Self::Mark,
        Self::Attribute,
        Self::Confirm,
        Self::Decide,
        Self::Find,
        Self::Export,
    ];

    /// The step after this number of them.
    pub(super) fn after(done: usize) -> Option<Self> {
        Self::ALL.get(done).copied()
    }

    /// What it is called.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Mark => fl!("tour-mark"),
            Self::Attribute => fl!("tour-attribute"),
            Self::Confirm => fl!("tour-confirm"),
            Self::Decide => fl!("tour-decide"),
            Self::Find => fl!("tour-find"),
            Self::Export => fl!("tour-export"),
        }
    }

    /// Why it is done and how, with the keys as they are now.
    pub(super) fn words(self) -> String {
        let enter = Command::Attribute.key_caps();
        match self {
            Self::Mark => fl!("tour-mark-how", words = WORDS),
            Self::Attribute => fl!("tour-attribute-how").to_owned(),
            Self::Confirm => fl!("tour-confirm-how", key = enter),
            Self::Decide => fl!(
                "tour-decide-how",
                accept = Command::Accept.key_caps(),
                dispute = Command::Dispute.key_caps(),
                reject = Command::Reject.key_caps()
            ),
            Self::Find => fl!("tour-find-how", key = Command::ShowClaims.key_caps()),
            Self::Export => fl!("tour-export-how", key = Command::Export.key_caps()),
        }
    }

    /// Whether what it asks for has been done since the tour was begun.
    pub(super) fn is_done(self, core: &Core, tour: &TourSettings) -> bool {
        let mut claims = core
            .project()
            .into_iter()
            .flat_map(|project| marked(project, tour));
        match self {
            Self::Mark => {
                let here = core
                    .place
                    .article
                    .as_ref()
                    .is_some_and(|id| id.as_str() == ARTICLE);
                (here && core.place.words().is_some()) || claims.next().is_some()
            }
            Self::Attribute => claims.any(|claim| claim.voice.is_settled()),
            Self::Confirm => claims.any(|claim| {
                let chain = claim.voice.chain();
                chain
                    .first()
                    .is_some_and(|link| !link.source.is_empty() && !link.cue.is_empty())
            }),
            Self::Decide => claims.any(|claim| !claim.reviews.is_empty()),
            Self::Find => core.place.workspace == Workspace::Claims,
            Self::Export => {
                let exports = &core.settings.export.last;
                exports.iter().any(|export| export.project == tour.project)
            }
        }
    }
}

/// The claims marked since the tour was begun, in all articles.
pub(super) fn marked<'a>(project: &'a Project, tour: &'a TourSettings) -> impl Iterator<Item = &'a Claim> {
    let claims = project.claims().map(|(_, _, claim)| claim);
    claims.filter(|claim| claim.marked_at.is_some_and(|at| at >= tour.begun))
}

/// Where the words of the tour are in the text of its article, while that is open.
pub(crate) fn words(core: &Core) -> Option<Span> {
    core.settings.tour.as_ref()?;
    let here = core
        .place
        .article
        .as_ref()
        .is_some_and(|id| id.as_str() == ARTICLE);
    words_in(core.article().filter(|_| here)?.text.as_deref()?)
}

/// Where the words of the first step are in their text.
fn words_in(text: &str) -> Option<Span> {
    let start = text.find(WORDS)?;
    Some(Span::new(start, start + WORDS.len()))
}
