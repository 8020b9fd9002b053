//! Rasterises glyph outlines into images on the atlas, and gives the quads that draw a paragraph from
//! it. Colours, meshes and textures are up to the caller.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use parley::layout::{GlyphRun, PositionedLayoutItem};
use swash::FontRef;
use swash::scale::image::{Content, Image};
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Format, Vector};

use super::atlas::{Atlas, Slot};
use super::style::Rect;
use super::{FIRST_TAB_STYLE, Paragraph, Typesetter};

/// One glyph to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GlyphQuad {
    /// Where on the screen, in physical pixels; edges are whole numbers when the origin's are.
    pub rect: Rect,
    /// Where on the page, in parts of its width and height.
    pub uv: Rect,
    /// Whether the image has its own colours (an emoji) and is to be tinted white.
    pub color: bool,
    /// Index of the atlas page.
    pub page: usize,
}

/// The outlines' scaler and what it has made so far.
#[derive(Default)]
pub(super) struct Rasteriser {
    context: ScaleContext,
    /// `None` for glyphs without an image, such as spaces.
    glyphs: HashMap<GlyphKey, Option<GlyphImage>>,
    light_on_dark: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct GlyphKey {
    font: FontKey,
    glyph: u16,
    /// Quarter of a pixel that the glyph is shifted right by.
    bin: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct FontKey {
    blob: u64,
    index: u32,
    size: u32,
    /// Fingerprint of the place on a variable font's axes.
    coordinates: u64,
}

#[derive(Clone, Copy)]
struct GlyphImage {
    slot: Slot,
    /// From the glyph's origin to the image's left edge, in pixels.
    left: i32,
    /// From the baseline up to the image's upper edge.
    top: i32,
    width: usize,
    height: usize,
    color: bool,
}

/// Horizontal places a glyph can take within a pixel. Vertically it stands on whole pixels.
const BINS: f32 = 4.0;

impl Typesetter {
    /// Gives the glyphs of a paragraph whose upper left corner is at `origin` (physical pixels),
    /// rasterising what the atlas lacks. Quads made at a whole-pixel origin may be kept and moved
    /// by whole pixels, until [`Atlas::generation`] changes; it may do so during this call.
    pub fn glyphs(&mut self, paragraph: &Paragraph, origin: (f32, f32), mut sink: impl FnMut(GlyphQuad)) {
        for line in paragraph.layout.lines() {
            let hanging = paragraph.hanging(&line);
            let start = line.metrics().offset + line.metrics().inline_min_coord;
            let shift = |x: f32| hanging.as_ref().map_or(0.0, |hanging| hanging.shift(x - start));
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(run) = item
                    && run.style_index() != FIRST_TAB_STYLE
                    && run.style_index() < paragraph.letters
                {
                    self.glyph_run(&run, origin, shift, &mut sink);
                }
            }
        }
    }

    /// Says whether text is light on a dark ground. Light strokes look thinner than dark ones, so
    /// they are then drawn a little fuller. A change empties the atlas.
    pub fn set_light_on_dark(&mut self, light_on_dark: bool) {
        if self.scaler.light_on_dark != light_on_dark {
            self.scaler.light_on_dark = light_on_dark;
            self.scaler.glyphs.clear();
            self.atlas.clear();
        }
    }

    fn glyph_run(
        &mut self,
        run: &GlyphRun<'_, ()>,
        origin: (f32, f32),
        shift: impl Fn(f32) -> f32,
        sink: &mut impl FnMut(GlyphQuad),
    ) {
        let font = run.run().font();
        let Some(face) = FontRef::from_index(font.data.as_ref(), font.index as usize) else {
            return;
        };
        let coordinates = run.run().normalized_coords();
        let coordinates: Vec<i16> = coordinates.iter().map(|place| place.to_bits()).collect();
        let size = run.run().font_size();
        let key = FontKey {
            blob: font.data.id(),
            index: font.index,
            size: size.to_bits(),
            coordinates: fingerprint(&coordinates),
        };
        let mut pen = run.offset();
        for glyph in run.glyphs() {
            let x = ((origin.0 + pen + glyph.x + shift(pen)) * BINS).round() / BINS;
            let y = (origin.1 + run.baseline() + glyph.y).round();
            pen += glyph.advance;
            let key = GlyphKey {
                font: key,
                glyph: glyph.id as u16,
                bin: ((x - x.floor()) * BINS) as u8,
            };
            let image = match self.scaler.glyphs.get(&key) {
                Some(image) => *image,
                None => self.rasterise(face, &coordinates, key),
            };
            if let Some(image) = image {
                sink(quad(image, x.floor(), y));
            }
        }
    }

    fn rasterise(&mut self, face: FontRef<'_>, coordinates: &[i16], key: GlyphKey) -> Option<GlyphImage> {
        let image = self.scaler.draw(face, coordinates, key);
        let packed = image.and_then(|image| self.pack(&image));
        self.scaler.glyphs.insert(key, packed);
        packed
    }

    /// Puts an image on the atlas, starting over where it is full.
    fn pack(&mut self, image: &Image) -> Option<GlyphImage> {
        let (width, height) = (image.placement.width as usize, image.placement.height as usize);
        if width == 0 || height == 0 || !Atlas::could_hold(width, height) {
            return None;
        }
        let pixels = premultiplied(image, self.scaler.light_on_dark);
        let slot = self.atlas.insert(width, height, &pixels).or_else(|| {
            self.atlas.clear();
            self.scaler.glyphs.clear();
            self.atlas.insert(width, height, &pixels)
        })?;
        Some(GlyphImage {
            slot,
            left: image.placement.left,
            top: image.placement.top,
            width,
            height,
            color: image.content == Content::Color,
        })
    }
}

impl Rasteriser {
    fn draw(&mut self, face: FontRef<'_>, coordinates: &[i16], key: GlyphKey) -> Option<Image> {
        let mut scaler = self
            .context
            .builder_with_id(face, [key.font.blob, u64::from(key.font.index)])
            .size(f32::from_bits(key.font.size))
            .normalized_coords(coordinates)
            .hint(false)
            .build();
        Render::new(&[
            Source::ColorOutline(0),
            Source::ColorBitmap(StrikeWith::BestFit),
            Source::Outline,
        ])
        .format(Format::Alpha)
        .offset(Vector::new(f32::from(key.bin) / BINS, 0.0))
        .render(&mut scaler, key.glyph)
    }
}

fn quad(image: GlyphImage, x: f32, y: f32) -> GlyphQuad {
    let [page_w, page_h] = Atlas::PAGE.map(|size| size as f32);
    let (w, h) = (image.width as f32, image.height as f32);
    GlyphQuad {
        rect: Rect {
            x: x + image.left as f32,
            y: y - image.top as f32,
            w,
            h,
        },
        uv: Rect {
            x: image.slot.x as f32 / page_w,
            y: image.slot.y as f32 / page_h,
            w: w / page_w,
            h: h / page_h,
        },
        color: image.color,
        page: image.slot.page,
    }
}

fn premultiplied(image: &Image, light_on_dark: bool) -> Vec<u8> {
    match image.content {
        Content::Mask => {
            let full = |coverage: u8| {
                if light_on_dark { fuller(coverage) } else { coverage }
            };
            image
                .data
                .iter()
                .flat_map(|coverage| [full(*coverage); 4])
                .collect()
        }
        Content::Color | Content::SubpixelMask => image
            .data
            .chunks_exact(4)
            .flat_map(|pixel| {
                let alpha = pixel.last().copied().unwrap_or_default();
                let by_alpha = |at: usize| times(pixel.get(at).copied().unwrap_or_default(), alpha);
                [by_alpha(0), by_alpha(1), by_alpha(2), alpha]
            })
            .collect(),
    }
}

/// Lifts the middle of the range of coverage and keeps its ends.
fn fuller(coverage: u8) -> u8 {
    let part = f32::from(coverage) / 255.0;
    ((part * 1.4 - part * part * 0.4) * 255.0).round() as u8
}

fn times(a: u8, b: u8) -> u8 {
    ((u16::from(a) * u16::from(b) + 127) / 255) as u8
}

fn fingerprint(coordinates: &[i16]) -> u64 {
    if coordinates.iter().all(|place| *place == 0) {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    coordinates.hash(&mut hasher);
    hasher.finish()
}
