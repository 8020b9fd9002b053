//! The surface driven as a user would, without a window: mouse and keys in, actions out, and
//! pictures under `target/pictures` to be looked at.

#[path = "../../../tests/support/cpu_renderer.rs"]
mod cpu_renderer;
mod head;
mod laws;
mod long;
mod reader;
mod rules;
mod snapshots;

use std::sync::Arc;

use eframe::egui::{
    self, Event, Key as Press, Modifiers, MouseWheelUnit, Pos2, TouchPhase, Vec2, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::model::TextDirection;
use crate::model::{Anchor, Attribution, Claim, Decision, Edit, Head, Metadata, Review, Speaker, Voice};
use crate::session::settings::{ColumnWidth, LineSpacing, TextFace};
use crate::typeset::Typesetter;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::theme;
use crate::ui::view::{About, Asking, Selection};
use crate::ui::widgets::button::ICONS;

/// What a window would keep around the surface.
struct Desk {
    project: Project,
    revision: u64,
    view: View,
    surface: Surface,
    article: ArticleId,
    zoom: f32,
    set: PageSettings,
    offers: Vec<Offer>,
    sent: Vec<Action>,
}

impl Desk {
    fn new(project: Project, article: &str) -> Self {
        Self {
            project,
            revision: 1,
            view: View::default(),
            surface: Surface::default(),
            article: article.into(),
            zoom: 1.0,
            set: PageSettings::default(),
            offers: Vec::new(),
            sent: Vec::new(),
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let me = ReviewerId::from("me");
        let mut actions = Actions::default();
        let reading = Reading {
            project: &self.project,
            revision: self.revision,
            article: &self.article,
            view: &self.view,
            me: Some(&me),
            zoom: self.zoom,
            set: self.set,
            offers: &self.offers,
        };
        article_ui(ui, &reading, &mut self.surface, &mut actions);
        for action in actions.take() {
            self.run(&action);
            self.sent.push(action);
        }
    }

    fn run(&mut self, action: &Action) {
        match action {
            Action::SelectText(selection) => self.view.selection = *selection,
            Action::SelectClaim { claim, .. } => self.view.claim.clone_from(claim),
            Action::Ask(asking) => self.view.asking = Some(asking.clone()),
            Action::StopAsking => self.view.asking = None,
            Action::Edit(_, edit) => {
                self.project.apply(edit.clone()).unwrap();
                self.revision += 1;
            }
            _ => {}
        }
    }

    fn text(&self) -> Arc<str> {
        Arc::clone(
            self.project
                .article(&self.article)
                .unwrap()
                .text
                .as_ref()
                .unwrap(),
        )
    }

    fn selected(&self) -> String {
        let span = self.view.selection.map_or(Span::new(0, 0), Selection::span);
        span.slice(&self.text()).unwrap().to_owned()
    }

    fn asked(&self) -> Option<String> {
        match &self.view.asking.as_ref()?.about {
            About::Words(span) => Some(span.slice(&self.text())?.to_owned()),
            _ => None,
        }
    }
}

struct Options {
    size: Vec2,
    scale: f32,
    dark: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            size: vec2(740.0, 728.0),
            scale: 1.0,
            dark: false,
        }
    }
}

fn fonts(ctx: &egui::Context) {
    let mut fonts = egui::FontDefinitions::empty();
    let sans = egui::FontData::from_static(include_bytes!("../../../assets/fonts/Inter-Regular.otf"));
    let icons = egui::FontData::from_static(crate::ui::icons::FONT);
    fonts.font_data.insert("sans".to_owned(), sans.into());
    fonts.font_data.insert(ICONS.to_owned(), icons.into());
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        fonts.families.insert(family, vec!["sans".to_owned()]);
    }
    let icons = egui::FontFamily::Name(ICONS.into());
    fonts.families.insert(icons, vec![ICONS.to_owned()]);
    ctx.set_fonts(fonts);
    theme::install(ctx);
    Pen::give(ctx, Typesetter::embedded_only());
}

fn harness(desk: Desk, options: &Options) -> Harness<'static, Desk> {
    let theme = if options.dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    };
    let mut harness = Harness::builder()
        .with_size(options.size)
        .with_pixels_per_point(options.scale)
        .with_theme(theme)
        .with_step_dt(1.0 / 60.0)
        .renderer(cpu_renderer::CpuRenderer::default())
        .with_context_setup(fonts)
        .build_ui_state(
            |ui, desk: &mut Desk| {
                let whole = ui.ctx().content_rect();
                ui.scope_builder(egui::UiBuilder::new().max_rect(whole), |ui| desk.draw(ui));
            },
            desk,
        );
    harness.run_steps(3);
    harness
}

fn picture(name: &str, harness: &mut Harness<'_, Desk>) {
    let image = harness.render().unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures");
    std::fs::create_dir_all(folder).unwrap();
    image.save(format!("{folder}/article-{name}.png")).unwrap();
}

/// A claim written as the words of its pieces, its speakers, its sources, its cues.
struct Said<'a>(
    &'a [&'a str],
    &'a [&'a str],
    &'a [&'a str],
    &'a [&'a str],
    Option<Decision>,
);

fn project(text: &str, metadata: Metadata, claims: &[Said<'_>]) -> Project {
    let mut project = Project::new(Head::titled("Baghdad talks"));
    let reviewer = crate::model::Reviewer { name: "Amal".into() };
    project
        .apply(Edit::Reviewer("me".into(), Some(reviewer)))
        .unwrap();
    let names = [
        "Iraqi army",
        "Coalition",
        "United States",
        "Yahya Rasoul",
        "Iraqi authorities",
        "Factions",
    ];
    for (color, name) in names.into_iter().enumerate() {
        let speaker = Speaker::named(name, color);
        project
            .apply(Edit::Speaker(name.into(), Some(Box::new(speaker))))
            .unwrap();
    }
    let mut article = Article::new(metadata, text);
    for (n, said) in claims.iter().enumerate() {
        article.claims.insert(format!("c-{n}").into(), claim(text, said));
    }
    project
        .apply(Edit::Article("talks".into(), Some(Box::new(article))))
        .unwrap();
    project
}

fn claim(text: &str, Said(pieces, speakers, source, cue, decision): &Said<'_>) -> Claim {
    let anchors = |words: &[&str]| -> Vec<Anchor> {
        let anchor = |words: &&str| {
            let start = text.find(*words).unwrap_or_else(|| panic!("{words}"));
            Anchor::new(text, Span::new(start, start + words.len())).unwrap()
        };
        words.iter().map(anchor).collect()
    };
    let voice = match speakers {
        [] => Voice::ToBeAttributed,
        ["article"] => Voice::Article,
        speakers => Voice::Attributed(vec![Attribution {
            speakers: speakers.iter().map(|name| (*name).into()).collect(),
            source: anchors(source),
            cue: anchors(cue),
            ..Attribution::default()
        }]),
    };
    let review = |decision: &Decision| Review {
        decision: *decision,
        at: jiff::Timestamp::UNIX_EPOCH,
        why: String::new(),
    };
    Claim {
        spans: anchors(pieces),
        voice,
        reviews: decision
            .iter()
            .map(|decision| ("me".into(), review(decision)))
            .collect(),
        ..Claim::default()
    }
}

const ENGLISH: &str = "Coalition talks resume in Baghdad\n\n\
The army announced that the two capitals had met again on Sunday over a calendar for a “careful, step by step” reduction that would close the coalition's mission.\n\n\
Major General Yahya Rasoul, who speaks for the army, said the sides would sit down at regular intervals so that the committee could finish soon, “as long as nothing disturbs the calm of the talks”.\n\n\
Days after the first round, three soldiers died in a strike in Jordan which Washington blamed on armed groups close to Tehran. Since October the bases have come under fire more than 165 times, and most of the attacks were claimed by a front that calls itself the Islamic Resistance.\n\n\
The coalition, for its part, spoke of weighing “progress in our shared task” before anything is decided. The mission was formed in 2014. Diplomats add that the army believes the front will agree to stop its fire while the talks last, which the factions denied.\n";

fn english() -> Project {
    use Decision::{Accepted, Disputed, Rejected};
    let metadata = Metadata {
        title: "Coalition talks resume in Baghdad".into(),
        publisher: Some("Agencies".into()),
        published: "2024-02-11".parse().ok(),
        url: Some("https://example.org/world/1184".into()),
        ..Metadata::default()
    };
    project(
        ENGLISH,
        metadata,
        &[
            Said(
                &[
                    "the two capitals had met again on Sunday over a calendar for a “careful, step by step” reduction that would close the coalition's mission",
                ],
                &["Iraqi army"],
                &["The army"],
                &["announced that"],
                Some(Accepted),
            ),
            Said(
                &[
                    "the sides would sit down at regular intervals so that the committee could finish soon, “as long as nothing disturbs the calm of the talks”",
                ],
                &["Yahya Rasoul"],
                &["Major General Yahya Rasoul, who speaks for the army,"],
                &["said"],
                None,
            ),
            Said(
                &["in a strike in Jordan", "armed groups close to Tehran"],
                &["United States"],
                &["Washington"],
                &["blamed on"],
                Some(Disputed),
            ),
            Said(
                &["Since October the bases have come under fire more than 165 times"],
                &[],
                &[],
                &[],
                None,
            ),
            Said(
                &["most of the attacks"],
                &["Factions"],
                &["a front that calls itself the Islamic Resistance"],
                &["were claimed by"],
                Some(Accepted),
            ),
            Said(
                &["weighing “progress in our shared task” before anything is decided"],
                &["Coalition", "United States"],
                &["The coalition"],
                &["spoke of"],
                Some(Accepted),
            ),
            Said(&["The mission was formed in 2014"], &["article"], &[], &[], None),
            Said(
                &["the army believes the front will agree to stop its fire while the talks last"],
                &["Iraqi authorities"],
                &["Diplomats"],
                &["add that"],
                None,
            ),
            Said(
                &["the front will agree to stop its fire"],
                &["Iraqi army"],
                &["the army believes"],
                &[],
                None,
            ),
            Said(
                &["agree to stop its fire while the talks last"],
                &["Factions"],
                &["the factions"],
                &["denied"],
                Some(Rejected),
            ),
        ],
    )
}

fn arabic() -> Project {
    let text = "استئناف المحادثات في بغداد\n\nأعلن الجيش أن الطرفين اجتمعا من جديد يوم الأحد لوضع جدول زمني «مدروس» ينهي مهمة التحالف (Operation Inherent Resolve) خلال 2024.\n\nوقال المتحدث باسم الجيش يحيى رسول إن اللقاءات ستتكرر بانتظام حتى تنهي اللجنة عملها، أما التحالف فتحدث عن تقييم «التقدم في المهمة المشتركة» قبل أي قرار.\n";
    let metadata = Metadata {
        title: "استئناف المحادثات في بغداد".into(),
        publisher: Some("وكالات".into()),
        published: "2024-02-11".parse().ok(),
        ..Metadata::default()
    };
    project(
        text,
        metadata,
        &[
            Said(
                &[
                    "أن الطرفين اجتمعا من جديد يوم الأحد لوضع جدول زمني «مدروس» ينهي مهمة التحالف (Operation Inherent Resolve) خلال 2024",
                ],
                &["Iraqi army"],
                &["الجيش"],
                &["أعلن"],
                Some(Decision::Accepted),
            ),
            Said(
                &["إن اللقاءات ستتكرر بانتظام حتى تنهي اللجنة عملها"],
                &["Yahya Rasoul"],
                &["المتحدث باسم الجيش يحيى رسول"],
                &["وقال"],
                None,
            ),
            Said(
                &["تقييم «التقدم في المهمة المشتركة» قبل أي قرار"],
                &["Coalition"],
                &["التحالف"],
                &["فتحدث عن"],
                Some(Decision::Accepted),
            ),
        ],
    )
}

#[test]
fn pictures_to_be_looked_at() {
    for (language, make) in [("english", english as fn() -> Project), ("arabic", arabic)] {
        for dark in [false, true] {
            for scale in [1.0, 2.0] {
                let mut desk = Desk::new(make(), "talks");
                desk.view.claim = Some("c-1".into());
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
        desk.view.claim = Some(claim.into());
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

/// All claims of an article with a decision in turn; every fifth is split between two reviewers.
fn decided(mut project: Project) -> Project {
    use Decision::{Accepted, Disputed, Rejected};
    let id = ArticleId::from("talks");
    let claims = project.article(&id).unwrap().claims.clone();
    let reviewer = crate::model::Reviewer { name: "Basim".into() };
    project
        .apply(Edit::Reviewer("other".into(), Some(reviewer)))
        .unwrap();
    for (n, (claim_id, claim)) in claims.iter().enumerate() {
        let (claim_id, mut claim) = (claim_id.clone(), claim.clone());
        let review = |decision| Review {
            decision,
            at: jiff::Timestamp::UNIX_EPOCH,
            why: String::new(),
        };
        claim
            .reviews
            .insert("me".into(), review([Accepted, Disputed, Rejected][n % 3]));
        if n % 5 == 3 {
            claim
                .reviews
                .insert("other".into(), review([Rejected, Accepted, Accepted][n % 3]));
        }
        project
            .apply(Edit::Claim(id.clone(), claim_id, Some(Box::new(claim))))
            .unwrap();
    }
    project
}

#[test]
fn pictures_of_decided_claims() {
    for (language, make) in [("english", english as fn() -> Project), ("arabic", arabic)] {
        for (dark, scale) in [(false, 1.0), (false, 2.0), (true, 1.0), (true, 2.0)] {
            let mut desk = Desk::new(decided(make()), "talks");
            desk.view.claim = Some("c-1".into());
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

/// The settings furthest from the designed ones, and those between.
const SETTINGS: [(&str, PageSettings); 2] = [
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
fn the_page_is_set_anew_as_the_reader_wants_it_and_the_words_being_read_stay() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    wheel(&mut harness, -9000.0);
    wait(&mut harness);
    let (byte, _) = first_bytes(&harness);
    let measures = |harness: &Harness<'_, Desk>| {
        let (frame, placed) = harness.state().surface.seen.as_ref().unwrap();
        let lines = &placed[1].setting.paragraph;
        (frame.column.span(), lines.height() / lines.line_count() as f32)
    };
    let (width, leading) = measures(&harness);
    for (name, set) in SETTINGS {
        harness.state_mut().set = set;
        harness.run_steps(2);
        let (now, _) = first_bytes(&harness);
        assert!(now.abs_diff(byte) < 400, "{name}: {now} {byte}");
        let (new_width, new_leading) = measures(&harness);
        let wide = set.column == ColumnWidth::Wide;
        assert_eq!((new_width > width, new_leading > leading), (wide, wide), "{name}");
        assert!(
            (new_width - width).abs() > 50.0 && (new_leading - leading).abs() > 2.5,
            "{name}"
        );
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

#[test]
fn pictures_of_the_hand_at_work() {
    let mut desk = Desk::new(english(), "talks");
    desk.offers = vec![offer("The mission", false), offer("was formed", true)];
    desk.view.claim = Some("c-2".into());
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

fn offer(words: &str, cue: bool) -> Offer {
    let start = ENGLISH.find(words).unwrap();
    Offer {
        span: Span::new(start, start + words.len()),
        cue,
        speaker: Some("Coalition".into()),
    }
}

/// Where the letter at an offset of these words stands on the screen.
fn place(harness: &Harness<'_, Desk>, words: &str, letter: usize) -> Pos2 {
    let desk = harness.state();
    let byte = desk.text().find(words).unwrap() + letter;
    let (frame, placed) = desk.surface.seen.as_ref().unwrap();
    let block = placed
        .iter()
        .find(|block| block.span.contains(byte))
        .expect("on the screen");
    let rect = paint::rects_on(frame, block, Span::new(byte, byte + 1))[0];
    pos2(rect.left() + 1.0, rect.center().y)
}

fn hover(harness: &mut Harness<'_, Desk>, at: Pos2) {
    harness.hover_at(at);
    harness.run_steps(2);
}

fn button(harness: &mut Harness<'_, Desk>, at: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event_modifiers(Event::PointerMoved(at), modifiers);
    harness.event_modifiers(
        Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers,
        },
        modifiers,
    );
    harness.step();
}

fn drag(harness: &mut Harness<'_, Desk>, from: (&str, usize), to: (&str, usize), modifiers: Modifiers) {
    let (from, to) = (place(harness, from.0, from.1), place(harness, to.0, to.1));
    button(harness, from, true, modifiers);
    for step in 1..=4 {
        let at = from + (to - from) * step as f32 / 4.0;
        harness.event_modifiers(Event::PointerMoved(at), modifiers);
        harness.step();
    }
    button(harness, to, false, modifiers);
    harness.run_steps(2);
}

fn click(harness: &mut Harness<'_, Desk>, at: Pos2, modifiers: Modifiers) {
    button(harness, at, true, modifiers);
    button(harness, at, false, modifiers);
    harness.run_steps(1);
}

/// Long enough that the next click is not the second of a double click.
fn wait(harness: &mut Harness<'_, Desk>) {
    harness.run_steps(40);
}

fn press(harness: &mut Harness<'_, Desk>, key: Press, modifiers: Modifiers) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(2);
}

fn english_harness() -> Harness<'static, Desk> {
    harness(Desk::new(english(), "talks"), &Options::default())
}

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

#[test]
fn a_drag_selects_whole_words_and_asks_who_says_them() {
    let mut harness = english_harness();
    drag(&mut harness, ("announced", 3), ("capitals", 4), Modifiers::NONE);
    let desk = harness.state();
    assert_eq!(desk.selected(), "announced that the two capitals");
    assert_eq!(desk.asked().as_deref(), Some("announced that the two capitals"));
    let at = desk.view.asking.as_ref().unwrap().at;
    let end = place(&harness, "capitals", 7);
    assert!(
        (end.y..end.y + 40.0).contains(&at.y) && (at.x - end.x).abs() < 30.0,
        "{at:?} {end:?}"
    );
}

#[test]
fn a_drag_with_alt_selects_exact_characters_and_backwards_too() {
    let mut harness = english_harness();
    drag(&mut harness, ("capitals", 4), ("announced", 3), Modifiers::ALT);
    assert_eq!(
        harness.state().asked().as_deref(),
        Some("ounced that the two capi")
    );
    let selection = harness.state().view.selection.unwrap();
    assert!(selection.caret < selection.anchor);
}

#[test]
fn two_clicks_take_the_word_three_the_sentence_and_control_the_quotation() {
    let mut harness = english_harness();
    let at = place(&harness, "calendar", 3);
    click(&mut harness, at, Modifiers::NONE);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().asked().as_deref(), Some("calendar"));
    click(&mut harness, at, Modifiers::NONE);
    assert!(harness.state().asked().unwrap().starts_with("The army announced"));
    assert!(harness.state().asked().unwrap().ends_with("mission."));
    wait(&mut harness);
    let at = place(&harness, "step by", 2);
    click(&mut harness, at, CTRL);
    assert_eq!(harness.state().asked().as_deref(), Some("careful, step by step"));
}

#[test]
fn shift_and_click_extends_the_selection() {
    let mut harness = english_harness();
    let (from, to) = (place(&harness, "Sunday", 0), place(&harness, "calendar", 3));
    click(&mut harness, from, Modifiers::NONE);
    wait(&mut harness);
    click(&mut harness, to, Modifiers::SHIFT);
    assert_eq!(harness.state().asked().as_deref(), Some("Sunday over a calendar"));
}

#[test]
fn a_click_selects_the_innermost_claim_and_the_next_the_one_around_it() {
    let mut harness = english_harness();
    let at = place(&harness, "agree to stop", 2);
    let claim = |harness: &Harness<'_, Desk>| {
        harness
            .state()
            .view
            .claim
            .as_ref()
            .map(|id| id.as_str().to_owned())
    };
    let mut seen = Vec::new();
    for _ in 0..4 {
        click(&mut harness, at, Modifiers::NONE);
        wait(&mut harness);
        seen.extend(claim(&harness));
    }
    assert_eq!(seen, ["c-8", "c-9", "c-7", "c-8"]);
    assert!(harness.state().view.selection.unwrap().span().is_empty());
    let at = place(&harness, "for its part", 5);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(claim(&harness), None);
}

#[test]
fn a_press_closes_the_pop_up() {
    let mut harness = english_harness();
    drag(&mut harness, ("announced", 3), ("capitals", 4), Modifiers::NONE);
    wait(&mut harness);
    let at = place(&harness, "for its part", 5);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().asked(), None);
}

#[test]
fn the_edge_of_the_selected_claim_can_be_dragged() {
    let mut harness = english_harness();
    let at = place(&harness, "calendar for", 3);
    click(&mut harness, at, Modifiers::NONE);
    wait(&mut harness);
    drag(
        &mut harness,
        ("the two capitals", 0),
        ("announced", 2),
        Modifiers::NONE,
    );
    let claim = harness
        .state()
        .project
        .claim(&"talks".into(), &"c-0".into())
        .unwrap()
        .clone();
    assert!(
        claim.words().starts_with("announced that the two"),
        "{}",
        claim.words()
    );
    assert!(claim.words().ends_with("mission"));
    let labels: Vec<_> = harness
        .state()
        .sent
        .iter()
        .filter_map(|action| match action {
            Action::Edit(label, _) => Some(*label),
            _ => None,
        })
        .collect();
    assert_eq!(labels, ["move claim's edge"]);
}

#[test]
fn the_keyboard_selects_and_asks() {
    let mut harness = english_harness();
    let at = place(&harness, "Sunday", 0);
    click(&mut harness, at, Modifiers::NONE);
    press(&mut harness, Press::ArrowRight, Modifiers::SHIFT | CTRL);
    press(&mut harness, Press::ArrowRight, Modifiers::SHIFT | CTRL);
    assert_eq!(harness.state().asked().as_deref(), Some("Sunday over"));
    press(&mut harness, Press::ArrowRight, Modifiers::SHIFT);
    assert_eq!(harness.state().selected(), "Sunday over ");
    press(&mut harness, Press::ArrowRight, Modifiers::NONE);
    assert_eq!(
        (harness.state().asked(), harness.state().selected()),
        (None, String::new())
    );
    press(&mut harness, Press::ArrowLeft, Modifiers::SHIFT | Modifiers::ALT);
    assert!(harness.state().asked().unwrap().starts_with("The army announced"));
    press(&mut harness, Press::A, CTRL);
    assert_eq!(harness.state().selected(), ENGLISH.trim());
    assert_eq!(harness.state().asked(), None);
}

#[test]
fn the_caret_walks_through_the_whole_text_and_back() {
    for make in [english as fn() -> Project, arabic] {
        let mut harness = harness(Desk::new(make(), "talks"), &Options::default());
        press(&mut harness, Press::ArrowDown, Modifiers::NONE);
        press(&mut harness, Press::Home, CTRL);
        let text = harness.state().text();
        let rtl = blocks::direction(&text) == crate::typeset::Direction::Rtl;
        let (on, back) = if rtl {
            (Press::ArrowLeft, Press::ArrowRight)
        } else {
            (Press::ArrowRight, Press::ArrowLeft)
        };
        let caret = |harness: &Harness<'_, Desk>| harness.state().view.selection.unwrap().caret;
        for (key, end) in [(on, text.trim_end().len()), (back, 0)] {
            for _ in 0..text.chars().count() + 60 {
                harness.key_press(key);
                harness.step();
            }
            assert_eq!(caret(&harness), end);
        }
        for _ in 0..40 {
            press(&mut harness, Press::ArrowDown, Modifiers::NONE);
        }
        assert!(caret(&harness) + 140 > text.trim_end().len());
    }
}

#[test]
fn chips_select_their_claims_and_decide() {
    let mut harness = english_harness();
    let name = "Claim: “most of the attacks”, Factions, accepted";
    harness.get_by_label(name).click();
    harness.run_steps(2);
    assert_eq!(harness.state().view.claim, Some("c-4".into()));
    assert_eq!(
        harness.state().view.selection,
        None,
        "the text below is not clicked"
    );
    let at = harness.get_by_label("Dispute: Factions").rect().center();
    wait(&mut harness);
    click(&mut harness, at, Modifiers::NONE);
    let sent = &harness.state().sent;
    assert!(sent.contains(&Action::Command(Command::Dispute)), "{sent:?}");
}

/// About 10 MB of paragraphs in two scripts with a claim in every fifth.
fn long_article() -> Project {
    let latin = "The army said that the two capitals had met again on Sunday over a calendar for a careful reduction that would close the mission by the end of the year.";
    let arabic =
        "قال الجيش إن الطرفين اجتمعا من جديد يوم الأحد لوضع جدول زمني ينهي مهمة التحالف بحلول نهاية العام.";
    let mut text = String::new();
    let mut starts = Vec::new();
    while text.len() < 10_000_000 {
        starts.push(text.len());
        text.push_str(if starts.len() % 2 == 0 { arabic } else { latin });
        text.push_str("\n\n");
    }
    let metadata = Metadata {
        title: "A long one".into(),
        ..Metadata::default()
    };
    let mut project = project(&text, metadata, &[]);
    let mut article = project.article(&"talks".into()).unwrap().clone();
    for (n, start) in starts.iter().step_by(6).enumerate().take(10_000) {
        let mut claim = Claim::new(&text, Span::new(start + 19, start + 40)).unwrap();
        claim.voice = Voice::attributed_to("Coalition".into());
        article.claims.insert(format!("c-{n:05}").into(), claim);
    }
    project
        .apply(Edit::Article("talks".into(), Some(Box::new(article))))
        .unwrap();
    project
}

fn wheel(harness: &mut Harness<'_, Desk>, points: f32) {
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(12);
}

fn top(harness: &Harness<'_, Desk>) -> String {
    let (_, placed) = harness.state().surface.seen.as_ref().unwrap();
    placed.first().unwrap().setting.paragraph.text().to_owned()
}

fn first_bytes(harness: &Harness<'_, Desk>) -> (usize, f32) {
    let surface = &harness.state().surface;
    surface
        .page
        .as_ref()
        .unwrap()
        .reading_place(surface.scroll)
        .unwrap_or_default()
}

#[test]
fn a_long_article_lays_out_no_more_than_the_screen() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    let layouts = |harness: &Harness<'_, Desk>| harness.state().surface.layouts();
    let on_screen = |harness: &Harness<'_, Desk>| harness.state().surface.seen.as_ref().unwrap().1.len();
    let first = on_screen(&harness);
    assert!(first < 16, "{first} blocks on the first screen");
    for _ in 0..8 {
        let before = layouts(&harness);
        harness.run_steps(1);
        assert!(layouts(&harness) - before <= 4, "a few in a frame");
    }
    let opened = layouts(&harness);
    assert!(
        (first + 8..first * 2 + 2).contains(&opened),
        "{opened} blocks for a screen of {first} and the next"
    );
    // Nothing is laid out or drawn again while nothing moves.
    harness.run();
    harness.run_steps(5);
    assert_eq!(layouts(&harness), opened);
    hover(&mut harness, pos2(300.0, 300.0));
    wheel(&mut harness, -400.0);
    let scrolled = layouts(&harness);
    assert!(scrolled - opened < 40, "{scrolled} after {opened}");
    press(&mut harness, Press::End, CTRL);
    let (_, placed) = harness.state().surface.seen.as_ref().unwrap();
    let last = placed.last().unwrap();
    let end = last.top + last.setting.paragraph.height();
    assert_eq!(last.span.end, harness.state().text().trim_end().len());
    assert!((500.0..728.0).contains(&end), "{end}");
    assert!(layouts(&harness) - scrolled < 40);
    for claim in ["c-00003", "c-05000", "c-09000"] {
        harness.state_mut().view.reveal = Some(Reveal::Claim(claim.into()));
        let before = layouts(&harness);
        harness.run_steps(2);
        let desk = harness.state();
        let span = desk.project.claim(&"talks".into(), &claim.into()).unwrap().spans[0]
            .span()
            .unwrap();
        let (_, placed) = desk.surface.seen.as_ref().unwrap();
        let block = placed
            .iter()
            .find(|block| block.span.contains(span.start))
            .unwrap();
        assert!((150.0..350.0).contains(&block.top), "{claim} at {}", block.top);
        assert!(layouts(&harness) - before < 40, "{claim}");
    }
    picture("long", &mut harness);
    let far = pos2(734.0, 728.0 / 4.0);
    click(&mut harness, far, Modifiers::NONE);
    let share = first_bytes(&harness).0 as f64 / 10_000_000.0;
    assert!((0.2..0.3).contains(&share), "{share}");
}

#[test]
fn the_words_being_read_stay_when_the_window_or_the_zoom_changes() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    harness.state_mut().view.reveal = Some(Reveal::Claim("c-05000".into()));
    harness.run_steps(2);
    let (byte, _) = first_bytes(&harness);
    for (size, zoom) in [
        (vec2(500.0, 728.0), 1.0),
        (vec2(900.0, 500.0), 1.8),
        (vec2(740.0, 728.0), 1.0),
    ] {
        harness.set_size(size);
        harness.state_mut().zoom = zoom;
        harness.run_steps(2);
        let (now, above) = first_bytes(&harness);
        assert!(
            now.abs_diff(byte) < 160 && above.abs() < 80.0,
            "{byte} {now} {above}"
        );
    }
}

#[test]
fn the_caret_stays_in_view_and_pages_go_down_and_up() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    let at = place(&harness, "army", 0);
    click(&mut harness, at, Modifiers::NONE);
    let visible = |harness: &Harness<'_, Desk>| {
        let desk = harness.state();
        let caret = desk.view.selection.unwrap().caret;
        let (_, placed) = desk.surface.seen.as_ref().unwrap();
        let block = placed
            .iter()
            .find(|block| block.span.start <= caret && caret <= block.span.end);
        let rect = block
            .unwrap()
            .setting
            .paragraph
            .caret_rect(caret - block.unwrap().span.start);
        let y = block.unwrap().top + rect.y;
        assert!(y >= 0.0 && y + rect.h <= 728.0, "{y}");
    };
    for _ in 0..60 {
        press(&mut harness, Press::ArrowDown, Modifiers::NONE);
        visible(&harness);
    }
    let before = harness.state().view.selection.unwrap().caret;
    press(&mut harness, Press::PageDown, Modifiers::NONE);
    visible(&harness);
    let after = harness.state().view.selection.unwrap().caret;
    assert!((800..4000).contains(&(after - before)), "{before} {after}");
    press(&mut harness, Press::PageUp, Modifiers::NONE);
    visible(&harness);
    assert!(harness.state().view.selection.unwrap().caret.abs_diff(before) < 200);
}

#[test]
fn a_drag_beyond_the_edge_scrolls_and_selects_on() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    let screen = harness
        .state()
        .surface
        .seen
        .as_ref()
        .unwrap()
        .1
        .last()
        .unwrap()
        .span
        .end;
    let at = place(&harness, "army", 0);
    button(&mut harness, at, true, Modifiers::NONE);
    harness.event(Event::PointerMoved(pos2(300.0, 800.0)));
    harness.run_steps(60);
    button(&mut harness, pos2(300.0, 800.0), false, Modifiers::NONE);
    let selected = harness.state().selected();
    assert!(
        selected.len() > screen + 500,
        "{} on a screen of {screen}",
        selected.len()
    );
    assert_ne!(top(&harness), "A long one");
    assert!(harness.state().asked().is_some());
}

#[test]
fn a_wish_to_reveal_is_followed_once() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    harness.state_mut().view.reveal = Some(Reveal::Claim("c-05000".into()));
    harness.run_steps(2);
    let (first, _) = first_bytes(&harness);
    hover(&mut harness, pos2(300.0, 300.0));
    wheel(&mut harness, -900.0);
    let (byte, _) = first_bytes(&harness);
    assert!(byte > first);
    harness.run_steps(30);
    assert!(first_bytes(&harness).0 >= byte, "it does not go back");
    harness.state_mut().view.reveal = Some(Reveal::Top);
    harness.run_steps(2);
    assert!(harness.state().surface.scroll == Scroll::default());
}

#[test]
fn the_other_pieces_of_the_selected_claim_are_pointed_to() {
    let mut text = String::from("It began with a strike in Jordan.\n\n");
    for _ in 0..60 {
        text.push_str("A paragraph says nothing of it, and says it at some length.\n\n");
    }
    text.push_str("It ended with armed groups close to Tehran.\n");
    let said = Said(
        &["a strike in Jordan", "armed groups"],
        &["United States"],
        &["close to Tehran"],
        &["ended with"],
        None,
    );
    let project = project(&text, Metadata::default(), &[said]);
    let mut desk = Desk::new(project, "talks");
    desk.view.claim = Some("c-0".into());
    let mut harness = harness(desk, &Options::default());
    picture("tied", &mut harness);
    harness.get_by_label("Go to the claim's words below").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Go to the claim's words below").is_none());
    let (_, placed) = harness.state().surface.seen.as_ref().unwrap();
    assert!(
        placed
            .last()
            .unwrap()
            .setting
            .paragraph
            .text()
            .starts_with("It ended")
    );
    harness.get_by_label("Go to the claim's words above").click();
    harness.run_steps(3);
    assert!(top(&harness).starts_with("It began"));
}

#[test]
#[ignore = "prints times, to be run by hand"]
fn times() {
    for (name, project) in [("short", english()), ("long", long_article())] {
        let mut harness = harness(Desk::new(project, "talks"), &Options::default());
        hover(&mut harness, pos2(300.0, 300.0));
        let mut times = Vec::new();
        for moving in [false, true] {
            let before = std::time::Instant::now();
            for _ in 0..60 {
                if moving {
                    harness.event(Event::MouseWheel {
                        unit: MouseWheelUnit::Point,
                        delta: vec2(0.0, -60.0),
                        phase: TouchPhase::Move,
                        source: egui::MouseWheelSource::Wheel,
                        modifiers: Modifiers::NONE,
                    });
                }
                harness.step();
            }
            times.push(before.elapsed() / 60);
        }
        let desk = harness.state_mut();
        let before = std::time::Instant::now();
        let marks = Marks::of(&desk.project, desk.project.article(&desk.article).unwrap());
        let marked = before.elapsed();
        let before = std::time::Instant::now();
        let key = desk.surface.page.as_ref().unwrap().key.clone();
        let page = Page::new(key, desk.text());
        println!(
            "{name}: idle, scrolling {times:?}; {} marks {marked:?}; page of {} blocks {:?}",
            marks.all.len(),
            page.blocks.len(),
            before.elapsed()
        );
    }
}
