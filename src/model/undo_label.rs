//! The names of the steps that undo takes back and redo makes again.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::review::Decision;

macro_rules! labels {
    ($($label:ident: $message:literal,)*) => {
        /// The name of a step.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum UndoLabel {
            $(#[doc = concat!("The step that the wording calls `", $message, "`.")] $label,)*
            /// A decision on a claim; `None` clears it.
            Decide(Option<Decision>),
            /// A decision on many claims; `None` clears theirs.
            DecideMany(Option<Decision>),
            /// Articles were added, or replaced by newer versions.
            AddArticles {
                /// How many were added.
                new: usize,
                /// How many got a newer text.
                updated: usize,
            },
        }

        impl UndoLabel {
            /// The name, to follow 'Undo' or 'Redo': 'mark claim'.
            pub fn words(self) -> Cow<'static, str> {
                match self {
                    $(Self::$label => fl!($message),)*
                    Self::Decide(Some(Decision::Accepted)) => fl!("undo-accept-claim"),
                    Self::Decide(Some(Decision::Disputed)) => fl!("undo-dispute-claim"),
                    Self::Decide(Some(Decision::Rejected)) => fl!("undo-reject-claim"),
                    Self::Decide(None) => fl!("undo-clear-review"),
                    Self::DecideMany(Some(Decision::Accepted)) => fl!("undo-accept-claims"),
                    Self::DecideMany(Some(Decision::Disputed)) => fl!("undo-dispute-claims"),
                    Self::DecideMany(Some(Decision::Rejected)) => fl!("undo-reject-claims"),
                    Self::DecideMany(None) => fl!("undo-clear-reviews"),
                    Self::AddArticles { new, updated } => return added(new, updated).into(),
                }
                .into()
            }
        }
    };
}

labels! {
    MarkClaim: "undo-mark-claim",
    DeleteClaim: "undo-delete-claim",
    DeleteClaims: "undo-delete-claims",
    EditClaims: "undo-edit-claims",
    AddSpan: "undo-add-span",
    RemoveSpan: "undo-remove-span",
    ResizeClaim: "undo-resize-claim",
    Reanchor: "undo-move-claim",
    ClearOrphans: "undo-clear-missing-words",
    SetQuotation: "undo-set-quotation-type",
    ChangeNote: "undo-edit-note",
    ChangeTags: "undo-edit-tags",
    AttributeClaim: "undo-attribute-claim",
    AddJointSpeaker: "undo-add-joint-speaker",
    RemoveClaimSpeaker: "undo-remove-claim-speaker",
    AddLink: "undo-add-relaying-speaker",
    AddDocument: "undo-add-document",
    RemoveLink: "undo-remove-from-chain",
    ReorderChain: "undo-reorder-chain",
    SetSource: "undo-set-source",
    SetCue: "undo-set-cue",
    RemoveSource: "undo-remove-source",
    RemoveCue: "undo-remove-cue",
    ConfirmSuggestion: "undo-confirm-suggestion",
    MarkInferred: "undo-mark-inferred",
    SetPolarity: "undo-set-denial",
    ChangeReason: "undo-edit-reason",
    Rate: "undo-rate-claim",
    AddEvidence: "undo-add-evidence",
    ChangeEvidence: "undo-edit-evidence",
    SetStance: "undo-classify-evidence",
    RemoveEvidence: "undo-remove-evidence",
    NameSpeakers: "undo-name-speakers",
    TakeSuggestion: "undo-take-suggestion",
    TakeSuggestions: "undo-take-suggestions",
    RefuseSuggestion: "undo-refuse-suggestion",
    AllowSuggestions: "undo-allow-suggestions",
    SetBlind: "undo-set-blind",
    AddSpeaker: "undo-add-speaker",
    ChangeSpeaker: "undo-edit-speaker",
    ChangeAliases: "undo-edit-aliases",
    ChangeRole: "undo-edit-role",
    ChangeWikidata: "undo-edit-wikidata",
    AddAlias: "undo-add-alias",
    ChangeAffiliation: "undo-edit-affiliation",
    RemoveSpeaker: "undo-remove-speaker",
    RemoveUnusedSpeakers: "undo-remove-unused-speakers",
    MergeSpeakers: "undo-merge-speakers",
    SplitSpeaker: "undo-split-speaker",
    RemoveArticle: "undo-remove-article",
    RemoveArticles: "undo-remove-articles",
    CorrectDetails: "undo-edit-details",
    CorrectDetailsOfMany: "undo-edit-details-of-many",
    SetDirection: "undo-set-direction",
    MarkDone: "undo-mark-done",
    Reopen: "undo-reopen-article",
    Settle: "undo-settle",
    Assign: "undo-assign",
    Unassign: "undo-unassign",
    ChangeGuidelines: "undo-edit-guidelines",
    InsertDefaultGuidelines: "undo-insert-default-guidelines",
    ChangeScale: "undo-edit-scale",
    AddRating: "undo-add-rating",
    NamePublisher: "undo-name-publisher",
    RenameReviewer: "undo-rename-reviewer",
    RestoreKept: "undo-restore-kept",
    Merge: "undo-merge-changes",
    KeepMine: "undo-keep-mine",
    TakeTheirs: "undo-take-theirs",
}

fn added(new: usize, updated: usize) -> String {
    match (new, updated) {
        (_, 0) => fl!("undo-add-articles", new = new),
        (0, _) => fl!("undo-update-articles", updated = updated),
        _ => fl!("undo-add-and-update-articles", new = new, updated = updated),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_counted_and_a_single_one_is_not() {
        let words = |new, updated| UndoLabel::AddArticles { new, updated }.words();
        assert_eq!(words(1, 0), "add article");
        assert_eq!(words(4, 0), "add 4 articles");
        assert_eq!(words(0, 1), "update article");
        assert_eq!(words(2, 1), "add 2 articles and update article");
        assert_eq!(words(0, 0), "add 0 articles");
    }
}
