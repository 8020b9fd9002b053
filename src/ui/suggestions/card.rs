//! The card under the suggestion in focus: who says so, through which words, how sure it is, and the keys.

use eframe::egui::{
    Align2, Area, Context, Id, Margin, Order, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2,
};

use super::candidate::{Candidate, Sureness, names};
use super::state::State;
use crate::model::{Polarity, Project};
use crate::suggest::claims::Reason;
use crate::text::Span;
use crate::ui::bus::core::Core;
use crate::ui::kit::text::{key_cap_at, left_text_at, measure, swatch_at, text_at, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

const WIDTH: f32 = 474.0;
const LABEL: f32 = 76.0;
const PADDING: f32 = 12.0;
/// About as tall as a card gets: where there is less room below, it goes above.
const HEIGHT: f32 = 168.0;

/// Draws the card of the suggestion in focus within the `page`. `end`: just below the end of its words; `start`: just
/// above their beginning.
pub fn card_ui(ctx: &Context, core: &Core, state: &State, page: Rect, (start, end): (Pos2, Pos2)) {
    let Some(candidate) = state.focused(core) else {
        return;
    };
    let (Some(project), Some(article)) = (core.project(), core.article()) else {
        return;
    };
    let Some(text) = article.text.as_deref() else {
        return;
    };
    let theme = Theme::from_ctx(ctx);
    let screen = page;
    let width = WIDTH.min(screen.width() - 24.0);
    let x = start
        .x
        .min(end.x)
        .min(screen.right() - width - 12.0)
        .max(screen.left() + 8.0);
    let below = end.y + 4.0;
    let fits = below + HEIGHT < screen.bottom() - 6.0;
    let y = if fits {
        below
    } else {
        (start.y - HEIGHT - 40.0).max(60.0)
    };
    Area::new(Id::unique("suggestion"))
        .order(Order::Middle)
        .fixed_pos(Pos2::new(x, y))
        .constrain(true)
        .show(ctx, |ui| {
            theme
                .floating()
                .inner_margin(Margin::same(PADDING as i8))
                .show(ui, |ui| {
                    ui.set_width(width - 2.0 * PADDING);
                    ui.spacing_mut().item_spacing.y = 4.0;
                    contents_ui(ui, project, state, candidate, text);
                });
        });
}

fn contents_ui(ui: &mut Ui, project: &Project, state: &State, candidate: &Candidate, text: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    let suggestion = &candidate.suggestion;
    head_ui(ui, project, candidate);
    let quoted = |spans: &[Span]| {
        let words: Vec<&str> = spans.iter().filter_map(|span| span.slice(text)).collect();
        words.join(" … ")
    };
    let source = quoted(&suggestion.source);
    let none = fl!("suggestions-no-source");
    line_ui(
        ui,
        fl!("inspector-source"),
        if source.is_empty() { none } else { &source },
    );
    if let Some(cue) = suggestion.cue.and_then(|span| span.slice(text)) {
        let cue = match suggestion.polarity {
            Polarity::Affirms => cue.to_owned(),
            Polarity::Denies => fl!("suggestions-denies", cue = cue),
        };
        line_ui(ui, fl!("inspector-cue"), &cue);
    }
    for relay in &suggestion.relayed_by {
        line_ui(ui, fl!("inspector-relayed-by"), &relay.speaker.name);
    }
    line_ui(
        ui,
        fl!("inspector-quotation"),
        words::quotation(suggestion.quotation),
    );
    let reasons: Vec<String> = suggestion
        .reasons
        .iter()
        .take(2)
        .filter_map(|reason| told(*reason, text))
        .collect();
    if !reasons.is_empty() {
        let because = fl!("suggestions-because", reasons = reasons.join(" · "));
        wrapped(ui, &because, font::SMALL, theme.soft);
    }
    if state.mended.is_some() {
        wrapped(ui, fl!("suggestions-mended"), font::SMALL, theme.soft);
    }
    keys_ui(ui);
}

/// Why it is suggested, with the words that it rests on.
pub(super) fn told(reason: Reason, text: &str) -> Option<String> {
    let words = |span: Span| span.slice(text).map(|words| words.trim().to_owned());
    Some(match reason {
        Reason::Cue(span) => fl!("suggestions-because-cue", words = words(span)?),
        Reason::Source(span) => fl!("suggestions-because-source", words = words(span)?),
        Reason::Quotation(_) => fl!("suggestions-because-quotation").to_owned(),
        Reason::Opening(span) => fl!("suggestions-because-opening", words = words(span)?),
        Reason::Learned(span) => fl!("suggestions-because-learned", words = words(span)?),
    })
}

fn head_ui(ui: &mut Ui, project: &Project, candidate: &Candidate) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 22.0), Sense::hover());
    let known = candidate
        .suggestion
        .speakers
        .first()
        .and_then(|mention| mention.speaker.as_ref());
    let known = known.and_then(|id| project.speaker(id));
    let color = known.map(|speaker| theme.speaker(speaker.color));
    let middle = rect.center().y;
    swatch_at(ui.painter(), pos2(rect.left() + 6.0, middle), color);
    let name = names(project, candidate);
    let room = rect.width() - 150.0;
    let left = rect.left() + 20.0;
    let width = measure(ui, &name, font::STRONG, Fit::Free).x.min(room);
    left_text_at(
        ui.painter(),
        pos2(left, middle),
        &name,
        font::STRONG,
        theme.ink,
        room,
    );
    if known.is_none() && !candidate.suggestion.speakers.is_empty() {
        let at = pos2(left + width + 8.0, middle);
        let (new, style) = (fl!("suggestions-new-speaker"), font::SMALL);
        left_text_at(ui.painter(), at, new, style, theme.soft, 100.0);
    }
    bars_ui(ui, rect, candidate.suggestion.probability);
}

/// Four little bars and the word for how sure it is, at the right.
fn bars_ui(ui: &Ui, rect: Rect, probability: f32) {
    let theme = Theme::from_ctx(ui.ctx());
    let painter = ui.painter();
    let word = Sureness::new(probability).word();
    let right = rect.right_center();
    let word = text_at(
        painter,
        right,
        Align2::RIGHT_CENTER,
        word,
        font::SMALL,
        theme.soft,
        60.0,
    );
    let filled = Sureness::bars(probability);
    for bar in 0..4 {
        let left = word.left() - 8.0 - (4 - bar) as f32 * 8.0;
        let rect = Rect::from_center_size(pos2(left + 3.0, right.y), Vec2::new(6.0, 10.0));
        let stroke = Stroke::new(1.0, theme.accent);
        if bar < filled {
            painter.rect_filled(rect, 1.0, theme.accent);
        } else {
            painter.rect_stroke(rect, 1.0, stroke, StrokeKind::Inside);
        }
    }
}

fn line_ui(ui: &mut Ui, name: &str, value: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 20.0), Sense::hover());
    let left = rect.left_center();
    left_text_at(ui.painter(), left, name, font::LABEL, theme.soft, LABEL);
    let at = pos2(left.x + LABEL, left.y);
    left_text_at(
        ui.painter(),
        at,
        value,
        font::LABEL,
        theme.ink,
        rect.width() - LABEL,
    );
}

/// The line of keys.
fn keys_ui(ui: &mut Ui) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.add_space(2.0);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 24.0), Sense::hover());
    ui.painter().hline(
        (rect.left() - PADDING)..=(rect.right() + PADDING),
        rect.top(),
        theme.hairline_stroke(),
    );
    let mut left = rect.left();
    let y = rect.center().y + 3.0;
    for (caps, words) in [
        ("Enter", fl!("suggestions-key-take")),
        ("Tab", fl!("suggestions-key-next")),
        ("⌫", fl!("suggestions-key-never")),
        ("← →", fl!("suggestions-key-end")),
        ("1–9", fl!("suggestions-key-speaker")),
    ] {
        let cap = key_cap_at(ui.painter(), pos2(left, y), Align2::LEFT_CENTER, caps);
        let at = pos2(cap.right() + 5.0, y);
        let width = measure(ui, words, font::SMALL, Fit::Free).x;
        left_text_at(ui.painter(), at, words, font::SMALL, theme.soft, width + 1.0);
        left = at.x + width + 12.0;
    }
}
