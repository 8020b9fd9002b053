//! What a step is called: what menus and notices say that *Undo* takes back.

use std::fmt;

use super::review::Decision;

/// The name of a step. As text it follows 'Undo': 'mark claim'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoLabel {
    /// Words became a claim.
    MarkClaim,
    /// A claim was removed.
    DeleteClaim,
    /// A claim got a further piece.
    AddPiece,
    /// A piece was taken out of a claim.
    RemovePiece,
    /// A piece of a claim begins or ends elsewhere.
    MoveEdge,
    /// Words that had lost their place have one again.
    Reanchor,
    /// How a claim is quoted.
    SetQuotation,
    /// A claim's note.
    ChangeNote,
    /// A claim's tags.
    ChangeTags,
    /// Who says a claim.
    AttributeClaim,
    /// Somebody says it too.
    AddJointSpeaker,
    /// A speaker was taken off a claim.
    RemoveClaimSpeaker,
    /// Somebody relays it.
    AddLink,
    /// The document in which it is said.
    AddDocument,
    /// A link of the chain was removed.
    RemoveLink,
    /// A link of the chain is nearer.
    ReorderChain,
    /// The words that mention the speaker.
    SetSource,
    /// The words that attribute.
    SetCue,
    /// Words of a source were taken out.
    RemoveSource,
    /// Words of a cue were taken out.
    RemoveCue,
    /// Words that the text offers were taken.
    ConfirmOffer,
    /// Whether the speaker is known from the context.
    MarkInferred,
    /// Whether the cue affirms or denies.
    SetPolarity,
    /// Somebody decided on a claim, or took the decision back.
    Decide(Option<Decision>),
    /// Why somebody decided so.
    ChangeReason,
    /// A claim was rated, or the rating taken back.
    Rate,
    /// A claim got a piece of evidence.
    AddEvidence,
    /// What is known of a piece of evidence.
    ChangeEvidence,
    /// What evidence does to the claim.
    SetStance,
    /// A piece of evidence was removed.
    RemoveEvidence,
    /// Words that are no longer in the text were taken out of a source or cue.
    RemoveLostWords,
    /// Somebody decided on many claims, or took the decisions back.
    DecideMany(Option<Decision>),
    /// Many claims were removed.
    DeleteClaims,
    /// Many claims were changed.
    EditClaims,
    /// A new speaker.
    AddSpeaker,
    /// What is known of a speaker.
    ChangeSpeaker,
    /// A speaker's other names.
    ChangeAliases,
    /// What a speaker speaks as.
    ChangeRole,
    /// A speaker's Wikidata item.
    ChangeWikidata,
    /// A speaker got another name.
    AddAlias,
    /// Whom a speaker belongs to.
    ChangeAffiliation,
    /// A speaker was removed from the project.
    RemoveSpeaker,
    /// All speakers were removed that nothing refers to.
    RemoveUnusedSpeakers,
    /// Two speakers became one.
    MergeSpeakers,
    /// Some claims of a speaker went to a new one.
    SplitSpeaker,
    /// So many articles came in, and so many got a newer text.
    AddArticles {
        /// New ones.
        new: usize,
        /// Those that were there.
        updated: usize,
    },
    /// An article was removed.
    RemoveArticle,
    /// What is known of an article.
    CorrectDetails,
    /// Which way an article's text runs.
    SetDirection,
    /// An article was declared finished.
    MarkDone,
    /// An article is no longer finished.
    TakeDoneBack,
    /// How claims are to be marked.
    ChangeGuidelines,
    /// The guidelines that new projects start with were taken.
    TakeDefaultGuidelines,
    /// The ratings that a verdict may take.
    ChangeScale,
    /// A rating that verdicts have came onto the scale.
    AddRating,
    /// Who publishes the reviews.
    NamePublisher,
    /// What a reviewer is called.
    RenameReviewer,
    /// The changes of another copy were merged.
    Merge,
    /// Of differing versions this side's was kept.
    KeepMine,
    /// Of differing versions another one was taken.
    TakeTheirs,
}

impl fmt::Display for UndoLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AddArticles { new, updated } => return write_articles(f, *new, *updated),
            Self::MarkClaim => "mark claim",
            Self::DeleteClaim => "delete claim",
            Self::AddPiece => "add to claim",
            Self::RemovePiece => "remove piece",
            Self::MoveEdge => "move claim's edge",
            Self::Reanchor => "stand here",
            Self::SetQuotation => "set quotation",
            Self::ChangeNote => "change note",
            Self::ChangeTags => "change tags",
            Self::AttributeClaim => "attribute claim",
            Self::AddJointSpeaker => "add joint speaker",
            Self::AddLink => "add link",
            Self::AddDocument => "add document",
            Self::RemoveLink => "remove link",
            Self::ReorderChain => "reorder chain",
            Self::SetSource => "set source",
            Self::SetCue => "set cue",
            Self::RemoveSource => "remove source",
            Self::RemoveCue => "remove cue",
            Self::ConfirmOffer => "confirm source and cue",
            Self::MarkInferred => "mark as inferred",
            Self::SetPolarity => "set polarity",
            Self::Decide(Some(Decision::Accepted)) => "accept",
            Self::Decide(Some(Decision::Disputed)) => "dispute",
            Self::Decide(Some(Decision::Rejected)) => "reject",
            Self::Decide(None) => "take review back",
            Self::ChangeReason => "change reason",
            Self::Rate => "rate claim",
            Self::AddEvidence => "add evidence",
            Self::ChangeEvidence => "change evidence",
            Self::SetStance => "set what evidence does",
            Self::RemoveEvidence => "remove evidence",
            Self::RemoveLostWords => "take lost words away",
            Self::DecideMany(Some(Decision::Accepted)) => "accept claims",
            Self::DecideMany(Some(Decision::Disputed)) => "dispute claims",
            Self::DecideMany(Some(Decision::Rejected)) => "reject claims",
            Self::DecideMany(None) => "take reviews back",
            Self::DeleteClaims => "delete claims",
            Self::EditClaims => "edit claims",
            Self::AddSpeaker => "add speaker",
            Self::ChangeSpeaker => "change speaker",
            Self::ChangeAliases => "change aliases",
            Self::ChangeRole => "change role",
            Self::ChangeWikidata => "change Wikidata item",
            Self::AddAlias => "add alias",
            Self::ChangeAffiliation => "change affiliation",
            Self::RemoveClaimSpeaker | Self::RemoveSpeaker => "remove speaker",
            Self::RemoveUnusedSpeakers => "remove unused speakers",
            Self::MergeSpeakers => "merge speakers",
            Self::SplitSpeaker => "split speaker",
            Self::RemoveArticle => "remove article",
            Self::CorrectDetails => "correct article details",
            Self::SetDirection => "set text direction",
            Self::MarkDone => "article is done",
            Self::TakeDoneBack => "take done back",
            Self::ChangeGuidelines => "change guidelines",
            Self::TakeDefaultGuidelines => "take the usual guidelines",
            Self::ChangeScale => "change rating scale",
            Self::AddRating => "add missing rating",
            Self::NamePublisher => "name the publisher",
            Self::RenameReviewer => "change name",
            Self::Merge => fl!("merging-undo-merge"),
            Self::KeepMine => fl!("merging-undo-keep-mine"),
            Self::TakeTheirs => fl!("merging-undo-take-theirs"),
        })
    }
}

fn write_articles(f: &mut fmt::Formatter<'_>, new: usize, updated: usize) -> fmt::Result {
    let count = |f: &mut fmt::Formatter<'_>, verb: &str, count: usize| match count {
        1 => write!(f, "{verb} article"),
        _ => write!(f, "{verb} {count} articles"),
    };
    if new > 0 || updated == 0 {
        count(f, "add", new)?;
    }
    if new > 0 && updated > 0 {
        f.write_str(" and ")?;
    }
    if updated > 0 {
        count(f, "update", updated)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_counted_and_a_single_one_is_not() {
        let told = |new, updated| UndoLabel::AddArticles { new, updated }.to_string();
        assert_eq!(told(1, 0), "add article");
        assert_eq!(told(4, 0), "add 4 articles");
        assert_eq!(told(0, 1), "update article");
        assert_eq!(told(2, 1), "add 2 articles and update article");
        assert_eq!(told(0, 0), "add 0 articles");
    }
}
