//! The margin: one chip for each claim beside its first line, with its speaker and review, and buttons to decide on
//! it.

use eframe::egui::{
    Align2, Color32, CursorIcon, Id, Painter, Pos2, Rangef, Rect, Role, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2,
};

use super::context_menu::context_menu_ui;
use super::frame::Frame;
use super::marks::{Hue, Part, ShownClaim, hue_of_speaker};
use super::page::Page;
use super::paint::{color_of, mark_rects, rects_on};
use super::{ON_TOP, ScreenCtx, SuggestedClaim, SurfaceCtx};
use crate::model::{Claim, Decision, ReviewState};
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::icon_at;
use crate::ui::kit::rating::{RatingSign, rating_at, rating_size};
use crate::ui::kit::text::{measure, text_at, tip};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

const HEIGHT: f32 = 22.0;
/// Least distance from one chip's top to the next.
const PITCH: f32 = 26.0;
const PAD: f32 = 7.0;
const NAME: f32 = 22.0;
/// Width of the review icon.
const MARK: f32 = 14.0;
/// Width of each button to decide with.
const DECIDE: f32 = 18.0;
/// How far a chip under the pointer may reach to the left of its column.
const REACH: f32 = 120.0;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Chip {
    /// Index of its claim in the order of the text; behind the last claim come the suggested ones.
    claim: usize,
    top: f32,
}

/// Draws the chips of the claims that begin on the screen, and takes clicks on them. They keep clear of `taken`.
pub(super) fn chips_ui(
    ui: &Ui,
    id: Id,
    ctx: &ScreenCtx<'_>,
    page: &mut Page,
    taken: Option<Rangef>,
    out: &mut Requests,
) {
    let ScreenCtx {
        reading,
        frame,
        marks,
        ..
    } = *ctx;
    if frame.chips.span() <= 0.0 {
        return;
    }
    let painter = ui.painter_at(frame.view);
    for chip in chips(ctx, page, taken) {
        if chip.top > frame.view.bottom() || chip.top + HEIGHT < frame.view.top() {
            continue;
        }
        let suggested = chip.claim.checked_sub(marks.claims.len());
        if let Some(suggested) = suggested.and_then(|at| reading.suggested_claims.get(at)) {
            suggested_chip_ui(ui, &painter, id, ctx, (chip, suggested), out);
            continue;
        }
        let Some(shown) = marks.claims.get(chip.claim) else {
            continue;
        };
        let Some(claim) = reading.project.claim(reading.article, &shown.id) else {
            continue;
        };
        chip_ui(ui, &painter, id, reading, frame, (chip, shown, claim), out);
    }
}

/// Each chip beside its claim's first line, pushed down by those above it.
fn chips(ctx: &ScreenCtx<'_>, page: &mut Page, taken: Option<Rangef>) -> Vec<Chip> {
    let ScreenCtx {
        frame, placed, marks, ..
    } = *ctx;
    let mut wanted = Vec::new();
    for block in placed {
        let corner = frame.corner(block);
        for found in mark_rects(page, ctx, block).iter() {
            let Some(mark) = marks.all.get(found.mark) else {
                continue;
            };
            let begins = matches!(mark.part, Part::Span(_))
                && marks
                    .claims
                    .get(mark.claim)
                    .is_some_and(|claim| claim.start == mark.span.start)
                && block.span.contains(mark.span.start);
            if begins && let Some(rect) = found.rects.first() {
                let top = corner.y + rect.y + (rect.h - HEIGHT) / 2.0;
                wanted.push((top.floor(), mark.claim));
            }
        }
        for (at, suggested) in ctx.reading.suggested_claims.iter().enumerate() {
            let first = suggested.content.first().copied();
            let first = first.filter(|span| block.span.contains(span.start));
            let rect = first.and_then(|span| rects_on(frame, block, span).first().copied());
            if let Some(rect) = rect {
                let top = rect.center().y - HEIGHT / 2.0;
                wanted.push((top.floor(), marks.claims.len() + at));
            }
        }
    }
    wanted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    wanted.dedup_by_key(|(_, claim)| *claim);
    stack(&wanted, taken)
}

fn stack(wanted: &[(f32, usize)], taken: Option<Rangef>) -> Vec<Chip> {
    let mut free = f32::MIN;
    let stacked = wanted.iter().map(|(top, claim)| {
        let top = top.max(free);
        let meets = taken.filter(|taken| top < taken.max && top + HEIGHT > taken.min);
        let top = meets.map_or(top, |taken| taken.max);
        free = top + PITCH;
        Chip { claim: *claim, top }
    });
    stacked.collect()
}

/// The chip of a suggested claim: dashed, without a ground, a plus for its mark.
fn suggested_chip_ui(
    ui: &Ui,
    painter: &Painter,
    id: Id,
    ctx: &ScreenCtx<'_>,
    (chip, suggested): (Chip, &SuggestedClaim),
    out: &mut Requests,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let room = ctx.frame.chips;
    let name_width = measure(ui, &suggested.who, font::KEY, Fit::Free).x;
    let width = (NAME + name_width + 5.0 + MARK + PAD).min(room.span());
    let rect = Rect::from_min_size(pos2(room.min, chip.top), Vec2::new(width, HEIGHT));
    let response = ui
        .interact(rect, id.with(("suggested", suggested.id)), ON_TOP)
        .on_hover_cursor(CursorIcon::PointingHand);
    let name = fl!("suggestions-chip", who = suggested.who.as_str());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, suggested.in_focus, &name));
    let color = color_of(
        theme,
        hue_of_speaker(ctx.reading.project, suggested.speaker.as_ref()),
    );
    let edge = if suggested.in_focus { color } else { theme.faint };
    let outline = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    painter.extend(Shape::dashed_line(&outline, Stroke::new(1.0, edge), 4.0, 3.0));
    let middle = rect.center().y;
    painter.circle_stroke(pos2(rect.left() + 11.0, middle), 3.75, Stroke::new(1.5, color));
    let ink = if suggested.in_focus || response.hovered() {
        theme.ink
    } else {
        theme.soft
    };
    let space = (rect.width() - NAME - MARK - PAD - 3.0).max(0.0);
    let at = pos2(rect.left() + NAME, middle);
    text_at(
        painter,
        at,
        Align2::LEFT_CENTER,
        &suggested.who,
        font::KEY,
        ink,
        space,
    );
    let at = pos2(rect.right() - PAD - MARK / 2.0, middle);
    icon_at(painter, at, icons::PLUS, 12.0, theme.soft);
    if response.clicked() {
        out.request(Request::FocusSuggestion(suggested.id));
    }
}

fn chip_ui(
    ui: &Ui,
    painter: &Painter,
    id: Id,
    reading: &SurfaceCtx<'_>,
    frame: &Frame,
    (chip, shown, claim): (Chip, &ShownClaim, &Claim),
    out: &mut Requests,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let id = id.with(("chip", shown.id.as_str()));
    let selected = reading.place.claim.as_ref() == Some(&shown.id);
    let who = words::who(reading.project, claim);
    let name_width = measure(ui, &who, font::KEY, Fit::Free).x;
    let widest = frame.chips.span();
    let rating = RatingSign::from_claim(reading.project, claim);
    let rated = rating.as_ref().map(|rating| rating_size(ui, rating));
    let rated_width = rated.map_or(0.0, |size| size.x + 5.0);
    let plain = (NAME + name_width + 5.0 + MARK + rated_width + PAD).min(widest);
    let room = Rect::from_min_size(pos2(frame.chips.min, chip.top), Vec2::new(widest, HEIGHT));
    let mut rect = Rect::from_min_size(room.min, Vec2::new(plain, HEIGHT));
    let hovered = ui
        .ctx()
        .read_response(id)
        .is_some_and(|before| before.contains_pointer());
    // The selected claim's name is not cut for the marks: the inspector has them too.
    let deciding = NAME + name_width + 6.0 + 3.0 * DECIDE + 3.0;
    let decides = (hovered && widest >= NAME + 3.0 * DECIDE + PAD) || (selected && deciding <= widest);
    if decides {
        // Under the pointer the name is not cut for the marks either: the chip reaches over the margin of the text.
        let width = deciding.min(widest + REACH);
        rect.min.x -= (width - widest).max(0.0);
        rect.set_width(width);
    }
    let response = ui.interact(rect, id, ON_TOP);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let review = words::review(shown.state);
    response.widget_info(|| {
        let words = shortened(&claim.words(), 60);
        let name = match &rating {
            Some(rating) => fl!(
                "claim-chip-rated",
                words = words,
                who = who,
                review = review,
                rating = rating.label
            ),
            None => fl!("claim-chip", words = words, who = who, review = review),
        };
        WidgetInfo::selected(Role::Button, true, selected, name)
    });

    let color = color_of(theme, shown.hue);
    paint_ground(painter, rect, selected, hovered, color, theme);
    let middle = rect.center().y;
    paint_dot(painter, pos2(rect.left() + 11.0, middle), shown.hue, theme);
    let tail = if decides {
        3.0 * DECIDE + 4.0
    } else {
        MARK + PAD + 3.0 + rated_width
    };
    let rejected = shown.state == ReviewState::Rejected;
    let ink = if rejected { theme.soft } else { theme.ink };
    let space = (rect.width() - NAME - tail).max(0.0);
    if space > 10.0 {
        let at = pos2(rect.left() + NAME, middle);
        let name = text_at(painter, at, Align2::LEFT_CENTER, &who, font::KEY, ink, space);
        if rejected {
            painter.hline(name.x_range(), middle.round() + 0.5, Stroke::new(1.0, theme.soft));
        }
    }
    if decides {
        decide_ui(ui, painter, rect, id, (shown, claim, &who), reading, out);
    } else {
        let at = pos2(rect.right() - PAD - MARK / 2.0 - rated_width, middle);
        if let Some((rating, size)) = rating.as_ref().zip(rated) {
            let corner = pos2(rect.right() - PAD - size.x + 1.0, middle - size.y / 2.0);
            rating_at(painter, Rect::from_min_size(corner, size), rating, theme.raised);
        }
        let (icon, ink) = (words::review_icon(shown.state), theme.review(shown.state));
        icon_at(painter, at, icon, 13.0, ink);
    }
    if response.clicked() || response.secondary_clicked() {
        let claim = Some(shown.id.clone());
        out.request(Request::SelectClaim { claim, reveal: false });
    }
    context_menu_ui(&response, reading.place, out);
    if response.hovered() {
        let words = shortened(&claim.words(), 160);
        tip(
            response,
            &fl!("claim-chip-tooltip", who = who, review = review, words = words),
        );
    }
}

fn decide_ui(
    ui: &Ui,
    painter: &Painter,
    chip: Rect,
    id: Id,
    (shown, claim, who): (&ShownClaim, &Claim, &str),
    reading: &SurfaceCtx<'_>,
    out: &mut Requests,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let mine = reading
        .me
        .and_then(|me| claim.reviews.get(me))
        .map(|review| review.decision);
    let choices = [
        (Decision::Accepted, Command::Accept, icons::CHECK),
        (Decision::Disputed, Command::Dispute, icons::QUESTION),
        (Decision::Rejected, Command::Reject, icons::X),
    ];
    let first = chip.right() - 3.0 - 3.0 * DECIDE;
    for (place, (decision, command, icon)) in choices.into_iter().enumerate() {
        let left = first + place as f32 * DECIDE;
        let rect = Rect::from_min_max(pos2(left, chip.top()), pos2(left + DECIDE, chip.bottom()));
        let response = ui
            .interact(rect, id.with(("decide", place)), ON_TOP)
            .on_hover_cursor(CursorIcon::PointingHand);
        let label = fl!("claim-decide", command = command.label(), who = who);
        response
            .widget_info(|| WidgetInfo::selected(Role::Button, true, mine == Some(decision), label.clone()));
        let color = theme.decision(decision);
        let ground = rect.shrink2(Vec2::new(0.5, 2.5));
        if mine == Some(decision) {
            painter.rect_filled(ground, 8.0, Theme::mix(theme.raised, color, 0.2));
        } else if response.hovered() {
            painter.rect_filled(ground, 8.0, theme.hover);
        }
        let ink = if response.hovered() || mine == Some(decision) {
            color
        } else {
            theme.soft
        };
        icon_at(painter, rect.center(), icon, 12.0, ink);
        if response.clicked() {
            let claim = Some(shown.id.clone());
            out.request(Request::SelectClaim { claim, reveal: false });
            out.command(command);
        }
        if response.hovered() {
            tip(response, &command.tooltip());
        }
    }
}

fn paint_ground(painter: &Painter, rect: Rect, selected: bool, hovered: bool, color: Color32, theme: &Theme) {
    let radius = HEIGHT / 2.0;
    let ground = if hovered && !selected {
        theme.hover
    } else {
        theme.raised
    };
    if selected {
        let stroke = Stroke::new(2.0, color);
        painter.rect(rect.expand(1.0), radius + 1.0, ground, stroke, StrokeKind::Inside);
    } else {
        painter.rect(rect, radius, ground, theme.hairline_stroke(), StrokeKind::Inside);
    }
}

/// A speaker's colour; a ring for the article, a dotted ring for an unattributed claim.
fn paint_dot(painter: &Painter, center: Pos2, hue: Hue, theme: &Theme) {
    match hue {
        Hue::Speaker(_) => painter.circle_filled(center, 4.5, color_of(theme, hue)),
        Hue::Article => painter.circle_stroke(center, 3.75, Stroke::new(1.5, theme.soft)),
        Hue::Nobody => {
            painter.circle_stroke(center, 3.75, Stroke::new(1.0, theme.faint));
            painter.circle_filled(center, 1.5, theme.soft)
        }
    };
}

/// The beginning of a text, at most so many characters, cut between words.
pub fn shortened(text: &str, max_chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max_chars) else {
        return text.to_owned();
    };
    let head = text.get(..end).unwrap_or(text);
    let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chips_are_pushed_down_and_never_cover_one_another() {
        let wanted = [(10.0, 0), (10.0, 1), (20.0, 2), (90.0, 3)];
        let tops: Vec<f32> = stack(&wanted, None).iter().map(|chip| chip.top).collect();
        assert_eq!(tops, [10.0, 36.0, 62.0, 90.0]);
        // What stands above the view is not brought into it.
        let wanted = [(-70.0, 0), (10.0, 1), (20.0, 2), (90.0, 3)];
        let taken = Some(Rangef::new(6.0, 30.0));
        let tops: Vec<f32> = stack(&wanted, taken).iter().map(|chip| chip.top).collect();
        assert_eq!(tops, [-70.0, 30.0, 56.0, 90.0]);
    }

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shortened("the talks resume today", 12), "the talks…");
        assert_eq!(shortened("the talks", 12), "the talks");
    }
}
