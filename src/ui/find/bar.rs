//! The find bar, at the top right of the reading area: a field, the number of matches, options, previous and next.

use eframe::egui::{
    Align, Align2, Area, Color32, Context, Id, Key, Layout, Margin, Order, Painter, Pos2, Rect, Role, Sense,
    Stroke, Ui, Vec2, WidgetInfo,
};

use super::Msg;
use super::state::Find;
use crate::search::MAX_HITS;
use crate::session::settings::FindSettings;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_at, icon_button, toggle};
use crate::ui::kit::field::Field;
use crate::ui::kit::icons;
use crate::ui::kit::text::{text_at, wrapped};
use crate::ui::kit::theme::{Theme, font, size};

/// The name of its field, for giving it the keyboard.
pub(super) const FIELD: &str = "find";
/// So many points at the top of the reading area may lie below it.
pub const COVERED: f32 = 60.0;

/// Space between the bar and the edges of the reading area.
const BESIDE: f32 = 8.0;
/// Everything but the field, in points.
const REST: f32 = 6.0 * 28.0 + COUNT + 40.0;
/// Room for the count.
const COUNT: f32 = 96.0;

/// What the bar says about the search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FindSummary {
    /// '3 of 17', 'No matches'.
    pub count: String,
    /// Why the pattern cannot be searched for.
    pub complaint: Option<String>,
    /// How many matches there are, once that is known.
    pub matches: Option<usize>,
}

/// What the bar says about the search.
pub(super) fn summary(find: &Find) -> FindSummary {
    let mut summary = FindSummary::default();
    match &find.found {
        _ if find.words.is_empty() => {}
        Some(Err(error)) => summary.complaint = Some(error.to_string()),
        Some(Ok(hits)) if !find.searching => {
            let count = hits.spans.len();
            summary.matches = Some(count);
            summary.count = count_of(count, find.current);
        }
        _ => "…".clone_into(&mut summary.count),
    }
    summary
}

fn count_of(count: usize, current: Option<usize>) -> String {
    match (count, current) {
        (MAX_HITS.., Some(at)) => fl!("find-position-at-least", at = at + 1, count = MAX_HITS),
        (MAX_HITS.., None) => fl!("find-matches-at-least", count = MAX_HITS),
        (0, _) => fl!("find-no-matches").to_owned(),
        (_, Some(at)) => fl!("find-position", at = at + 1, count = count),
        (_, None) => fl!("count-matches", count = count),
    }
}

/// Draws the bar into the corner of the reading area.
pub fn find_bar_ui(
    ctx: &Context,
    reading: Rect,
    focus: Option<&'static str>,
    find: &Find,
    how: FindSettings,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ctx);
    let summary = summary(find);
    let field = (reading.width() - REST - 2.0 * BESIDE - size::RULER).clamp(80.0, 210.0);
    let frame = theme.floating().inner_margin(Margin::same(6));
    let width = field + REST - 12.0;
    let corner = Pos2::new(
        reading.right() - size::RULER - BESIDE - field - REST,
        reading.top() + BESIDE,
    );
    let bar = Area::new(Id::unique("find bar"))
        .order(Order::Middle)
        .fixed_pos(corner)
        .constrain_to(reading)
        .show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = Vec2::new(2.0, 0.0);
                ui.horizontal(|ui| {
                    field_ui(ui, field, focus, find, out);
                    count_ui(ui, &summary);
                    how_ui(ui, how, out);
                    ui.add_space(4.0);
                    steps_ui(ui, summary.matches.is_some_and(|count| count > 0), out);
                });
                if let Some(complaint) = &summary.complaint {
                    ui.add_space(5.0);
                    wrapped(ui, complaint, font::LABEL, theme.rejected);
                }
            });
        });
    let clicked = ctx.input(|input| {
        let at = input.pointer.interact_pos();
        input.pointer.any_released() && at.is_some_and(|at| bar.response.rect.contains(at))
    });
    if clicked {
        // What is typed next is for the field, never a command to the claim behind it.
        ctx.memory_mut(|memory| memory.request_focus(Field::id(FIELD)));
    }
}

fn field_ui(ui: &mut Ui, width: f32, focus: Option<&'static str>, find: &Find, out: &mut Outbox<Msg>) {
    let field = ui.allocate_ui_with_layout(
        Vec2::new(width, size::CONTROL),
        Layout::top_down(Align::Min),
        |ui| {
            Field::new(FIELD, &find.words)
                .name(fl!("find-name"))
                .hint(fl!("find-name.hint"))
                .focus_at_first(true)
                .focus(focus == Some(FIELD))
                .show(ui)
        },
    );
    let field = field.inner;
    if let Some(words) = field.changed {
        out.send(Msg::Words(words));
    }
    if field.submitted {
        let back = ui.input(|input| input.modifiers.shift);
        out.command(if back {
            Command::FindPrevious
        } else {
            Command::FindNext
        });
    }
    if field.done && ui.input(|input| input.key_pressed(Key::Escape)) {
        out.send(Msg::CloseBar);
    }
}

fn count_ui(ui: &mut Ui, summary: &FindSummary) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(COUNT, size::CONTROL), Sense::hover());
    let right = Pos2::new(rect.right() - 8.0, rect.center().y);
    let color = if summary.matches == Some(0) {
        theme.rejected
    } else {
        theme.soft
    };
    let (count, room) = (&summary.count, COUNT - 12.0);
    text_at(
        ui.painter(),
        right,
        Align2::RIGHT_CENTER,
        count,
        font::LABEL,
        color,
        room,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, count));
}

/// The search options.
pub(super) fn how_ui(ui: &mut Ui, how: FindSettings, out: &mut Outbox<Msg>) {
    let case = toggle(ui, fl!("find-match-case"), how.case, |painter, rect, ink| {
        icon_at(painter, rect.center(), icons::TEXT_AA, 18.0, ink);
    });
    let whole = toggle(ui, fl!("find-whole-words"), how.whole_words, whole_word_sign);
    let regex = toggle(ui, fl!("find-regex"), how.regex, |painter, rect, ink| {
        let at = rect.center() - Vec2::new(0.0, 1.0);
        text_at(painter, at, Align2::CENTER_CENTER, ".*", font::NAME, ink, 24.0);
    });
    let switched = FindSettings {
        case: how.case != case.clicked(),
        whole_words: how.whole_words != whole.clicked(),
        regex: how.regex != regex.clicked(),
    };
    if switched != how {
        out.send(Msg::How(switched));
    }
}

/// A word between its edges.
fn whole_word_sign(painter: &Painter, rect: Rect, ink: Color32) {
    let center = rect.center();
    text_at(
        painter,
        center - Vec2::new(0.0, 1.5),
        Align2::CENTER_CENTER,
        "ab",
        font::LABEL,
        ink,
        24.0,
    );
    let stroke = Stroke::new(1.2, ink);
    let (left, right, bottom) = (center.x - 9.0, center.x + 9.0, center.y + 7.5);
    painter.hline(left..=right, bottom, stroke);
    for x in [left, right] {
        painter.vline(x, (bottom - 4.0)..=bottom, stroke);
    }
}

fn steps_ui(ui: &mut Ui, any: bool, out: &mut Outbox<Msg>) {
    for (icon, command) in [
        (icons::CARET_UP, Command::FindPrevious),
        (icons::CARET_DOWN, Command::FindNext),
    ] {
        if icon_button(ui, icon, command.label(), &command.key_caps(), any).clicked() {
            out.command(command);
        }
    }
    if icon_button(ui, icons::X, fl!("find-close"), "Esc", true).clicked() {
        out.send(Msg::CloseBar);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::SearchError;
    use crate::text::Span;
    use crate::ui::find::state::Hits;

    fn found(hits: usize, current: Option<usize>) -> Find {
        Find {
            words: "talks".to_owned(),
            found: Some(Ok(Hits {
                spans: (0..hits).map(|at| Span::new(at, at + 1)).collect(),
                search: 1,
            })),
            current,
            ..Find::default()
        }
    }

    #[test]
    fn the_bar_counts_the_hits_and_says_why_there_are_none() {
        assert_eq!(summary(&found(17, Some(2))).count, "3 of 17");
        assert_eq!(summary(&found(0, None)).count, "No matches");
        assert_eq!(summary(&found(1, None)).count, "1 match");
        assert_eq!(summary(&found(12_345, Some(1233))).count, "1,234 of 12,345");
        assert_eq!(summary(&found(MAX_HITS, Some(0))).count, "1 of 1,000,000+");
        assert_eq!(summary(&Find::default()), FindSummary::default());
        let wrong = Find {
            found: Some(Err(SearchError::Pattern {
                what: "unclosed group".to_owned(),
                at: 3,
            })),
            ..found(0, None)
        };
        let complaint = summary(&wrong).complaint;
        assert_eq!(complaint.as_deref(), Some("unclosed group, at character 3"));
        let searching = Find {
            searching: true,
            ..found(17, Some(2))
        };
        assert_eq!(summary(&searching).count, "…");
    }
}
