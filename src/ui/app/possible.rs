//! Whether a command is available.

use crate::ui::bus::command::{Command, Needs};
use crate::ui::bus::core::Core;
use crate::ui::bus::place::Workspace;
use crate::ui::{claims, compare};

use super::state::Slices;

pub(super) fn is_possible(command: Command, core: &Core, slices: &Slices) -> bool {
    let (claims, compare) = (&slices.claims, &slices.compare);
    let has_project = core.session.is_some();
    match core.place.workspace {
        Workspace::Annotate => command != Command::EditClaims && is_possible_in_text(command, core),
        Workspace::Claims => has_project && is_possible_in_table(command, claims),
        Workspace::Compare => has_project && is_possible_in_comparison(command, compare),
        Workspace::Speakers => has_project && (command == Command::Find || is_possible_anywhere(command)),
        Workspace::Articles => has_project && is_possible_in_list(command),
    }
}

fn is_possible_in_comparison(command: Command, compare: &compare::State) -> bool {
    match command {
        Command::NextClaim | Command::PreviousClaim | Command::Accept | Command::Reject => compare.is_queue(),
        _ => is_possible_anywhere(command),
    }
}

/// Whether a command is available in every workspace.
fn is_possible_anywhere(command: Command) -> bool {
    match command {
        // These concern panels of the Annotate workspace.
        Command::NextArticle
        | Command::PreviousArticle
        | Command::FilterArticles
        | Command::ToggleLeftPanel
        | Command::ToggleInspector => false,
        _ => matches!(command.entry().needs, Needs::Nothing | Needs::Project),
    }
}

fn is_possible_in_list(command: Command) -> bool {
    let about_articles = matches!(
        command,
        Command::Find
            | Command::FilterArticles
            | Command::ArticleDetails
            | Command::ToggleDone
            | Command::RemoveArticle
    );
    about_articles || is_possible_anywhere(command)
}

fn is_possible_in_table(command: Command, claims: &claims::State) -> bool {
    match command {
        Command::NextClaim | Command::PreviousClaim => true,
        Command::Accept
        | Command::Dispute
        | Command::Reject
        | Command::ClearReview
        | Command::DeleteClaim
        | Command::EditClaims
        | Command::Copy
        | Command::CopyWithAttribution
        | Command::CopyMarkdown
        | Command::CopyFormatted => claims.view.concerns_any(),
        _ => is_possible_anywhere(command),
    }
}

fn is_possible_in_text(command: Command, core: &Core) -> bool {
    let has_project = core.session.is_some();
    let words = core.place.words().is_some();
    let claim = core.place.claim.is_some();
    let article = core.place.article.is_some();
    has_project
        && match command.entry().needs {
            Needs::Nothing | Needs::Project => true,
            Needs::Article => article,
            Needs::Claim => article && claim,
            Needs::Words => article && words,
            Needs::WordsOrClaim => article && (words || claim),
            Needs::WordsAndClaim => article && words && claim,
        }
        || command.entry().needs == Needs::Nothing
}
