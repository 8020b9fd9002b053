//! The preview of the chosen article's text with its claims, sources and cues, a page at a time.

use eframe::egui::{Align, Id, Layout, Ui, Vec2};

use crate::text::Span;
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::preview::{Preview, PreviewMark, PreviewPart};
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::marked::{Marked, Marking, marked};
use crate::ui::kit::text::{heading, label, wrapped};
use crate::ui::kit::theme::{Theme, faded, font, size};
use crate::ui::kit::words;

/// Draws the page of the text that is shown.
pub(crate) fn text_ui(ui: &mut Ui, text: &str, preview: &Preview, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let head = heading(ui, fl!("import-preview"));
    ui.add_space(6.0);
    // Another part is read from its beginning.
    let kept = Id::unique(("import page", preview.at));
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<usize>(kept);
        data.insert_temp(kept, preview.page);
        before
    });
    if before.is_some_and(|before| before != preview.page) {
        head.scroll_to_me(Some(Align::TOP));
    }
    if let Some(counts) = preview.counts {
        label(ui, &words::marked(counts).join(" · "), font::LABEL, theme.ink);
        ui.add_space(2.0);
        wrapped(ui, fl!("import-preview-legend"), font::SMALL, theme.soft);
        ui.add_space(8.0);
    }
    pages_ui(ui, text, preview, out);
    let page = preview.shown();
    let here: Vec<&PreviewMark> = preview
        .marks
        .iter()
        .filter(|mark| mark.span.overlaps(page))
        .collect();
    let mut start = page.start;
    for line in page.slice(text).unwrap_or_default().split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        if line.trim().is_empty() {
            ui.add_space(8.0);
        } else {
            let marks = here.iter().filter(|mark| mark.span.overlaps(span));
            let marks: Vec<Marked> = marks.map(|mark| shown(mark, span, theme)).collect();
            marked(ui, line, font::CLAIM, theme.ink, &marks);
        }
    }
    if preview.page + 1 < preview.pages.len() {
        ui.add_space(10.0);
        if button(ui, fl!("import-preview-continue"), Weight::Plain, true).clicked() {
            out.send(Msg::TurnTo(preview.page + 1));
        }
    }
}

/// A mark as it is drawn on a line.
fn shown(mark: &PreviewMark, line: Span, theme: &Theme) -> Marked {
    let color = mark.color.map_or(theme.soft, |place| theme.speaker(place));
    let (marking, color) = match mark.part {
        PreviewPart::Claim => (Marking::Tint, faded(color, theme.tint)),
        PreviewPart::Source => (Marking::Line, color),
        PreviewPart::Cue => (Marking::Dots, color),
    };
    Marked {
        span: Span::new(
            mark.span.start.max(line.start) - line.start,
            mark.span.end.min(line.end) - line.start,
        ),
        marking,
        color,
    }
}

/// Says which part of a long text is shown, and leads to the others.
fn pages_ui(ui: &mut Ui, text: &str, preview: &Preview, out: &mut Outbox<Msg>) {
    let place = (preview.page, preview.pages.len());
    let told = fl!(
        "import-preview-part",
        part = preview.page + 1,
        parts = preview.pages.len(),
        size = words::bytes(text.len())
    );
    let turns = [fl!("import-preview-previous"), fl!("import-preview-next")];
    turning_ui(ui, turns, place, &told, |page| {
        out.send(Msg::TurnTo(page));
    });
}

/// Says which part of something long is shown, and leads to the previous and the next one; nothing where there is one part.
pub(crate) fn turning_ui(
    ui: &mut Ui,
    [previous, next]: [&str; 2],
    (page, pages): (usize, usize),
    told: &str,
    mut turn_to: impl FnMut(usize),
) {
    if pages < 2 {
        return;
    }
    let theme = Theme::from_ctx(ui.ctx());
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
        if button(ui, previous, Weight::Plain, page > 0).clicked() {
            turn_to(page - 1);
        }
        ui.add_space(4.0);
        if button(ui, next, Weight::Plain, page + 1 < pages).clicked() {
            turn_to(page + 1);
        }
        ui.add_space(10.0);
        label(ui, told, font::LABEL, theme.soft);
    });
    ui.add_space(8.0);
}
