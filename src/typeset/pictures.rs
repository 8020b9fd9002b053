//! Draws paragraphs into a picture through the atlas, as the window does, for visual inspection.

use super::*;
use crate::text::Span;

pub(super) const WORDS_OF_EVERY_KIND: [&str; 8] = [
    "The Iraqi army announced that Baghdad and Washington held new talks on a “studied and gradual reduction”, fi ffi, 2024.",
    "قال الناطق باسم القائد العام للقوات المسلحة اللواء يحيى رسول إن اللجنة عقدت في 11 فبراير 2024 جولة جديدة (الثانية) من الحوار بنسبة 3.5%، لتقييم خطر «داعش».",
    "قَالَ الرَّئِيسُ إِنَّ الِاجْتِمَاعَ سَيُعْقَدُ يَوْمَ الثُّلَاثَاءِ، ١٢ شُبَاط ٢٠٢٤.",
    "הממשלה הודיעה כי 165 תקיפות בוצעו מאז אוקטובר, לפי Reuters.",
    "According to وزارة الدفاع (Ministry of Defence), 12 were hurt.",
    "قال متحدث باسم Pentagon إن 3 جنود قُتلوا في Tower 22.",
    "Ελληνικά, кириллица, Tiếng Việt, čeština ąęłż.",
    "لا إله؛ الآن لأن ﷲ – ٪٣٫٥",
];

#[test]
fn a_picture_of_every_kind_of_text_for_the_eye() {
    let mut typesetter = Typesetter::embedded_only();
    for (scale, dark) in [(1.0, false), (2.0, false), (1.0, true)] {
        typesetter.set_light_on_dark(dark);
        let picture = draw(&mut typesetter, scale, dark);
        let name = format!("typeset-{scale}x-{}.png", if dark { "dark" } else { "light" });
        save(&picture, &name);
        let inked = picture.pixels().filter(|pixel| (pixel[0] > 128) == dark).count();
        assert!(inked > 5000, "{inked} pixels of ink");
    }
}

/// What our fonts lack: shown by the system's where it has any, else as boxes.
#[test]
fn a_picture_of_other_scripts_for_the_eye() {
    let mut typesetter = Typesetter::new();
    let mut picture = image::RgbImage::from_pixel(700, 160, image::Rgb([253; 3]));
    let text = "नमस्ते दुनिया, 你好世界 こんにちは ไทย ✓ ● ◐ → 👩‍👩‍👧‍👦 🇮🇶 😀 said قال";
    let paragraph = typesetter.layout(
        text,
        Style::reading(17.0, 29.0),
        Some(660.0),
        1.0,
        Direction::Auto,
    );
    let mut quads = Vec::new();
    typesetter.glyphs(&paragraph, (20.0, 20.0), |quad| quads.push(quad));
    for quad in quads {
        blend(&mut picture, &typesetter.atlas, quad, 31.0);
    }
    save(&picture, "typeset-system.png");
    assert!(paragraph.height() >= 29.0);
}

fn save(picture: &image::RgbImage, name: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/proof");
    std::fs::create_dir_all(folder).unwrap();
    picture.save(format!("{folder}/{name}")).unwrap();
}

fn draw(typesetter: &mut Typesetter, scale: f32, dark: bool) -> image::RgbImage {
    let (ink, paper) = if dark { (228.0, 24.0) } else { (31.0, 253.0) };
    let (width, height) = ((1180.0 * scale) as u32, (700.0 * scale) as u32);
    let mut picture = image::RgbImage::from_pixel(width, height, image::Rgb([paper as u8; 3]));
    for (column, style) in [
        Style::reading(17.0, 29.0),
        Style::ui(14.0, 20.0).weight(Weight::Medium),
    ]
    .into_iter()
    .enumerate()
    {
        let left = 20.0 + 590.0 * column as f32;
        let mut top = 16.0;
        for text in WORDS_OF_EVERY_KIND {
            let paragraph = typesetter.layout(text, style, Some(550.0), scale, Direction::Auto);
            let middle = Span::new(text.floor_char_boundary(20), text.floor_char_boundary(60));
            paragraph.rects(middle, |rect, _| {
                tint(&mut picture, rect, (left, top), scale);
            });
            let mut quads = Vec::new();
            let origin = ((left * scale).round(), (top * scale).round());
            typesetter.glyphs(&paragraph, origin, |quad| quads.push(quad));
            for quad in quads {
                blend(&mut picture, &typesetter.atlas, quad, ink);
            }
            top += paragraph.height() + 12.0;
        }
        let narrow = |row: usize| if row.is_multiple_of(2) { 250.0 } else { 140.0 };
        for (row, text) in WORDS_OF_EVERY_KIND.iter().enumerate() {
            let line = typesetter.layout_line(text, style, narrow(row), scale, Direction::Auto);
            let x = left + 290.0 * (row % 2) as f32;
            let y = top + 26.0 * (row / 2) as f32;
            let origin = ((x * scale).round(), (y * scale).round());
            let mut quads = Vec::new();
            typesetter.glyphs(&line, origin, |quad| quads.push(quad));
            for quad in quads {
                blend(&mut picture, &typesetter.atlas, quad, ink);
            }
        }
    }
    picture
}

fn tint(picture: &mut image::RgbImage, rect: Rect, at: (f32, f32), scale: f32) {
    let (left, right) = ((at.0 + rect.x) * scale, (at.0 + rect.right()) * scale);
    let (top, bottom) = ((at.1 + rect.y) * scale, (at.1 + rect.bottom()) * scale);
    for y in top as u32..bottom as u32 {
        for x in left as u32..right as u32 {
            if let Some(pixel) = picture.get_pixel_mut_checked(x, y) {
                pixel[0] = (f32::from(pixel[0]) * 0.8 + 59.0 * 0.2) as u8;
                pixel[1] = (f32::from(pixel[1]) * 0.8 + 125.0 * 0.2) as u8;
                pixel[2] = (f32::from(pixel[2]) * 0.8 + 216.0 * 0.2) as u8;
            }
        }
    }
}

fn blend(picture: &mut image::RgbImage, atlas: &Atlas, quad: GlyphQuad, ink: f32) {
    let [width, height] = Atlas::PAGE;
    let pixels = atlas.page_pixels(quad.page);
    let (left, top) = (quad.uv.x * width as f32, quad.uv.y * height as f32);
    for row in 0..quad.rect.h as usize {
        for column in 0..quad.rect.w as usize {
            let at = ((top as usize + row) * width + left as usize + column) * 4;
            let alpha = f32::from(pixels[at + 3]) / 255.0;
            let (x, y) = (quad.rect.x + column as f32, quad.rect.y + row as f32);
            if x < 0.0 || y < 0.0 {
                continue;
            }
            if let Some(pixel) = picture.get_pixel_mut_checked(x as u32, y as u32) {
                for (channel, value) in pixel.0.iter_mut().enumerate() {
                    let image = f32::from(pixels[at + channel]);
                    let tint = if quad.color { 1.0 } else { ink / 255.0 };
                    *value = (f32::from(*value) * (1.0 - alpha) + image * tint) as u8;
                }
            }
        }
    }
}
