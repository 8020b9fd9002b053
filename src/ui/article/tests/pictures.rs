//! What the surface looks like: pictures to be looked at under `target/pictures`, that decisions differ in their
//! shapes, and which way lines run. Pictures held against accepted ones are in `snapshots`.

use super::*;

/// The settings furthest from the designed ones, and those between.
pub(super) const SETTINGS: [(&str, PageSettings); 2] = [
    (
        "sans-close",
        PageSettings {
            column: ColumnWidth::Narrow,
            spacing: LineSpacing::Close,
            face: TextFace::Sans,
        },
    ),
    (
        "serif-wide",
        PageSettings {
            column: ColumnWidth::Wide,
            spacing: LineSpacing::Wide,
            face: TextFace::Serif,
        },
    ),
];

#[test]
fn pictures_to_be_looked_at() {
    for (language, make) in [("english", english as fn() -> Project), ("arabic", arabic)] {
        for dark in [false, true] {
            for scale in [1.0, 2.0] {
                let mut desk = Desk::new(make(), "talks");
                desk.place.claim = Some("c-1".into());
                let mut harness = harness(
                    desk,
                    &Options {
                        scale,
                        dark,
                        ..Options::default()
                    },
                );
                let theme = if dark { "dark" } else { "light" };
                picture(&format!("{language}-{theme}-{scale}x"), &mut harness);
            }
        }
    }
}

#[test]
fn pictures_of_every_kind_of_claim_selected() {
    for (name, claim, dark) in [
        ("nobody", "c-3", false),
        ("own-voice", "c-6", true),
        ("nested", "c-8", false),
    ] {
        let mut desk = Desk::new(english(), "talks");
        desk.place.claim = Some(claim.into());
        let mut harness = harness(
            desk,
            &Options {
                scale: 1.5,
                dark,
                ..Options::default()
            },
        );
        hover(&mut harness, pos2(640.0, 609.0));
        picture(&format!("selected-{name}"), &mut harness);
    }
}

#[test]
fn pictures_of_decided_claims() {
    for (language, make) in [("english", english as fn() -> Project), ("arabic", arabic)] {
        for (dark, scale) in [(false, 1.0), (false, 2.0), (true, 1.0), (true, 2.0)] {
            let mut desk = Desk::new(decided(make()), "talks");
            desk.place.claim = Some("c-1".into());
            let options = Options {
                scale,
                dark,
                ..Options::default()
            };
            let theme = if dark { "dark" } else { "light" };
            let name = format!("decided-{language}-{theme}-{scale}x");
            picture(&name, &mut harness(desk, &options));
        }
    }
}

#[test]
fn pictures_of_the_page_as_readers_set_it() {
    for (language, make) in [("english", english as fn() -> Project), ("arabic", arabic)] {
        for (name, set) in SETTINGS {
            let mut desk = Desk::new(decided(make()), "talks");
            desk.set = set;
            let options = Options {
                size: vec2(1000.0, 728.0),
                ..Options::default()
            };
            picture(&format!("{name}-{language}"), &mut harness(desk, &options));
        }
    }
}

#[test]
fn pictures_of_the_hand_at_work() {
    let mut desk = Desk::new(english(), "talks");
    desk.offers = vec![offer("The mission", false), offer("was formed", true)];
    desk.place.claim = Some("c-2".into());
    let mut harness = harness(desk, &Options::default());
    drag(
        &mut harness,
        ("Rasoul, who", 2),
        ("committee", 3),
        Modifiers::NONE,
    );
    hover(&mut harness, pos2(620.0, 525.0));
    picture("dragged", &mut harness);
    for (name, size, zoom) in [
        ("narrow", vec2(460.0, 640.0), 1.0),
        ("narrowest", vec2(300.0, 500.0), 1.0),
        ("wide", vec2(1300.0, 500.0), 1.0),
        ("large", vec2(740.0, 728.0), 2.0),
        ("small", vec2(740.0, 500.0), 0.6),
    ] {
        let mut desk = Desk::new(english(), "talks");
        desk.zoom = zoom;
        let mut harness = self::harness(
            desk,
            &Options {
                size,
                ..Options::default()
            },
        );
        picture(name, &mut harness);
    }
}

#[test]
fn what_was_decided_is_seen_in_the_text_by_its_shape_and_leaves_the_letters_alone() {
    use Decision::{Accepted, Disputed, Rejected};
    const WORDS: &str = "weighing “progress in our shared task” before anything is decided";
    let mut end = Pos2::ZERO;
    let mut pictures: Vec<image::RgbaImage> = Vec::new();
    for decision in [None, Some(Accepted), Some(Disputed), Some(Rejected)] {
        let said = Said(&[WORDS], &["article"], &[], &[], decision);
        let desk = Desk::new(project(ENGLISH, Metadata::default(), &[said]), "talks");
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
        let (_, placed) = harness.state().surface.seen.as_ref().unwrap();
        let directions: Vec<bool> = placed
            .iter()
            .map(|block| block.setting.paragraph.is_rtl())
            .collect();
        assert!(
            directions.len() > 3 && directions.iter().all(|is| *is == rtl),
            "{direction:?}"
        );
    }
}

fn offer(words: &str, cue: bool) -> Offer {
    let start = ENGLISH.find(words).unwrap();
    Offer {
        span: Span::new(start, start + words.len()),
        cue,
        speaker: Some("Coalition".into()),
    }
}
