//! The menu under the secondary button: what can be done with the selected words, and with the selected claim.

use eframe::egui::{Popup, Response, Ui};

use super::ScreenCtx;
use crate::text::Span;
use crate::ui::bus::command::{Command, Needs};
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::place::{Place, Selection};
use crate::ui::bus::request::Request;
use crate::ui::kit::menu::{MenuRow, commands_menu_ui};

const WIDTH: f32 = 280.0;

/// The commands in groups.
const GROUPS: [&[Command]; 5] = [
    &[Command::Attribute, Command::ChangeSpeaker, Command::MarkForLater],
    &[
        Command::SetSource,
        Command::SetCue,
        Command::AddToSource,
        Command::AddToCue,
        Command::AddSpan,
        Command::MoveClaimHere,
    ],
    &[
        Command::AddJointSpeaker,
        Command::AddRelay,
        Command::AddDocument,
        Command::ToggleDenies,
    ],
    &[
        Command::SetVerdict,
        Command::AddEvidence,
        Command::Accept,
        Command::Dispute,
        Command::Reject,
        Command::ClearReview,
    ],
    &[Command::Copy, Command::CopyWithAttribution, Command::DeleteClaim],
];

/// Selects what was clicked on: the words that are selected already, else the claim there, else the word.
pub(super) fn select_under(ctx: &ScreenCtx<'_>, byte: usize, word: Span, out: &mut Requests) {
    let place = ctx.reading.place;
    if ctx.reading.picker.is_some() {
        out.request(Request::StopAsking);
    }
    if place.words().is_some_and(|words| words.contains(byte)) {
        return;
    }
    let claims = ctx.marks.claims_at(byte);
    if claims.iter().any(|claim| Some(*claim) == ctx.selected) {
        out.request(Request::SelectText(Some(Selection::caret(byte))));
    } else if let Some(claim) = claims.first().and_then(|index| ctx.marks.claims.get(*index)) {
        let claim = Some(claim.id.clone());
        out.request(Request::SelectText(Some(Selection::caret(byte))));
        out.request(Request::SelectClaim { claim, reveal: false });
    } else {
        let words = Selection {
            anchor: word.start,
            caret: word.end,
        };
        out.request(Request::SelectText(Some(words)));
    }
}

/// Shows the menu while it is open on this part of the page.
pub(super) fn context_menu_ui(response: &Response, place: &Place, out: &mut Requests) {
    Popup::context_menu(response).width(WIDTH).show(|ui: &mut Ui| {
        // The claim below the pointer is selected only after the first pass, which must not settle on the width of nothing.
        ui.set_min_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(command) = commands_menu_ui(ui, &groups(place), ui.ctx().content_rect().height() - 40.0) {
            out.command(command);
        }
    });
}

/// The groups with the commands that make sense.
fn groups(place: &Place) -> [Vec<MenuRow<'static>>; 5] {
    let (words, claim) = (place.words().is_some(), place.claim.is_some());
    let makes_sense = |command: &Command| match (*command, command.entry().needs) {
        (Command::Attribute | Command::MarkForLater, _) => words,
        (Command::ChangeSpeaker, _) | (_, Needs::Claim) => claim && !words,
        (_, Needs::WordsAndClaim) => words && claim,
        (_, Needs::WordsOrClaim) => words || claim,
        _ => true,
    };
    let name = |command: Command| match command {
        Command::Attribute => fl!("article-menu-mark"),
        command => command.label(),
    };
    GROUPS.map(|group| {
        let commands = group.iter().copied().filter(makes_sense);
        let rows = commands.map(|command| MenuRow {
            command,
            name: name(command),
            is_possible: true,
        });
        rows.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(place: &Place) -> Vec<Command> {
        let rows = groups(place).into_iter().flatten();
        rows.map(|row| row.command).collect()
    }

    #[test]
    fn words_are_marked_and_claims_are_judged() {
        let words = Place {
            selection: Some(Selection { anchor: 0, caret: 4 }),
            ..Place::default()
        };
        let found = commands(&words);
        assert!(found.contains(&Command::Attribute) && found.contains(&Command::MarkForLater));
        assert!(!found.contains(&Command::SetSource) && !found.contains(&Command::DeleteClaim));
        let claim = Place {
            claim: Some("c-1".into()),
            ..Place::default()
        };
        let found = commands(&claim);
        assert!(found.contains(&Command::SetVerdict) && found.contains(&Command::DeleteClaim));
        assert!(!found.contains(&Command::Attribute));
        let both = Place {
            selection: words.selection,
            ..claim
        };
        assert!(commands(&both).contains(&Command::SetSource));
    }
}
