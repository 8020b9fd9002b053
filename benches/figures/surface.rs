//! The reading surface on short and very long articles, without a window: opening one, scrolling it,
//! marking a claim in it. Only the surface's own time counts, not what a graphics card would do.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2,
};
use sayso::model::ArticleId;
use sayso::model::ops;
use sayso::model::ops::attribution::{SaidBy, SpeakerChoice};
use sayso::session::settings::PageSettings;
use sayso::session::{Session, TextState, ids};
use sayso::text::Span;
use sayso::ui;
use sayso::ui::article::{Surface, SurfaceCtx, article_ui};
use sayso::ui::bus::outbox::Requests;
use sayso::ui::bus::place::Place;

use crate::clock::{milliseconds, percentile, shortest_in_turns, time};
use crate::material::{self, Material};
use crate::table::{Bar, Table};

/// Claims, and sentences without one after each, of the articles.
const SHORT: (usize, usize) = (10, 8);
const MIDDLE: (usize, usize) = (1_000, 6);
const LONG: (usize, usize) = (10_000, 8);

const FRAMES: usize = 1_000;
const PASSES: usize = 5;
/// How far the wheel turns in a frame, in points: a paragraph comes into sight every third.
const STEP: f32 = -60.0;

/// Measures all of it.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let [short, middle, long] = [SHORT, MIDDLE, LONG].map(|(claims, asides)| {
        let project = material.one_article(claims, asides);
        eprintln!("  an article of {} KB", size_of_text(&project) / 1000);
        project
    });
    open(&middle, &long, table);
    scroll(&short, &long, table);
    mark(&long, table);
}

fn open(middle: &Path, long: &Path, table: &mut Table) {
    let [long_opened, long_plain, middle_opened, middle_plain] = shortest_in_turns(
        9,
        [
            &mut || time_to_first_frame(long),
            &mut || time(|| read_and_validate(long)),
            &mut || time_to_first_frame(middle),
            &mut || time(|| read_and_validate(middle)),
        ],
    );
    table.beside(
        "open a 10 MB article with 10,000 claims, until its first frame (beside reading and validating it)",
        "ms",
        long_opened,
        long_plain,
        Bar::Figure((3.0 * long_plain).max(50.0)),
    );
    table.beside(
        "open a 0.8 MB article with 1,000 claims, until its first frame (beside reading and validating it)",
        "ms",
        middle_opened,
        middle_plain,
        Bar::Figure(40.0),
    );
}

fn scroll(short: &Path, long: &Path, table: &mut Table) {
    // Every pass draws the same frames anew; the shortest time of each is the one without whatever
    // else the machine did meanwhile.
    let mut times = [const { Vec::new() }; 2];
    for _ in 0..PASSES {
        let mut desks = [Desk::open(short), Desk::open(long)];
        for frame in 0..FRAMES {
            for (desk, times) in desks.iter_mut().zip(&mut times) {
                let took = desk.scroll();
                match times.get_mut(frame) {
                    Some(least) => *least = took.min(*least),
                    None => times.push(took),
                }
            }
        }
    }
    let [short_times, long_times]: [Vec<Duration>; 2] = times;
    let figure = |times: &Vec<Duration>, percent| milliseconds(percentile(times.clone(), percent));
    table.beside(
        "a frame while scrolling, median, 10 MB (beside 10 KB)",
        "ms",
        figure(&long_times, 50),
        figure(&short_times, 50),
        Bar::Ratio(1.3),
    );
    table.alone(
        "a frame while scrolling, median, 10 MB",
        "ms",
        figure(&long_times, 50),
        Bar::Figure(1.0),
    );
    table.beside(
        "a frame while scrolling, 99th percentile, 10 MB (beside 10 KB)",
        "ms",
        figure(&long_times, 99),
        figure(&short_times, 99),
        Bar::Figure(4.0),
    );
}

fn mark(long: &Path, table: &mut Table) {
    let mut desk = Desk::open(long);
    let mut edits = Vec::new();
    let mut frames = Vec::new();
    for number in 0..40 {
        edits.push(time(|| desk.mark(number)));
        frames.push(desk.frame(Vec::new()));
        // Saved now rather than during the next measurement.
        desk.session.flush().expect("the claim is saved");
    }
    let both: Vec<Duration> = edits
        .iter()
        .zip(&frames)
        .map(|(edit, frame)| *edit + *frame)
        .collect();
    let [both, edit, frame] = [both, edits, frames].map(|times| milliseconds(percentile(times, 0)));
    let name = "mark a claim in a 10 MB article with 10,000, and draw it";
    table.alone(name, "ms", both, Bar::Figure(2.0));
    table.alone("… of this the edit", "ms", edit, Bar::None);
    table.alone("… of this the frame", "ms", frame, Bar::None);
}

/// What a window would keep around the surface.
struct Desk {
    ctx: Context,
    session: Session,
    article: ArticleId,
    place: Place,
    surface: Surface,
    now: f64,
}

impl Desk {
    /// Opens the project and its only article.
    fn open(project: &Path) -> Self {
        let mut desk = Self::of(material::open(project));
        desk.read();
        desk.frame(Vec::new());
        desk
    }

    fn of(session: Session) -> Self {
        let ctx = Context::default();
        ui::prepare(&ctx);
        let (article, _) = material::some_claim(&session);
        let mut desk = Self {
            ctx,
            session,
            article: "".into(),
            place: Place::default(),
            surface: Surface::default(),
            now: 0.0,
        };
        // Without an article nothing is drawn: egui's own preparations are made, the surface's not.
        desk.frame(vec![Event::PointerMoved(pos2(300.0, 300.0))]);
        desk.article = article;
        desk
    }

    /// Reads the article's text as the window does.
    fn read(&mut self) {
        while self.session.ensure_text(&self.article) != TextState::Read {
            std::thread::sleep(Duration::from_micros(100));
            self.session.poll();
        }
    }

    /// Draws a frame; the time is the surface's.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.now += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(740.0, 728.0))),
            time: Some(self.now),
            events,
            ..RawInput::default()
        };
        let reading = SurfaceCtx {
            project: self.session.project(),
            revision: self.session.revision(),
            article: &self.article,
            place: &self.place,
            find: None,
            picker: None,
            focus: None,
            me: None,
            zoom: 1.0,
            set: PageSettings::default(),
            suggestions: &[],
            lit: [None, None],
            suggested_claims: &[],
        };
        let mut out = Requests::default();
        let mut took = Duration::ZERO;
        let surface = &mut self.surface;
        let _output = self.ctx.run_ui(input, |ui| {
            took += time(|| article_ui(ui, &reading, surface, &mut out));
        });
        took
    }

    /// Scrolls on; from the end it begins again with a surface that has laid out nothing.
    fn scroll(&mut self) -> Duration {
        let article = self.session.project().article(&self.article);
        let length = article
            .and_then(|article| article.text.as_deref())
            .map_or(0, str::len);
        if self.surface.top().is_none_or(|top| top + 2000 >= length) {
            self.surface = Surface::default();
        }
        self.frame(vec![Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, STEP),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        }])
    }

    /// Marks a few words somewhere in the article.
    fn mark(&mut self, number: usize) {
        let project = self.session.project();
        let article = project.article(&self.article).expect("the article");
        let text = article.text.as_deref().expect("its text");
        let start = text.floor_char_boundary(text.len() / 50 * number);
        let end = text.ceil_char_boundary(start + 40);
        let at = (self.article.clone(), ids::claim_id(project, &self.article));
        let stamp = self.session.stamp();
        let by_itself = SaidBy {
            speaker: SpeakerChoice::Article,
            mention: None,
        };
        let edit = ops::claim::mark(project, &at, &[Span::new(start, end)], &by_itself, &stamp);
        let edited = self.session.edit(edit.expect("a claim"));
        edited.expect("the claim is marked");
    }
}

fn time_to_first_frame(project: &Path) -> Duration {
    let mut desk = Desk::of(material::open(project));
    let begun = Instant::now();
    desk.read();
    begun.elapsed() + desk.frame(Vec::new())
}

fn text_file(project: &Path) -> std::path::PathBuf {
    project.join("articles/article-00000.txt")
}

fn size_of_text(project: &Path) -> u64 {
    fs::metadata(text_file(project)).expect("the text").len()
}

fn read_and_validate(project: &Path) -> String {
    let bytes = fs::read(text_file(project)).expect("the text");
    String::from_utf8(bytes).expect("UTF-8")
}
