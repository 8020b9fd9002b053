//! A wrapped text some of whose words are marked: tinted, underlined or dotted. What the marks mean is not known here.

use eframe::egui::{Color32, Mesh, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::text_painter::{Fit, TextPainter};
use crate::text::Span;
use crate::typeset::{Direction, Style};

/// How thick lines are, in points.
const THICK: f32 = 1.5;

/// How words are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marking {
    /// On a ground of the colour.
    Tint,
    /// With a line below them.
    Line,
    /// With dots below them.
    Dots,
}

/// Marked words of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marked {
    /// Which, in bytes of the text.
    pub span: Span,
    /// How.
    pub marking: Marking,
    /// In which colour.
    pub color: Color32,
}

/// Draws a text wrapped to the width there is, with marked words.
pub fn marked(ui: &mut Ui, text: &str, style: Style, color: Color32, marks: &[Marked]) -> Response {
    let width = ui.available_width();
    let layout =
        TextPainter::from_ctx(ui.ctx())
            .lock()
            .layout(text, style, Fit::Wrap(width), Direction::Auto);
    let size = Vec2::new(width, layout.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    if ui.is_rect_visible(rect) {
        let mut mesh = Mesh::default();
        let baselines: Vec<f32> = layout.paragraph.lines().map(|line| line.baseline).collect();
        for mark in marks {
            layout.paragraph.rects(mark.span, |covered, line| {
                let min = rect.min + Vec2::new(covered.x, covered.y);
                let whole = Rect::from_min_size(min, Vec2::new(covered.w, covered.h));
                let below = rect.top() + baselines.get(line).copied().unwrap_or(covered.y + covered.h) + 3.0;
                add(&mut mesh, mark, whole, below);
            });
        }
        ui.painter().add(std::sync::Arc::new(mesh));
        TextPainter::from_ctx(ui.ctx())
            .lock()
            .paint(ui.painter(), rect.min, &layout, color);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

fn add(mesh: &mut Mesh, mark: &Marked, whole: Rect, below: f32) {
    let line =
        |left: f32, right: f32| Rect::from_min_max(Pos2::new(left, below), Pos2::new(right, below + THICK));
    match mark.marking {
        Marking::Tint => mesh.add_colored_rect(whole, mark.color),
        Marking::Line => mesh.add_colored_rect(line(whole.left(), whole.right()), mark.color),
        Marking::Dots => {
            let mut left = whole.left();
            while left < whole.right() {
                mesh.add_colored_rect(line(left, (left + THICK).min(whole.right())), mark.color);
                left += THICK * 2.0;
            }
        }
    }
}
