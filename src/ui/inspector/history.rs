//! What was done to the claim, by whom and when: collapsed until wanted, the latest first.

use eframe::egui::{Align2, CursorIcon, Pos2, Role, Sense, Ui, Vec2, WidgetInfo};

use super::Msg;
use super::ctx::InspectorCtx;
use crate::model::claim_log::{ClaimChange, LogAction, LogEntry};
use crate::model::{Project, ReviewerId};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{focus_ring, icon_at};
use crate::ui::kit::text::{label, text_at, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// How many changes are shown; earlier ones are counted.
const MAX_SHOWN: usize = 50;

/// Draws the head, and the changes where it is expanded.
pub(super) fn history_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
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
        wrapped(ui, fl!("history-empty"), font::SMALL, theme.soft);
        return;
    }
    for entry in entries.iter().rev().take(MAX_SHOWN) {
        wrapped(ui, &summary(ctx.project, entry), font::LABEL, theme.ink);
        let (reviewer, when) = (
            ctx.project.reviewer_label(&entry.by),
            words::ago(ctx.now, entry.at),
        );
        let by = fl!("history-by", reviewer = reviewer, when = when);
        label(ui, &by, font::SMALL, theme.soft);
        ui.add_space(6.0);
    }
    if entries.len() > MAX_SHOWN {
        let more = fl!("history-earlier", count = entries.len() - MAX_SHOWN);
        label(ui, &more, font::SMALL, theme.soft);
    }
}

fn head_ui(ui: &mut Ui, shown: bool) -> bool {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 24.0), Sense::click());
    let middle = |left: f32| Pos2::new(rect.left() + left, rect.center().y);
    let icon = if shown {
        icons::CARET_DOWN
    } else {
        icons::CARET_RIGHT
    };
    let (painter, room) = (ui.painter(), rect.width() - 18.0);
    let (title, style) = (fl!("history-title"), font::LABEL_STRONG);
    icon_at(painter, middle(6.0), icon, 12.0, theme.soft);
    let left = Align2::LEFT_CENTER;
    text_at(painter, middle(18.0), left, title, style, theme.soft, room);
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, shown, title));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// A change in words: 'Accepted', 'Undone: cleared the review'.
fn summary(project: &Project, entry: &LogEntry) -> String {
    let changes = entry.changes.iter();
    let changes: Vec<String> = changes
        .map(|change| change_in_words(project, &entry.by, change))
        .collect();
    let changes = changes.join("; ");
    match entry.action {
        LogAction::Done => words::sentence(&changes),
        LogAction::Undone => fl!("undo-undone", step = changes),
        LogAction::Redone => fl!("undo-redone", step = changes),
    }
}

fn change_in_words(project: &Project, by: &ReviewerId, change: &ClaimChange) -> String {
    let of = |id: &ReviewerId, change: &str| {
        if id == by {
            change.to_owned()
        } else {
            fl!(
                "history-of",
                reviewer = project.reviewer_label(id),
                change = change
            )
        }
    };
    let fixed = match change {
        ClaimChange::Speakers(who) if who.is_empty() => fl!("history-unattributed"),
        ClaimChange::Source(words) if words.is_empty() => fl!("history-no-source"),
        ClaimChange::Cue(words) if words.is_empty() => fl!("history-no-cue"),
        ClaimChange::Manner => fl!("history-chain"),
        ClaimChange::Quotation(None) => fl!("history-quotation-automatic"),
        ClaimChange::Verdict(None) => fl!("history-no-verdict"),
        ClaimChange::Evidence => fl!("history-evidence"),
        ClaimChange::Note => fl!("history-note"),
        ClaimChange::Tags(tags) if tags.is_empty() => fl!("history-no-tags"),
        ClaimChange::Marked(words) => return fl!("history-marked", words = words),
        ClaimChange::Removed(words) => return fl!("history-removed", words = words),
        ClaimChange::Words(words) => return fl!("history-words", words = words),
        ClaimChange::Speakers(who) => return fl!("history-attributed", who = who),
        ClaimChange::Source(words) => return fl!("history-source", words = words),
        ClaimChange::Cue(words) => return fl!("history-cue", words = words),
        ClaimChange::Quotation(Some(kind)) => {
            return fl!("history-quotation", kind = words::quotation(*kind).to_lowercase());
        }
        ClaimChange::Review(id, Some(decision)) => return of(id, words::decision(*decision)),
        ClaimChange::Review(id, None) => return of(id, fl!("history-no-review")),
        ClaimChange::Why(id) => return of(id, fl!("history-reason")),
        ClaimChange::Verdict(Some(rating)) => return fl!("history-rated", rating = rating),
        ClaimChange::Tags(tags) => return fl!("history-tags", tags = tags),
    };
    fixed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Head};

    #[test]
    fn a_change_is_put_into_words() {
        let project = Project::new(Head::titled("Talks"));
        let entry = |action, changes| LogEntry {
            claim: "c-1".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            by: "r-1".into(),
            action,
            changes,
        };
        let review = |by: &str, decision| ClaimChange::Review(by.into(), decision);
        let marked = vec![
            ClaimChange::Marked("we go".into()),
            ClaimChange::Speakers("Army".into()),
        ];
        let accepted = vec![review("r-1", Some(Decision::Accepted))];
        let disputed = vec![review("r-2", Some(Decision::Disputed))];
        let (cleared, no_cue) = (vec![review("r-1", None)], vec![ClaimChange::Cue(String::new())]);
        for (action, changes, expected) in [
            (LogAction::Done, marked, "Marked “we go”; attributed to Army"),
            (LogAction::Done, accepted, "Accepted"),
            (LogAction::Undone, cleared, "Undone: cleared the review"),
            (LogAction::Redone, disputed, "Redone: r-2: disputed"),
            (LogAction::Done, no_cue, "Cue removed"),
        ] {
            assert_eq!(summary(&project, &entry(action, changes)), expected);
        }
    }
}
