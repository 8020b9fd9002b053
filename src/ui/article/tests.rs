//! The surface driven as a user would, without a window: mouse and keys in, actions out. Here are the desk it stands on and
//! the hand that drives it; what is tested stands in the files by subject.

mod articles;
#[path = "../../../tests/support/cpu_renderer.rs"]
mod cpu_renderer;
mod hand;
mod head;
mod laws;
mod long;
mod pictures;
mod reader;
mod rules;
mod scrolling;
mod snapshots;

use std::sync::Arc;

use eframe::egui::{
    self, Event, Key as Press, Modifiers, MouseWheelUnit, Pos2, TouchPhase, Vec2, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use self::articles::{ENGLISH, arabic, english, long_article, project, published};
use super::*;
use crate::model::{
    Anchor, Attribution, Claim, Decision, Edit, Head, Metadata, Review, Speaker, TextDirection, Voice, ops,
};
use crate::session::settings::{ColumnWidth, LineSpacing, TextFace};
use crate::typeset::Typesetter;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Sent;
use crate::ui::bus::picker::{PickerState, PickerTarget};
use crate::ui::bus::place::Selection;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::ICONS;
use crate::ui::kit::theme;

/// What a window would keep around the surface.
struct Desk {
    project: Project,
    revision: u64,
    place: Place,
    picker: Option<PickerState>,
    surface: Surface,
    article: ArticleId,
    zoom: f32,
    set: PageSettings,
    suggestions: Vec<Suggestion>,
    sent: Vec<Request>,
}

impl Desk {
    fn new(project: Project, article: &str) -> Self {
        Self {
            project,
            revision: 1,
            place: Place::default(),
            picker: None,
            surface: Surface::default(),
            article: article.into(),
            zoom: 1.0,
            set: PageSettings::default(),
            suggestions: Vec::new(),
            sent: Vec::new(),
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let me = ReviewerId::from("me");
        let mut out = Requests::default();
        let reading = SurfaceCtx {
            project: &self.project,
            revision: self.revision,
            article: &self.article,
            place: &self.place,
            find: None,
            picker: self.picker.as_ref(),
            focus: None,
            me: Some(&me),
            zoom: self.zoom,
            set: self.set,
            suggestions: &self.suggestions,
            lit: [None, None],
            suggested_claims: &[],
        };
        article_ui(ui, &reading, &mut self.surface, &mut out);
        for sent in out.take() {
            let Sent::Request(request) = sent;
            self.run(&request);
            self.sent.push(request);
        }
    }

    fn run(&mut self, request: &Request) {
        match request {
            Request::SelectText(selection) => self.place.selection = *selection,
            Request::SelectClaim { claim, .. } => self.place.claim.clone_from(claim),
            Request::Ask(asking) => self.picker = Some(asking.clone()),
            Request::StopAsking => self.picker = None,
            Request::MoveSpan(at, piece, words) => {
                let moved = ops::claim::move_span(&self.project, at, *piece, *words);
                self.project.apply(moved.unwrap().1).unwrap();
                self.revision += 1;
            }
            _ => {}
        }
    }

    fn text(&self) -> Arc<str> {
        let article = self.project.article(&self.article);
        article.unwrap().text.clone().unwrap()
    }

    /// The blocks on the screen.
    fn placed(&self) -> &[Placed] {
        &self.surface.seen.as_ref().unwrap().1
    }

    fn selected(&self) -> String {
        let span = self.place.selection.map_or(Span::new(0, 0), Selection::span);
        span.slice(&self.text()).unwrap().to_owned()
    }

    fn asked(&self) -> Option<String> {
        match &self.picker.as_ref()?.target {
            PickerTarget::Words(span) => Some(span.slice(&self.text())?.to_owned()),
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
    let icons = egui::FontData::from_static(crate::ui::kit::icons::FONT);
    fonts.font_data.insert("sans".to_owned(), sans.into());
    fonts.font_data.insert(ICONS.to_owned(), icons.into());
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        fonts.families.insert(family, vec!["sans".to_owned()]);
    }
    let icons = egui::FontFamily::Name(ICONS.into());
    fonts.families.insert(icons, vec![ICONS.to_owned()]);
    ctx.set_fonts(fonts);
    theme::install(ctx);
    TextPainter::give(ctx, Typesetter::embedded_only());
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
    let first = harness.state().placed().first().unwrap();
    first.setting.paragraph.text().to_owned()
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
