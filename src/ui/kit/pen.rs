//! The pen: lays out and paints every piece of text in the window through `typeset`, and keeps the
//! glyph atlas and recent layouts on the graphics side. What the text says is not its business.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui::{
    self, Color32, ColorImage, Context, Id, Mesh, Painter, Pos2, Shape, TextureHandle, TextureOptions, Vec2,
    epaint::Vertex,
};

use crate::typeset::{Direction, GlyphQuad, LoadedFonts, Paragraph, Style, Typesetter, Weight};

/// Layouts not drawn for so many frames are let go.
const KEPT_FRAMES: u64 = 60;

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
pub struct Setting {
    /// Lines, carets, hit tests.
    pub paragraph: Paragraph,
    quads: Mutex<Option<(u64, Vec<GlyphQuad>)>>,
}

impl Setting {
    /// Width and height in points.
    pub fn size(&self) -> Vec2 {
        Vec2::new(self.paragraph.width().ceil(), self.paragraph.height())
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    text: String,
    style: Style,
    stressed: Vec<(Range<usize>, Weight)>,
    fit: (u8, u32, usize),
    direction: Direction,
}

/// The pen of one egui context. Get it with [`Pen::from_ctx`].
pub struct Pen {
    typesetter: Typesetter,
    pages: Vec<TextureHandle>,
    settings: HashMap<Key, (u64, Arc<Setting>)>,
    frame: u64,
    scale: f32,
    dark: Option<bool>,
    /// How many times it was given other fonts.
    fonts: u32,
}

/// The pen of a context, shared by everything drawn in it.
#[derive(Clone)]
pub struct SharedPen(Arc<Mutex<Pen>>);

impl SharedPen {
    /// The pen, for as long as the guard lives. Hold it while laying out and painting one thing;
    /// drawing something else meanwhile would wait forever.
    pub fn lock(&self) -> MutexGuard<'_, Pen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pen {
    /// The context's pen, made on first use and brought up to the current frame.
    pub fn from_ctx(ctx: &Context) -> SharedPen {
        let shared = ctx.data_mut(|data| {
            data.get_temp_mut_or_insert_with(id(), || Self::shared(Typesetter::with_deferred_fonts()))
                .clone()
        });
        shared.lock().begin(ctx);
        shared
    }

    /// Gives a context that has no pen yet one with fonts of the caller's choice.
    #[cfg(test)]
    pub(crate) fn give(ctx: &Context, typesetter: Typesetter) {
        ctx.data_mut(|data| data.insert_temp(id(), Self::shared(typesetter)));
    }

    fn shared(typesetter: Typesetter) -> SharedPen {
        SharedPen(Arc::new(Mutex::new(Self {
            typesetter,
            pages: Vec::new(),
            settings: HashMap::new(),
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
            self.settings.clear();
        }
        let dark = ctx.theme() == egui::Theme::Dark;
        if self.dark != Some(dark) {
            self.dark = Some(dark);
            self.typesetter.set_light_on_dark(dark);
        }
        self.settings.retain(|_, (last, _)| *last + KEPT_FRAMES > frame);
    }

    /// The text that wants the system's fonts, while they have not come.
    pub fn missed(&self) -> Option<&str> {
        self.typesetter.text_missing_fonts()
    }

    /// Sets everything anew with these fonts.
    pub fn give_fonts(&mut self, fonts: LoadedFonts) {
        self.typesetter.set_fonts(fonts);
        self.settings.clear();
        self.fonts += 1;
    }

    /// Changes whenever what was laid out before is to be laid out anew.
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

    /// A text laid out; the same text is laid out once and kept while it is drawn.
    pub fn set(&mut self, text: &str, style: Style, fit: Fit, direction: Direction) -> Arc<Setting> {
        let key = Key {
            text: text.to_owned(),
            style,
            stressed: Vec::new(),
            fit: match fit {
                Fit::Free => (0, 0, 0),
                Fit::Line(width) => (1, width.to_bits(), 0),
                Fit::Wrap(width) => (2, width.to_bits(), 0),
                Fit::Clamp(width, lines) => (3, width.to_bits(), lines),
            },
            direction,
        };
        if let Some((last, setting)) = self.settings.get_mut(&key) {
            *last = self.frame;
            return Arc::clone(setting);
        }
        let scale = self.scale;
        let setter = &mut self.typesetter;
        let setting = Arc::new(Setting::from(match fit {
            Fit::Free => setter.layout(text, style, None, scale, direction),
            Fit::Line(width) => setter.layout_line(text, style, width, scale, direction),
            Fit::Wrap(width) => setter.layout(text, style, Some(width), scale, direction),
            Fit::Clamp(width, lines) => setter.layout_clamped(text, style, width, lines, scale, direction),
        }));
        self.settings.insert(key, (self.frame, Arc::clone(&setting)));
        setting
    }

    /// A text wrapped to a width, some stretches of it in another weight; kept while it is drawn.
    pub fn set_stressed(
        &mut self,
        text: &str,
        style: Style,
        stressed: &[(Range<usize>, Weight)],
        width: f32,
    ) -> Arc<Setting> {
        let key = Key {
            text: text.to_owned(),
            style,
            stressed: stressed.to_vec(),
            fit: (2, width.to_bits(), 0),
            direction: Direction::Auto,
        };
        if let Some((last, setting)) = self.settings.get_mut(&key) {
            *last = self.frame;
            return Arc::clone(setting);
        }
        let scale = self.scale;
        let paragraph =
            self.typesetter
                .layout_emphasised(text, style, stressed, Some(width), scale, Direction::Auto);
        let setting = Arc::new(Setting::from(paragraph));
        self.settings.insert(key, (self.frame, Arc::clone(&setting)));
        setting
    }

    /// Paints a laid out text with its upper left corner at `at`.
    pub fn paint(&mut self, painter: &Painter, at: Pos2, setting: &Setting, color: Color32) {
        let mut quads = setting.quads.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.typesetter.atlas.generation();
        if quads
            .as_ref()
            .is_none_or(|(generation, _)| *generation != current)
        {
            let mut fresh = Vec::new();
            self.typesetter
                .glyphs(&setting.paragraph, (0.0, 0.0), |quad| fresh.push(quad));
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

/// Where a context keeps its pen.
fn id() -> Id {
    Id::unique("sayso pen")
}

impl From<Paragraph> for Setting {
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
