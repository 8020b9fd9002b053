//! Draws egui's triangles on the processor, so that pictures need no graphics driver and come out
//! the same on every machine.
//!
//! It draws what a graphics card would draw, to within one level per channel: sample points at
//! pixel centres, the top-left rule, textures and colours multiplied and blended premultiplied.
//! Tests are built without optimisation, so the loops over pixels are plain on purpose: a
//! triangle is cut into rows, and a row is filled without asking anything per pixel.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui;
use egui::epaint::{ClippedPrimitive, ImageData, Primitive, Vertex, textures::TexturesDelta};
use egui::{Color32, ColorImage, Context, FullOutput, Pos2, Rect, TextureId};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// A renderer for [`egui_kittest::HarnessBuilder::renderer`].
#[derive(Default)]
pub(crate) struct CpuRenderer {
    textures: HashMap<TextureId, Arc<ColorImage>>,
    /// Textures that the picture of this frame may still use.
    freed: Vec<TextureId>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        #[expect(clippy::iter_over_hash_type, reason = "textures do not meet")]
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match change.pos {
                    None => drop(self.textures.insert(id, image)),
                    Some(at) => {
                        if let Some(texture) = self.textures.get_mut(&id) {
                            patch(Arc::make_mut(texture), at, &image);
                        }
                    }
                }
            }
        }
        self.freed.extend(delta.free.drain());
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let pixels_per_point = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * pixels_per_point;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for ClippedPrimitive { clip_rect, primitive } in
            ctx.tessellate(output.shapes.clone(), pixels_per_point)
        {
            let Primitive::Mesh(mesh) = primitive else {
                return Err("a paint callback needs a graphics card".to_owned());
            };
            let Some(texture) = self.textures.get(&mesh.texture_id) else {
                return Err(format!("there is no texture {:?}", mesh.texture_id));
            };
            let clip = canvas.pixels_inside(clip_rect * pixels_per_point);
            for corners in mesh.indices.chunks_exact(3) {
                let corners = [corners[0], corners[1], corners[2]].map(|at| mesh.vertices[at as usize]);
                canvas.triangle(corners, pixels_per_point, texture, &clip);
            }
        }
        canvas
            .into_image()
            .ok_or_else(|| "the picture has no size".to_owned())
    }
}

fn patch(texture: &mut ColorImage, [left, top]: [usize; 2], image: &ColorImage) {
    let (stride, [width, height]) = (texture.size[0], image.size);
    for row in 0..height {
        let to = (top + row) * stride + left;
        texture.pixels[to..to + width].copy_from_slice(&image.pixels[row * width..(row + 1) * width]);
    }
}

/// Columns and rows that may be drawn on, half open.
struct Clip {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

/// The picture: red, green, blue and alpha from the lowest byte up, premultiplied.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u32>,
}

/// Corners are snapped to this part of a pixel, as graphics cards do.
const STEPS: f32 = 256.0;
const STEP: i64 = 256;

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![0; width * height],
        }
    }

    fn pixels_inside(&self, rect: Rect) -> Clip {
        let (width, height) = (self.width as f32, self.height as f32);
        Clip {
            left: rect.min.x.round().clamp(0.0, width) as i64,
            top: rect.min.y.round().clamp(0.0, height) as i64,
            right: rect.max.x.round().clamp(0.0, width) as i64,
            bottom: rect.max.y.round().clamp(0.0, height) as i64,
        }
    }

    fn triangle(
        &mut self,
        mut corners: [Vertex; 3],
        pixels_per_point: f32,
        texture: &ColorImage,
        clip: &Clip,
    ) {
        for corner in &mut corners {
            corner.pos *= pixels_per_point;
        }
        let mut at = corners.map(|corner| snapped(corner.pos));
        let mut doubled_area = cross(at[0], at[1], at[2]);
        if doubled_area == 0 {
            return;
        }
        // egui winds its triangles either way; one way round is enough for the edges.
        if doubled_area < 0 {
            corners.swap(1, 2);
            at.swap(1, 2);
            doubled_area = -doubled_area;
        }
        let ys = at.map(|(_, y)| y);
        let top = (ys[0].min(ys[1]).min(ys[2]) / STEP).max(clip.top);
        let bottom = (ys[0].max(ys[1]).max(ys[2]) / STEP + 1).min(clip.bottom);
        let paint = Paint::new(&corners, at, doubled_area, texture);
        for y in top..bottom {
            let (from, to) = row_inside(at, y, clip);
            if from < to {
                let row = y as usize * self.width;
                let pixels = &mut self.pixels[row + from as usize..row + to as usize];
                paint.fill(pixels, from as f32 + 0.5, y as f32 + 0.5, texture);
            }
        }
    }

    fn into_image(self) -> Option<RgbaImage> {
        let mut bytes = vec![0; self.pixels.len() * 4];
        for (to, pixel) in bytes.chunks_exact_mut(4).zip(&self.pixels) {
            to.copy_from_slice(&pixel.to_le_bytes());
        }
        RgbaImage::from_raw(self.width as u32, self.height as u32, bytes)
    }
}

/// In parts of a pixel, and within what the sums can hold: a shape may be endless.
fn snapped(pos: Pos2) -> (i64, i64) {
    let within = |value: f32| (value.clamp(-1e6, 1e6) * STEPS).round() as i64;
    (within(pos.x), within(pos.y))
}

/// Twice the area of a triangle; positive when its corners go clockwise on the screen.
fn cross(a: (i64, i64), b: (i64, i64), c: (i64, i64)) -> i64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// The columns of row `y` whose pixel centres lie in the triangle, within `clip`.
fn row_inside(at: [(i64, i64); 3], y: i64, clip: &Clip) -> (i64, i64) {
    let (mut from, mut to) = (clip.left, clip.right);
    let centre = y * STEP + STEP / 2;
    for edge in 0..3 {
        let (a, b) = (at[edge], at[(edge + 1) % 3]);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        // A pixel whose centre is on the edge belongs to the triangle below or to the right.
        let is_top_left = dy < 0 || (dy == 0 && dx > 0);
        let bias = i64::from(!is_top_left);
        // Inside is where `dx * (y - a.y) - dy * (x - a.x) >= bias`, for x at pixel centres.
        let level = dx * (centre - a.1) + dy * a.0 - dy * (STEP / 2) - bias;
        match dy.cmp(&0) {
            Ordering::Greater => to = to.min(level.div_euclid(dy * STEP) + 1),
            Ordering::Less => from = from.max(-level.div_euclid(-dy * STEP)),
            Ordering::Equal if level < 0 => return (0, 0),
            Ordering::Equal => {}
        }
    }
    (from, to)
}

/// What a triangle's pixels look like.
enum Paint {
    /// One colour all over: most of the screen.
    Solid(u32),
    /// One colour through texels that lie exactly on the pixels: text.
    Stencil {
        colour: [u32; 4],
        /// The texel that lies on the pixel in the corner of the screen.
        texels: [i64; 2],
    },
    /// Colours and texels that run over the triangle.
    Shaded(Plane<6>),
}

impl Paint {
    fn new(corners: &[Vertex; 3], at: [(i64, i64); 3], doubled_area: i64, texture: &ColorImage) -> Self {
        let [a, b, c] = corners;
        let one_colour = a.color == b.color && b.color == c.color;
        let [width, height] = texture.size.map(|side| side as f32);
        if one_colour && a.uv == b.uv && b.uv == c.uv {
            let texel = sample(texture, a.uv.x * width, a.uv.y * height);
            let colour = a.color.to_array();
            return Self::Solid(packed([0, 1, 2, 3].map(|channel| {
                multiplied(u32::from(colour[channel]), texel[channel].round() as u32)
            })));
        }
        let plane = Plane::new(
            corners.map(|corner| {
                let [red, green, blue, alpha] = corner.color.to_array().map(f32::from);
                let (u, v) = (corner.uv.x * width, corner.uv.y * height);
                [red, green, blue, alpha, u, v]
            }),
            at,
            doubled_area,
        );
        if one_colour && let Some(texels) = plane.texels_on_pixels(a.pos) {
            let colour = a.color.to_array().map(u32::from);
            return Self::Stencil { colour, texels };
        }
        Self::Shaded(plane)
    }

    /// Fills one row; `x` and `y` are the first pixel's centre.
    fn fill(&self, pixels: &mut [u32], x: f32, y: f32, texture: &ColorImage) {
        match self {
            Self::Solid(colour) => fill_solid(pixels, *colour),
            Self::Stencil { colour, texels } => {
                let left = (texels[0] + x as i64).max(0);
                let row = (texels[1] + y as i64).max(0);
                fill_stencil(pixels, *colour, left as usize, row as usize, texture);
            }
            Self::Shaded(plane) => fill_shaded(pixels, plane, x, y, texture),
        }
    }
}

fn fill_solid(pixels: &mut [u32], colour: u32) {
    match colour >> 24 {
        255 => pixels.fill(colour),
        0 if colour == 0 => {}
        _ => {
            for pixel in pixels {
                *pixel = blended(*pixel, colour);
            }
        }
    }
}

fn fill_stencil(pixels: &mut [u32], colour: [u32; 4], left: usize, row: usize, texture: &ColorImage) {
    let start = row.min(texture.size[1] - 1) * texture.size[0];
    let texels = &texture.pixels[start..start + texture.size[0]];
    let last = texels.len() - 1;
    for (column, pixel) in pixels.iter_mut().enumerate() {
        let texel = texels[(left + column).min(last)];
        if texel == Color32::TRANSPARENT {
            continue;
        }
        let texel = texel.to_array();
        *pixel = blended(
            *pixel,
            packed([
                multiplied(colour[0], u32::from(texel[0])),
                multiplied(colour[1], u32::from(texel[1])),
                multiplied(colour[2], u32::from(texel[2])),
                multiplied(colour[3], u32::from(texel[3])),
            ]),
        );
    }
}

fn fill_shaded(pixels: &mut [u32], plane: &Plane<6>, x: f32, y: f32, texture: &ColorImage) {
    let mut values = plane.at(x, y);
    for pixel in pixels {
        let [red, green, blue, alpha, u, v] = values;
        let texel = sample(texture, u, v);
        let channel = |colour: f32, texel: f32| (colour.clamp(0.0, 255.0) * texel / 255.0 + 0.5) as u32;
        let colour = packed([
            channel(red, texel[0]),
            channel(green, texel[1]),
            channel(blue, texel[2]),
            channel(alpha, texel[3]),
        ]);
        *pixel = blended(*pixel, colour);
        for (value, step) in values.iter_mut().zip(plane.right) {
            *value += step;
        }
    }
}

/// Values that change evenly over the screen.
struct Plane<const N: usize> {
    origin: [f32; N],
    right: [f32; N],
    down: [f32; N],
}

impl<const N: usize> Plane<N> {
    fn new(values: [[f32; N]; 3], at: [(i64, i64); 3], doubled_area: i64) -> Self {
        let pixels = |steps: i64| steps as f32 / STEPS;
        let area = doubled_area as f32 / (STEPS * STEPS);
        let (bx, by) = (pixels(at[1].0 - at[0].0), pixels(at[1].1 - at[0].1));
        let (cx, cy) = (pixels(at[2].0 - at[0].0), pixels(at[2].1 - at[0].1));
        let (ax, ay) = (pixels(at[0].0), pixels(at[0].1));
        let [a, b, c] = values;
        let to_b = std::array::from_fn::<_, N, _>(|i| b[i] - a[i]);
        let to_c = std::array::from_fn::<_, N, _>(|i| c[i] - a[i]);
        let right = std::array::from_fn(|i| (to_b[i] * cy - to_c[i] * by) / area);
        let down = std::array::from_fn(|i| (to_c[i] * bx - to_b[i] * cx) / area);
        Self {
            origin: std::array::from_fn(|i| a[i] - right[i] * ax - down[i] * ay),
            right,
            down,
        }
    }

    fn at(&self, x: f32, y: f32) -> [f32; N] {
        let mut values = self.origin;
        for (i, value) in values.iter_mut().enumerate() {
            *value += self.right[i] * x + self.down[i] * y;
        }
        values
    }
}

impl Plane<6> {
    /// Where texel for texel falls on pixel for pixel near `pos`: the texel of the pixel (0, 0).
    fn texels_on_pixels(&self, pos: Pos2) -> Option<[i64; 2]> {
        let near = |value: f32, whole: f32| (value - whole).abs() < 1.0 / 4096.0;
        let [.., right_u, right_v] = self.right;
        let [.., down_u, down_v] = self.down;
        let steps_are_pixels =
            near(right_u, 1.0) && near(right_v, 0.0) && near(down_u, 0.0) && near(down_v, 1.0);
        let pixel = pos.floor();
        let [.., u, v] = self.at(pixel.x + 0.5, pixel.y + 0.5);
        let on_centre = |value: f32| (value - value.floor() - 0.5).abs() < 1.0 / 32.0;
        (steps_are_pixels && on_centre(u) && on_centre(v))
            .then(|| [(u.floor() - pixel.x) as i64, (v.floor() - pixel.y) as i64])
    }
}

/// The four texels around a place given in texels, weighed by nearness; edges go on outside.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (u, v) = ((u - 0.5).max(0.0), (v - 0.5).max(0.0));
    let (left, top) = ((u as usize).min(width - 1), (v as usize).min(height - 1));
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (along, down) = ((u - left as f32).min(1.0), (v - top as f32).min(1.0));
    let nearest = texture.pixels[top * width + left].to_array();
    let others = [
        texture.pixels[top * width + right].to_array(),
        texture.pixels[bottom * width + left].to_array(),
        texture.pixels[bottom * width + right].to_array(),
    ];
    if others == [nearest; 3] {
        return nearest.map(f32::from);
    }
    let mut mixed = [0.0; 4];
    for (channel, value) in mixed.iter_mut().enumerate() {
        let [a, b, c, d] = [nearest, others[0], others[1], others[2]].map(|t| f32::from(t[channel]));
        *value = (a * (1.0 - along) + b * along) * (1.0 - down) + (c * (1.0 - along) + d * along) * down;
    }
    mixed
}

/// Product of two levels, 255 being one.
fn multiplied(a: u32, b: u32) -> u32 {
    (a * b + 127) / 255
}

fn packed([red, green, blue, alpha]: [u32; 4]) -> u32 {
    red | green << 8 | blue << 16 | alpha << 24
}

/// Lays a premultiplied colour over another, two channels at a time.
fn blended(under: u32, over: u32) -> u32 {
    let rest = 255 - (over >> 24);
    if rest == 0 {
        return over;
    }
    let even = (under & 0x00ff_00ff) * rest + 0x0080_0080;
    let even = ((even + ((even >> 8) & 0x00ff_00ff)) >> 8) & 0x00ff_00ff;
    let odd = ((under >> 8) & 0x00ff_00ff) * rest + 0x0080_0080;
    let odd = (odd + ((odd >> 8) & 0x00ff_00ff)) & 0xff00_ff00;
    let scaled = even | odd;
    // Additive colours (alpha 0) may run over.
    packed([0, 8, 16, 24].map(|shift| (((scaled >> shift) & 255) + ((over >> shift) & 255)).min(255)))
}
