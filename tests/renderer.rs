//! Tests of the processor's renderer, and of the bundled icons through it. Nothing of Sayso's own
//! windows is tested here.

#![expect(clippy::expect_used, reason = "a test says what went wrong by panicking")]

#[path = "../src/ui/kit/icons.rs"]
#[expect(unreachable_pub, reason = "the file is public in the library")]
mod icons;
mod support;

use eframe::egui;
use egui::{Color32, Pos2, Rect, Shape, Vec2, epaint::Mesh, vec2};
use egui_kittest::Harness;
use image::{Rgba, RgbaImage};
use support::cpu_renderer::CpuRenderer;

fn fonts(ctx: &egui::Context) {
    let mut fonts = egui::FontDefinitions::empty();
    for (name, bytes) in [
        ("Inter", &include_bytes!("../assets/fonts/Inter-Regular.otf")[..]),
        ("icons", icons::FONT),
    ] {
        let data = egui::FontData::from_static(bytes);
        fonts.font_data.insert(name.to_owned(), data.into());
        for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
            fonts.families.entry(family).or_default().push(name.to_owned());
        }
    }
    ctx.set_fonts(fonts);
}

fn picture(size: Vec2, pixels_per_point: f32, draw: impl FnMut(&mut egui::Ui)) -> RgbaImage {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(pixels_per_point)
        .renderer(CpuRenderer::default())
        .with_context_setup(fonts)
        .build_ui(draw);
    harness.run();
    harness.render().expect("the processor draws everything")
}

fn quad(corners: [Pos2; 4], colour: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for corner in corners {
        mesh.colored_vertex(corner, colour);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(2, 3, 0);
    mesh
}

#[test]
fn triangles_that_share_an_edge_paint_each_pixel_once() {
    let colour = Color32::from_rgba_premultiplied(40, 30, 20, 60);
    let once = Rgba([40, 30, 20, 60]);
    for turn in 0..40 {
        let angle = turn as f32 * 0.161;
        let corners = [0.0, 1.0, 2.0, 3.0].map(|quarter| {
            let along = Vec2::angled(angle + quarter * std::f32::consts::FRAC_PI_2);
            Pos2::new(50.0, 50.0) + 40.0 * along + vec2(angle, angle / 2.0)
        });
        let image = picture(vec2(120.0, 120.0), 1.0, move |ui| {
            ui.painter().add(Shape::mesh(quad(corners, colour)));
        });
        let painted = image.pixels().filter(|&&pixel| pixel == once).count();
        let blank = image.pixels().filter(|pixel| pixel.0 == [0; 4]).count();
        assert_eq!(painted + blank, 120 * 120, "some pixel was painted twice");
        assert!((painted as f32 - 3200.0).abs() < 40.0, "{painted} of 3200");
    }
}

#[test]
fn a_translucent_fill_lets_through_what_lies_below() {
    let whole = Rect::from_min_size(Pos2::ZERO, vec2(20.0, 20.0));
    let image = picture(whole.size(), 1.0, move |ui| {
        let painter = ui.painter();
        painter.rect_filled(whole, 0.0, Color32::from_rgba_premultiplied(200, 100, 0, 255));
        painter.rect_filled(whole, 0.0, Color32::from_rgba_premultiplied(0, 0, 128, 128));
    });
    assert_eq!(*image.get_pixel(10, 10), Rgba([100, 50, 128, 255]));
}

#[test]
fn nothing_is_drawn_outside_the_clip() {
    let image = picture(vec2(20.0, 20.0), 2.0, |ui| {
        let half = Rect::from_min_max(Pos2::ZERO, Pos2::new(10.0, 20.0));
        let painter = ui.painter().with_clip_rect(half);
        painter.rect_filled(Rect::EVERYTHING, 0.0, Color32::WHITE);
    });
    assert_eq!((image.width(), image.height()), (40, 40));
    assert_eq!(*image.get_pixel(19, 30), Rgba([255; 4]));
    assert_eq!(*image.get_pixel(20, 30), Rgba([0; 4]));
}

#[test]
fn a_texture_is_exact_on_the_pixels_and_mixed_between_them() {
    let image = picture(vec2(20.0, 20.0), 1.0, |ui| {
        let stripes = egui::ColorImage::new(
            [4, 1],
            [0, 80, 160, 240]
                .map(|level| Color32::from_rgba_premultiplied(level, level, level, 255))
                .to_vec(),
        );
        let options = egui::TextureOptions::LINEAR;
        let texture = ui.ctx().load_texture("stripes", stripes, options);
        for left in [2.0, 10.5] {
            let rect = Rect::from_min_size(Pos2::new(left, 5.0), vec2(4.0, 1.0));
            let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
            ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
        }
    });
    let reds = |columns: std::ops::Range<u32>| columns.map(|x| image.get_pixel(x, 5)[0]).collect::<Vec<_>>();
    assert_eq!(reds(2..6), [0, 80, 160, 240]);
    assert_eq!(reds(11..14), [40, 120, 200]);
}

#[test]
fn text_is_as_dark_as_its_colour_and_soft_at_its_edges() {
    let image = picture(vec2(200.0, 40.0), 1.0, |ui| {
        ui.painter().rect_filled(Rect::EVERYTHING, 0.0, Color32::WHITE);
        let font = egui::FontId::proportional(30.0);
        let at = Pos2::new(4.0, 4.0);
        ui.painter()
            .text(at, egui::Align2::LEFT_TOP, "HHHH", font, Color32::BLACK);
    });
    let count = |wanted: std::ops::RangeInclusive<u8>| {
        image.pixels().filter(|pixel| wanted.contains(&pixel[0])).count()
    };
    assert!(count(0..=5) > 200, "stems are black: {}", count(0..=5));
    assert!(count(6..=250) > 40, "edges are grey: {}", count(6..=250));
}

#[test]
fn every_icon_has_a_glyph_of_its_own() {
    let mut pictures = std::collections::BTreeMap::new();
    for &(name, icon) in icons::ALL {
        // The harness panics over a missing glyph.
        let image = picture(vec2(30.0, 30.0), 1.0, move |ui| {
            ui.label(icon);
        });
        assert!(image.pixels().any(|pixel| pixel[3] > 200), "{name} is blank");
        if let Some(other) = pictures.insert(image.into_raw(), name) {
            panic!("{name} looks like {other}");
        }
    }
}
