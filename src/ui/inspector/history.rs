//! What was done to the claim, by whom and when: folded until wanted, the latest first. How steps are
//! put into words is a pure function.

use eframe::egui::{CursorIcon, Pos2, Role, Sense, Ui, Vec2, WidgetInfo};

use super::Msg;
use super::ctx::InspectorCtx;
use crate::model::claim_log::{ClaimChange, LogAction, LogEntry};
use crate::model::{Project, ReviewerId};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{focus_ring, icon_at};
use crate::ui::kit::text::{label, text_at, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// So many steps are shown at once; more are told by their number.
const SHOWN: usize = 50;

/// Draws the head, and the steps where it is unfolded.
pub fn history_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    ui.add_space(8.0);
    let shown = ctx.state.history_shown;
    if head_ui(ui, shown) {
        out.send(Msg::ShowHistory(!shown));
    }
    ui.add_space(6.0);
    let Some(entries) = ctx.history.filter(|_| shown) else {
        return;
    };
    let theme = Theme::from_ctx(ui.ctx());
    if entries.is_empty() {
        let words = "Nothing yet: the history begins with the next change.";
        wrapped(ui, words, font::SMALL, theme.soft);
        return;
    }
    for entry in entries.iter().rev().take(SHOWN) {
        let told = told(ctx.project, entry);
        wrapped(ui, &told, font::LABEL, theme.ink);
        let who = format!(
            "{}, {}",
            name_of(ctx.project, &entry.by),
            words::ago(ctx.now, entry.at)
        );
        label(ui, &who, font::SMALL, theme.soft);
        ui.add_space(6.0);
    }
    if entries.len() > SHOWN {
        let more = format!("and {} before", entries.len() - SHOWN);
        label(ui, &more, font::SMALL, theme.soft);
    }
}

fn head_ui(ui: &mut Ui, shown: bool) -> bool {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 24.0), Sense::click());
    let y = rect.center().y;
    let icon = if shown {
        icons::CARET_DOWN
    } else {
        icons::CARET_RIGHT
    };
    icon_at(
        ui.painter(),
        Pos2::new(rect.left() + 6.0, y),
        icon,
        12.0,
        theme.soft,
    );
    text_at(
        ui.painter(),
        Pos2::new(rect.left() + 18.0, y),
        eframe::egui::Align2::LEFT_CENTER,
        "History",
        font::LABEL_STRONG,
        theme.soft,
        rect.width() - 18.0,
    );
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, shown, "History"));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn name_of<'a>(project: &'a Project, id: &'a ReviewerId) -> &'a str {
    project
        .reviewers()
        .get(id)
        .map_or(id.as_str(), |reviewer| &reviewer.name)
}

/// A step in words: 'Accepted', 'Undone: now unreviewed'.
pub fn told(project: &Project, entry: &LogEntry) -> String {
    let changes: Vec<String> = entry
        .changes
        .iter()
        .map(|change| told_change(project, &entry.by, change))
        .collect();
    let told = changes.join("; ");
    match entry.action {
        LogAction::Done => {
            let mut letters = told.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            first + letters.as_str()
        }
        LogAction::Undone => format!("Undo: {told}"),
        LogAction::Redone => format!("Redo: {told}"),
    }
}

fn told_change(project: &Project, by: &ReviewerId, change: &ClaimChange) -> String {
    let quoted = |what: &str, words: &str| {
        if words.is_empty() {
            format!("no {what}")
        } else {
            format!("{what} “{words}”")
        }
    };
    let whose = |id: &ReviewerId| {
        if id == by {
            String::new()
        } else {
            format!("{}: ", name_of(project, id))
        }
    };
    match change {
        ClaimChange::Marked(words) => format!("marked “{words}”"),
        ClaimChange::Removed(words) => format!("removed “{words}”"),
        ClaimChange::Words(words) => format!("words “{words}”"),
        ClaimChange::Speakers(who) if who.is_empty() => "to be attributed".to_owned(),
        ClaimChange::Speakers(who) => format!("attributed to {who}"),
        ClaimChange::Source(words) => quoted("source", words),
        ClaimChange::Cue(words) => quoted("cue", words),
        ClaimChange::Manner => "changed the chain".to_owned(),
        ClaimChange::Quotation(None) => "quotation by the marks".to_owned(),
        ClaimChange::Quotation(Some(kind)) => format!("quotation {}", words::quotation(*kind).to_lowercase()),
        ClaimChange::Review(id, Some(decision)) => format!("{}{}", whose(id), words::decision(*decision)),
        ClaimChange::Review(id, None) => format!("{}not reviewed", whose(id)),
        ClaimChange::Why(id) => format!("{}changed the reason", whose(id)),
        ClaimChange::Verdict(Some(rating)) => format!("rated “{rating}”"),
        ClaimChange::Verdict(None) => "not rated".to_owned(),
        ClaimChange::Evidence => "changed the evidence".to_owned(),
        ClaimChange::Note => "changed the note".to_owned(),
        ClaimChange::Tags(tags) if tags.is_empty() => "no tags".to_owned(),
        ClaimChange::Tags(tags) => format!("tags {tags}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Head};

    #[test]
    fn a_step_is_told_in_words() {
        let project = Project::new(Head::titled("Talks"));
        let entry = |action, changes| LogEntry {
            claim: "c-1".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            by: "r-1".into(),
            action,
            changes,
        };
        let review = |by: &str, decision| ClaimChange::Review(by.into(), decision);
        for (action, changes, expected) in [
            (
                LogAction::Done,
                vec![
                    ClaimChange::Marked("we go".into()),
                    ClaimChange::Speakers("Army".into()),
                ],
                "Marked “we go”; attributed to Army",
            ),
            (
                LogAction::Done,
                vec![review("r-1", Some(Decision::Accepted))],
                "Accepted",
            ),
            (LogAction::Undone, vec![review("r-1", None)], "Undo: not reviewed"),
            (
                LogAction::Redone,
                vec![review("r-2", Some(Decision::Disputed))],
                "Redo: r-2: disputed",
            ),
            (LogAction::Done, vec![ClaimChange::Cue(String::new())], "No cue"),
        ] {
            assert_eq!(told(&project, &entry(action, changes)), expected);
        }
    }
}
