//! Layout of paragraphs into glyphs: fonts, shaped and wrapped lines, hit tests, an editable field, and
//! the glyph atlas as plain pixels. It is independent of the window and of articles and claims.
//!
//! ```text
//! Typesetter::layout(text, style, width, …)  -> Paragraph        lines, carets, rectangles
//! Typesetter::glyphs(&paragraph, origin, …)  -> GlyphQuad, …     what to draw, from which page
//! Typesetter::atlas.take_dirty()             -> Dirty, …         what to upload first
//! ```
//!
//! Text is laid out in physical pixels, so that stems fall on whole pixels; every result of a
//! [`Paragraph`] is in logical points, from its own upper left corner.

mod atlas;
mod caret_slots;
mod editor;
mod elide;
mod emphasis;
mod fonts;
mod hanging;
mod keystroke;
mod movement;
mod paragraph;
mod raster;
mod runs;
mod script;
mod style;
mod tabs;

#[cfg(test)]
mod conformance;
#[cfg(test)]
pub(crate) mod properties;
#[cfg(test)]
mod tests;

pub use atlas::{Atlas, Dirty};
pub use editor::Editor;
pub use elide::split_long;
pub use fonts::INTER;
pub use keystroke::{Deletion, Motion};
pub use paragraph::{Caret, Paragraph, TextLine};
pub use raster::GlyphQuad;
pub use runs::{Grapheme, Run};
pub use script::first_strong;
pub use style::{Direction, Face, Rect, Style, Weight};

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;
use parley::layout::{Alignment, AlignmentOptions, GlyphRun, Layout, PositionedLayoutItem};
use parley::style::{FontWeight, LineHeight, OverflowWrap, TextStyle};
use parley::{BaseDirection, FontContext, LayoutContext};

use script::{Script, script_runs};

/// Lays out text: holds the fonts, the buffers of layout and rasterising, and the atlas. One for the
/// whole program.
pub struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    scaler: raster::Rasteriser,
    system_fonts: SystemFonts,
    /// The pages that glyphs are drawn from.
    pub atlas: Atlas,
}

/// Whether the system's fonts are used for scripts that the embedded ones lack.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SystemFonts {
    /// They are loaded once a text needs them.
    Load,
    /// They are reported missing once a text needs them.
    Defer,
    /// This text needs them, and they are not loaded yet.
    Missing(String),
    /// They are loaded, and no text has met letters that they lack as well.
    Loaded,
    /// They are loaded, and lack these letters as well.
    Lacking(String),
    /// They are loaded, or not to be used.
    Settled,
}

/// The embedded fonts with the system's behind them, to be made on any thread.
pub struct LoadedFonts(FontContext);

impl LoadedFonts {
    /// Looks for the system's fonts and reads those that this text needs: a third of a second and
    /// more on a machine with many.
    pub fn load(text: &str) -> Self {
        let mut setter = Typesetter::embedded_only();
        setter.fonts.collection.load_system_fonts();
        for style in [Style::reading(17.0, 29.0), Style::ui(14.0, 20.0)] {
            setter.layout(text, style, None, 1.0, Direction::Auto);
        }
        Self(setter.fonts)
    }
}

/// The index of the style of tabs, the fourth of every layout; tabs that reach to a stop have styles of their
/// own behind all others. No font has a glyph for a tab, so text in these styles is not drawn.
const FIRST_TAB_STYLE: u16 = 3;

/// How a text is laid out.
#[derive(Clone, Copy, PartialEq)]
struct LayoutOptions {
    style: Style,
    width: Option<f32>,
    scale: f32,
    direction: Direction,
}

impl Typesetter {
    /// A typesetter with the embedded fonts, made in a fraction of a millisecond. The first text
    /// that they cannot show (Hindi, Chinese, emoji) makes it look for the system's fonts, once;
    /// where there are none, boxes are shown.
    pub fn new() -> Self {
        Self {
            system_fonts: SystemFonts::Load,
            ..Self::embedded_only()
        }
    }

    /// A typesetter that never waits for the system's fonts: it reports a text that needs them
    /// ([`Self::text_missing_fonts`]) and shows boxes until [`Self::set_fonts`] is called.
    pub fn with_deferred_fonts() -> Self {
        Self {
            system_fonts: SystemFonts::Defer,
            ..Self::embedded_only()
        }
    }

    /// The text that needs the system's fonts while they are not loaded; for [`LoadedFonts::load`].
    pub fn text_missing_fonts(&self) -> Option<&str> {
        match &self.system_fonts {
            SystemFonts::Missing(text) => Some(text),
            _ => None,
        }
    }

    /// Letters for which this computer has no font at all, so that boxes are shown, once a text has met them.
    pub fn letters_without_font(&self) -> Option<&str> {
        match &self.system_fonts {
            SystemFonts::Lacking(letters) => Some(letters),
            _ => None,
        }
    }

    /// Uses these fonts from now on. Paragraphs laid out before are not affected.
    pub fn set_fonts(&mut self, fonts: LoadedFonts) {
        self.fonts = fonts.0;
        self.system_fonts = SystemFonts::Loaded;
    }

    /// A typesetter that never looks for the system's fonts, so that pictures are the same on
    /// every machine.
    pub fn embedded_only() -> Self {
        Self {
            fonts: fonts::embedded_fonts(),
            layouts: LayoutContext::new(),
            scaler: raster::Rasteriser::default(),
            system_fonts: SystemFonts::Settled,
            atlas: Atlas::default(),
        }
    }

    /// The embedded fonts and, where they lack something, these; nothing of the system's. So tests
    /// show every script alike on every machine.
    #[cfg(test)]
    pub(crate) fn embedded_and(others: &[&'static [u8]]) -> Self {
        use parley::fontique::Blob;
        let mut typesetter = Self::embedded_only();
        let collection = &mut typesetter.fonts.collection;
        for bytes in others {
            let families = collection.register_fonts(Blob::new(std::sync::Arc::new(*bytes)), None);
            let families = families.into_iter().map(|(family, _)| family);
            collection.append_generic_families(parley::style::GenericFamily::SansSerif, families);
        }
        typesetter
    }

    /// Lays out a text, wrapped to `width` logical points (`None`: only its own line breaks count),
    /// for a screen of `scale` pixels per point. Lines are aligned to the side they start from.
    ///
    /// Costs about linearly in the text: cut what is longer than 8 KB with [`split_long`] first,
    /// and give the parts the direction of the whole.
    pub fn layout(
        &mut self,
        text: &str,
        style: Style,
        width: Option<f32>,
        scale: f32,
        direction: Direction,
    ) -> Paragraph {
        self.layout_emphasised(text, style, &[], width, scale, direction)
    }

    /// The same with some stretches of the text in another weight. The stretches are in order, apart
    /// from each other and on character boundaries; what is not is left as it is.
    pub fn layout_emphasised(
        &mut self,
        text: &str,
        style: Style,
        emphasised: &[(Range<usize>, Weight)],
        width: Option<f32>,
        scale: f32,
        direction: Direction,
    ) -> Paragraph {
        let options = LayoutOptions {
            style,
            width,
            scale,
            direction,
        };
        self.layout_text(Cow::Borrowed(text), text.len(), options, emphasised)
    }

    /// Lays out `text`, of whose bytes the first `shown` belong to the caller.
    fn layout_text(
        &mut self,
        text: Cow<'_, str>,
        shown: usize,
        options: LayoutOptions,
        emphasised: &[(Range<usize>, Weight)],
    ) -> Paragraph {
        let scale = sane_scale(options.scale);
        let rtl = match options.direction {
            Direction::Auto => first_strong(&text) == Some(Direction::Rtl),
            Direction::Ltr => false,
            Direction::Rtl => true,
        };
        let width = width_in_pixels(options.width, scale);
        let mut layout = self.wrapped(&text, options.style, emphasised, scale, rtl, width);
        let may_load = matches!(self.system_fonts, SystemFonts::Load | SystemFonts::Defer);
        if may_load && misses_glyphs(&layout, &text) {
            if self.system_fonts == SystemFonts::Defer {
                self.system_fonts = SystemFonts::Missing(text.clone().into_owned());
            } else {
                self.system_fonts = SystemFonts::Settled;
                self.fonts.collection.load_system_fonts();
                layout = self.wrapped(&text, options.style, emphasised, scale, rtl, width);
            }
        }
        if self.system_fonts == SystemFonts::Loaded && misses_glyphs(&layout, &text) {
            let letters = missing_letters(&layout, &text);
            if !letters.is_empty() {
                self.system_fonts = SystemFonts::Lacking(letters);
            }
        }
        layout.align(Alignment::Start, AlignmentOptions::default());
        // Each further weight has a style for every script, behind that of tabs.
        let further = emphasis::weights(options.style.weight, emphasised).len() - 1;
        let letters = FIRST_TAB_STYLE + 1 + 3 * u16::try_from(further).unwrap_or_default();
        Paragraph::new(layout, text.into_owned(), shown, scale, rtl).lettered_to(letters)
    }

    /// Shapes and wraps a text. Tabs reach to the next stop: how far that is depends on what is
    /// before them on their line, so they are set until nothing moves any more.
    fn wrapped(
        &mut self,
        text: &str,
        style: Style,
        emphasised: &[(Range<usize>, Weight)],
        scale: f32,
        rtl: bool,
        width: Option<f32>,
    ) -> Layout<()> {
        let count = text.bytes().filter(|byte| *byte == b'\t').count();
        let mut tabs = Vec::new();
        let mut layout = self.shape(text, style, emphasised, scale, rtl, &tabs);
        layout.break_all_lines(width);
        if count == 0 || count > tabs::MAX_TABS {
            return layout;
        }
        let size = sane(style.size, 1.0, 400.0) * scale;
        for _ in 0..tabs::MAX_ROUNDS {
            let wanted = tabs::widths(&layout, text, size);
            if tabs::same(&wanted, &tabs) {
                break;
            }
            tabs = wanted;
            layout = self.shape(text, style, emphasised, scale, rtl, &tabs);
            layout.break_all_lines(width);
        }
        layout
    }

    /// Shapes a text; `tabs` tells how wide its tabs are, as far as that is known.
    fn shape(
        &mut self,
        text: &str,
        style: Style,
        emphasised: &[(Range<usize>, Weight)],
        scale: f32,
        rtl: bool,
        tabs: &[f32],
    ) -> Layout<()> {
        let text = &*script::without_controls(text);
        let runs = script_runs(text);
        let has_arabic = runs.iter().any(|(script, _)| *script == Script::Arabic);
        let size = sane(style.size, 1.0, 400.0) * scale;
        let leading = if rtl && has_arabic {
            style.arabic_leading()
        } else {
            1.0
        };
        // Whole pixels, so that every line of a paragraph is equally tall.
        let line_height = (sane(style.line_height, 1.0, 2000.0) * leading * scale).round();
        let text_style = |script: Script, weight: Weight| TextStyle {
            font_family: fonts::families(style.face, script),
            font_size: match script {
                Script::Arabic => size * style.arabic_ratio(),
                Script::Hebrew | Script::Other => size,
            },
            font_weight: FontWeight::new(match weight {
                Weight::Regular => 400.0,
                Weight::Medium => 500.0,
                Weight::SemiBold => 600.0,
            }),
            // The main script alone decides how tall a line is: a box without height lies within
            // the line, so one foreign word does not push its line away from the others.
            line_height: LineHeight::Absolute(match script {
                Script::Other => line_height.max(1.0),
                Script::Arabic | Script::Hebrew => 0.0,
            }),
            // Addresses of web pages have no place to break.
            overflow_wrap: OverflowWrap::BreakWord,
            ..TextStyle::default()
        };
        let mut builder = self.layouts.style_run_builder(&mut self.fonts, text, 1.0, true);
        builder.set_base_direction(if rtl {
            BaseDirection::Rtl
        } else {
            BaseDirection::Ltr
        });
        let tab = |width: f32| TextStyle {
            // Next to nothing of its own: its width is given.
            font_size: 1.0,
            letter_spacing: width,
            line_height: LineHeight::Absolute(0.0),
            ..text_style(Script::Other, style.weight)
        };
        let weights = emphasis::weights(style.weight, emphasised);
        let mut styles = Vec::with_capacity(weights.len());
        for weight in weights {
            let main = builder.push_style(text_style(Script::Other, weight));
            let arabic = builder.push_style(text_style(Script::Arabic, weight));
            let hebrew = builder.push_style(text_style(Script::Hebrew, weight));
            styles.push((weight, [main, arabic, hebrew]));
            if styles.len() == 1 {
                let plain = builder.push_style(text_style(Script::Other, weight));
                debug_assert_eq!(plain, FIRST_TAB_STYLE);
            }
        }
        let tabs: Vec<u16> = tabs.iter().map(|width| builder.push_style(tab(*width))).collect();
        let mut tabs = tabs.into_iter();
        let mut push = |script: usize, range: Range<usize>| {
            for (range, weight) in emphasis::parts(range, style.weight, emphasised) {
                let of_weight = styles.iter().find(|(known, _)| *known == weight);
                let style = of_weight.map_or(0, |(_, scripts)| scripts[script]);
                let mut start = range.start;
                for at in memchr_iter(b'\t', text.get(range.clone()).unwrap_or_default().as_bytes()) {
                    let at = range.start + at;
                    if start < at {
                        builder.push_style_run(style, start..at);
                    }
                    start = at + 1;
                    builder.push_style_run(tabs.next().unwrap_or(FIRST_TAB_STYLE), at..start);
                }
                if start < range.end {
                    builder.push_style_run(style, start..range.end);
                }
            }
        };
        let mut done = 0;
        for (script, range) in runs {
            push(0, done..range.start);
            done = range.end;
            push(if script == Script::Arabic { 1 } else { 2 }, range);
        }
        push(0, done..text.len());
        builder.build(text)
    }
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

fn sane(value: f32, least: f32, most: f32) -> f32 {
    if value.is_nan() {
        least
    } else {
        value.clamp(least, most)
    }
}

fn sane_scale(scale: f32) -> f32 {
    if scale.is_finite() && scale > 0.0 {
        scale.clamp(0.25, 8.0)
    } else {
        1.0
    }
}

/// Whether something that should be seen is shown as a box.
fn misses_glyphs(layout: &Layout<()>, text: &str) -> bool {
    let has_box = |item| match item {
        PositionedLayoutItem::GlyphRun(run) => GlyphRun::glyphs(&run).any(|glyph| glyph.id == 0),
        PositionedLayoutItem::InlineBox(_) => false,
    };
    // Most texts lack nothing, and walking the glyphs alone is quick.
    let lacks = !text.is_ascii() && layout.lines().flat_map(|line| line.items()).any(has_box);
    lacks
        && missing_clusters(layout, text)
            .any(|cluster| cluster.contains(|c: char| !c.is_control() && !c.is_whitespace()))
}

/// What no font has, character by character as they are read.
fn missing_clusters<'a>(layout: &'a Layout<()>, text: &'a str) -> impl Iterator<Item = &'a str> {
    layout
        .lines()
        .flat_map(|line| line.runs().collect::<Vec<_>>())
        .flat_map(|run| {
            run.clusters()
                .filter(|cluster| cluster.glyphs().any(|glyph| glyph.id == 0))
                .map(|cluster| cluster.text_range())
                .collect::<Vec<_>>()
        })
        .filter_map(|range| text.get(range))
}

/// The first letters that no font has; signs and emoji are none.
fn missing_letters(layout: &Layout<()>, text: &str) -> String {
    const SHOWN: usize = 8;
    let mut letters = String::new();
    for letter in missing_clusters(layout, text).flat_map(str::chars) {
        if letter.is_alphabetic() && !letters.contains(letter) && letters.chars().count() < SHOWN {
            letters.push(letter);
        }
    }
    letters
}

/// `None` where the text is not to be wrapped.
fn width_in_pixels(width: Option<f32>, scale: f32) -> Option<f32> {
    let width = width.filter(|width| width.is_finite())?;
    Some((width * scale).max(1.0))
}
