//! The head of the page: the title, unless the text begins with it, and the line below.

use std::sync::Arc;

use super::{Page, space};
use crate::ui::article::by_line;
use crate::ui::kit::text_painter::{Fit, TextLayout, TextPainter};

impl Page {
    pub(crate) fn title_in_text(&self) -> bool {
        self.blocks.first().is_some_and(|block| block.title)
    }

    /// The title above the text, unless the text begins with it.
    pub(crate) fn title_above(&self, pen: &mut TextPainter) -> Option<Arc<TextLayout>> {
        let above = !self.title_in_text() && !self.key.title.trim().is_empty();
        let style = self.key.style(true);
        let direction = self.key.direction().unwrap_or_default();
        above.then(|| pen.layout(&self.key.title, style, Fit::Wrap(self.key.width), direction))
    }

    /// The line below the title, if there is anything to say.
    pub(crate) fn by_line(&self, pen: &mut TextPainter) -> Option<Arc<TextLayout>> {
        let text = self
            .by_line_shown
            .get_or_init(|| by_line::shown(&self.key, self.direction, pen));
        (!text.is_empty()).then(|| by_line::set(text, &self.key, self.direction, pen))
    }

    pub(crate) fn title_top(&self) -> f32 {
        space::HEAD * self.key.zoom
    }

    pub(crate) fn by_line_top(&self, pen: &mut TextPainter) -> f32 {
        let title = if self.title_in_text() {
            let setting = self.cache.get(&0).map(|cached| cached.setting.paragraph.height());
            setting.unwrap_or_default()
        } else {
            self.title_above(pen).map_or(0.0, |title| title.size().y)
        };
        self.title_top() + title + space::TITLE * self.key.zoom
    }

    pub(super) fn head_height(&self, pen: &mut TextPainter) -> f32 {
        match self.title_above(pen) {
            None if self.title_in_text() => self.title_top(),
            None if by_line::whole(&self.key).is_empty() => self.title_top(),
            title => {
                let title = title.map_or(0.0, |title| title.size().y + space::TITLE * self.key.zoom);
                self.title_top() + title + self.by_line_height(pen)
            }
        }
    }

    pub(super) fn by_line_height(&self, pen: &mut TextPainter) -> f32 {
        let line = self.by_line(pen).map_or(0.0, |line| line.size().y);
        line + space::BY_LINE * self.key.zoom
    }
}
