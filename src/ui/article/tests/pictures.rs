//! What the surface looks like: that decisions differ in their shapes, and which way lines run. Pictures held against
//! accepted ones are in `snapshots`; those to be looked at come from `cargo run --example pictures`.

use super::*;

#[test]
fn what_was_decided_is_seen_in_the_text_by_its_shape_and_leaves_the_letters_alone() {
    const WORDS: &str = "weighing “progress in our shared task” before anything is decided";
    let mut end = Pos2::ZERO;
    let mut pictures: Vec<image::RgbaImage> = Vec::new();
    for decision in ["", "accepted", "disputed", "rejected"] {
        let claim = format!("{WORDS} | article | | | {decision}");
        let desk = Desk::new(project(ENGLISH, Metadata::default(), &[&claim]), "talks");
        let mut harness = harness(desk, &Options::default());
        end = place(&harness, WORDS, WORDS.len());
        pictures.push(harness.render().unwrap());
    }
    let grey = |pixel: &image::Rgba<u8>| i32::from(pixel[0]) + i32::from(pixel[1]) + i32::from(pixel[2]);
    let near =
        |x: u32, y: u32| (x as f32 - end.x + 2.0).abs() < 10.0 && (-14.0..24.0).contains(&(y as f32 - end.y));
    let differing = |a: &image::RgbaImage, b: &image::RgbaImage| -> Vec<(u32, u32)> {
        let differs = |(x, y, pixel): (u32, u32, &image::Rgba<u8>)| {
            let far = (grey(pixel) - grey(b.get_pixel(x, y))).abs() > 90;
            (far && near(x, y)).then_some((x, y))
        };
        a.enumerate_pixels().filter_map(differs).collect()
    };
    for (at, picture) in pictures.iter().enumerate().skip(1) {
        for other in &pictures[..at] {
            let seen = differing(picture, other);
            assert!(seen.len() >= 6, "{at} looks like another: {seen:?}");
            let below = seen.iter().map(|(_, y)| *y as f32 - end.y);
            let gap = 10.0..22.5;
            assert!(
                below.clone().all(|y| gap.contains(&y)),
                "{at} leaves the gap: {end:?} {seen:?}"
            );
        }
    }
}

#[test]
fn the_direction_set_for_an_article_overrules_its_letters() {
    for (direction, rtl) in [
        (None, false),
        (Some(TextDirection::RightToLeft), true),
        (Some(TextDirection::LeftToRight), false),
    ] {
        let mut project = english();
        let id = ArticleId::from("talks");
        let mut metadata = project.article(&id).unwrap().metadata.clone();
        metadata.direction = direction;
        project.apply(Edit::Metadata(id, Box::new(metadata))).unwrap();
        let harness = harness(Desk::new(project, "talks"), &Options::default());
        let placed = harness.state().placed().iter();
        let directions: Vec<bool> = placed.map(|block| block.setting.paragraph.is_rtl()).collect();
        assert!(
            directions.len() > 3 && directions.iter().all(|is| *is == rtl),
            "{direction:?}"
        );
    }
}
