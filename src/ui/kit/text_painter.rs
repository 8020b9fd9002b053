//! Lays out and paints every text in the window through `typeset`, and keeps recent layouts and the textures of the
//! glyph atlas.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui::{
    self, Color32, ColorImage, Context, Id, Mesh, Painter, Pos2, Shape, TextureHandle, TextureOptions, Vec2,
    epaint::Vertex,
};

use crate::typeset::{Direction, GlyphQuad, LoadedFonts, Paragraph, Style, Typesetter, Weight};

/// Layouts not drawn for more frames than this are dropped.
const MAX_IDLE_FRAMES: u64 = 60;

/// How a text is fitted into a width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fit {
    /// On one line, however long.
    Free,
    /// On one line of this width, cut with '…'.
    Line(f32),
    /// Wrapped to this width.
    Wrap(f32),
    /// Wrapped to this width, cut with '…' after so many lines.
    Clamp(f32, usize),
}

/// A text laid out and ready to be painted.
pub struct TextLayout {
    /// Lines, carets, hit tests.
    pub paragraph: Paragraph,
    /// The glyphs, with the generation of the atlas they lie in.
    quads: Mutex<Option<(u64, Vec<GlyphQuad>)>>,
}

impl TextLayout {
    /// Width and height in points.
    pub fn size(&self) -> Vec2 {
        Vec2::new(self.paragraph.width().ceil(), self.paragraph.height())
    }
}

/// Words of a text in a weight of their own.
type Emphasis = (Range<usize>, Weight);

#[derive(PartialEq, Eq, Hash)]
struct LayoutKey {
    text: String,
    style: Style,
    emphasised: Vec<Emphasis>,
    fit: (u8, u32, usize),
    direction: Direction,
}

/// Lays out and paints the texts of one egui context. Get it with [`TextPainter::from_ctx`].
pub struct TextPainter {
    typesetter: Typesetter,
    pages: Vec<TextureHandle>,
    /// Each with the frame it was last drawn in.
    layouts: HashMap<LayoutKey, (u64, Arc<TextLayout>)>,
    frame: u64,
    scale: f32,
    dark: Option<bool>,
    /// How many times it was given other fonts.
    fonts: u32,
}

/// The text painter of a context, shared by everything drawn in it.
#[derive(Clone)]
pub struct SharedTextPainter(Arc<Mutex<TextPainter>>);

impl SharedTextPainter {
    /// Locks it for laying out and painting one thing. Drawing anything else with text meanwhile blocks for ever.
    pub fn lock(&self) -> MutexGuard<'_, TextPainter> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TextPainter {
    /// The context's text painter, made on first use and brought up to the current frame.
    pub fn from_ctx(ctx: &Context) -> SharedTextPainter {
        let shared = ctx.data_mut(|data| {
            data.get_temp_mut_or_insert_with(id(), || Self::shared(Typesetter::with_deferred_fonts()))
                .clone()
        });
        shared.lock().begin(ctx);
        shared
    }

    /// Gives a context that has no text painter yet one with these fonts.
    #[cfg(test)]
    pub(crate) fn give(ctx: &Context, typesetter: Typesetter) {
        ctx.data_mut(|data| data.insert_temp(id(), Self::shared(typesetter)));
    }

    fn shared(typesetter: Typesetter) -> SharedTextPainter {
        SharedTextPainter(Arc::new(Mutex::new(Self {
            typesetter,
            pages: Vec::new(),
            layouts: HashMap::new(),
            frame: 0,
            scale: 1.0,
            dark: None,
            fonts: 0,
        })))
    }

    fn begin(&mut self, ctx: &Context) {
        let frame = ctx.cumulative_frame_nr();
        if self.frame == frame && self.dark.is_some() {
            return;
        }
        self.frame = frame;
        let scale = ctx.pixels_per_point();
        if scale.to_bits() != self.scale.to_bits() {
            self.scale = scale;
            self.layouts.clear();
        }
        let dark = ctx.theme() == egui::Theme::Dark;
        if self.dark != Some(dark) {
            self.dark = Some(dark);
            self.typesetter.set_light_on_dark(dark);
        }
        self.layouts
            .retain(|_, (last, _)| *last + MAX_IDLE_FRAMES > frame);
    }

    /// A text that needs the system's fonts, while they are not loaded.
    pub fn missed(&self) -> Option<&str> {
        self.typesetter.text_missing_fonts()
    }

    /// Letters that were to be shown and for which there is no font on this computer.
    pub fn letters_without_font(&self) -> Option<&str> {
        self.typesetter.letters_without_font()
    }

    /// Lays everything out again with these fonts.
    pub fn give_fonts(&mut self, fonts: LoadedFonts) {
        self.typesetter.set_fonts(fonts);
        self.layouts.clear();
        self.fonts += 1;
    }

    /// Changes whenever the fonts do; layouts kept elsewhere are then out of date.
    pub fn fonts(&self) -> u32 {
        self.fonts
    }

    /// Pixels per point.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// The engine itself, for what keeps its own layouts.
    pub fn typesetter(&mut self) -> &mut Typesetter {
        &mut self.typesetter
    }

    /// Lays out a text. The layout is kept while it is drawn.
    pub fn layout(&mut self, text: &str, style: Style, fit: Fit, direction: Direction) -> Arc<TextLayout> {
        let key = LayoutKey {
            text: text.to_owned(),
            style,
            emphasised: Vec::new(),
            fit: match fit {
                Fit::Free => (0, 0, 0),
                Fit::Line(width) => (1, width.to_bits(), 0),
                Fit::Wrap(width) => (2, width.to_bits(), 0),
                Fit::Clamp(width, lines) => (3, width.to_bits(), lines),
            },
            direction,
        };
        self.kept(key, |setter, scale| match fit {
            Fit::Free => setter.layout(text, style, None, scale, direction),
            Fit::Line(width) => setter.layout_line(text, style, width, scale, direction),
            Fit::Wrap(width) => setter.layout(text, style, Some(width), scale, direction),
            Fit::Clamp(width, lines) => setter.layout_clamped(text, style, width, lines, scale, direction),
        })
    }

    /// Lays out a text wrapped to a width, some of its words in another weight. The layout is kept while it is drawn.
    pub fn layout_emphasised(
        &mut self,
        text: &str,
        style: Style,
        emphasised: &[Emphasis],
        width: f32,
    ) -> Arc<TextLayout> {
        let direction = Direction::Auto;
        let key = LayoutKey {
            text: text.to_owned(),
            style,
            emphasised: emphasised.to_vec(),
            fit: (2, width.to_bits(), 0),
            direction,
        };
        self.kept(key, |setter, scale| {
            setter.layout_emphasised(text, style, emphasised, Some(width), scale, direction)
        })
    }

    fn kept(
        &mut self,
        key: LayoutKey,
        lay_out: impl FnOnce(&mut Typesetter, f32) -> Paragraph,
    ) -> Arc<TextLayout> {
        if let Some((last, layout)) = self.layouts.get_mut(&key) {
            *last = self.frame;
            return Arc::clone(layout);
        }
        let layout = Arc::new(TextLayout::from(lay_out(&mut self.typesetter, self.scale)));
        self.layouts.insert(key, (self.frame, Arc::clone(&layout)));
        layout
    }

    /// Paints a laid out text with its upper left corner at `at`.
    pub fn paint(&mut self, painter: &Painter, at: Pos2, layout: &TextLayout, color: Color32) {
        let mut quads = layout.quads.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.typesetter.atlas.generation();
        if quads
            .as_ref()
            .is_none_or(|(generation, _)| *generation != current)
        {
            let mut fresh = Vec::new();
            self.typesetter
                .glyphs(&layout.paragraph, (0.0, 0.0), |quad| fresh.push(quad));
            let generation = self.typesetter.atlas.generation();
            if generation != current {
                // The atlas started over: what this frame painted so far points at other glyphs.
                painter.ctx().request_discard("glyph atlas started over");
            }
            *quads = Some((generation, fresh));
            self.upload(painter.ctx());
        }
        let Some((_, quads)) = quads.as_ref() else { return };
        let origin = Vec2::new((at.x * self.scale).round(), (at.y * self.scale).round());
        self.paint_quads(painter, quads, origin, color);
    }

    fn paint_quads(&self, painter: &Painter, quads: &[GlyphQuad], origin: Vec2, color: Color32) {
        let clip = painter.clip_rect();
        let mut meshes: Vec<Option<Mesh>> = vec![None; self.pages.len()];
        for quad in quads {
            let min = Pos2::new(quad.rect.x + origin.x, quad.rect.y + origin.y) / self.scale;
            let max = min + Vec2::new(quad.rect.w, quad.rect.h) / self.scale;
            if max.y < clip.top() || min.y > clip.bottom() {
                continue;
            }
            let Some((mesh, page)) = meshes.get_mut(quad.page).zip(self.pages.get(quad.page)) else {
                continue;
            };
            let mesh = mesh.get_or_insert_with(|| Mesh::with_texture(page.id()));
            let uv = quad.uv;
            let tint = if quad.color {
                Color32::WHITE.gamma_multiply(f32::from(color.a()) / 255.0)
            } else {
                color
            };
            push_quad(mesh, [min, max], [[uv.x, uv.y], [uv.x + uv.w, uv.y + uv.h]], tint);
        }
        for mesh in meshes.into_iter().flatten() {
            painter.add(Shape::mesh(mesh));
        }
    }

    fn upload(&mut self, ctx: &Context) {
        for dirty in self.typesetter.atlas.take_dirty() {
            let image = ColorImage::from_rgba_premultiplied([dirty.w, dirty.h], &dirty.pixels);
            match self.pages.get_mut(dirty.page) {
                Some(page) => page.set_partial([dirty.x, dirty.y], image, TextureOptions::LINEAR),
                // The first part of a page is all of it.
                None => {
                    let name = format!("glyphs {}", self.pages.len());
                    self.pages
                        .push(ctx.load_texture(name, image, TextureOptions::LINEAR));
                }
            }
        }
    }
}

/// Where a context keeps its text painter.
fn id() -> Id {
    Id::unique("sayso text painter")
}

impl From<Paragraph> for TextLayout {
    fn from(paragraph: Paragraph) -> Self {
        Self {
            paragraph,
            quads: Mutex::new(None),
        }
    }
}

fn push_quad(mesh: &mut Mesh, [min, max]: [Pos2; 2], [uv_min, uv_max]: [[f32; 2]; 2], color: Color32) {
    let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX - 4);
    let corners = [
        (min, uv_min),
        (Pos2::new(max.x, min.y), [uv_max[0], uv_min[1]]),
        (Pos2::new(min.x, max.y), [uv_min[0], uv_max[1]]),
        (max, uv_max),
    ];
    mesh.vertices.extend(corners.map(|(pos, [u, v])| Vertex {
        pos,
        uv: Pos2::new(u, v),
        color,
    }));
    mesh.indices
        .extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
}
