//! Bringing 10,000 mixed files of about 4 KB in: reading them into articles, beside reading and hashing them in one
//! thread; adding them to a project, beside writing the same bytes plain; and what the window's frames take meanwhile.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::slice;
use std::time::{Duration, Instant};

use rustix::fs::{Advice, fadvise};
use sayso::model::Head;
use sayso::session::ingest::parse::{ParseOptions, parse_articles};
use sayso::session::ingest::stage::Staged;
use sayso::session::progress::Progress;
use sayso::session::{ReviewerIdentity, Session, no_wake};
use sayso::ui::app::message::Message;
use sayso::ui::bus::request::Request;
use sayso::ui::import;
use sha2::{Digest as _, Sha256};

use crate::clock::{milliseconds, own_time, percentile, processor_time, shortest_in_turns, time};
use crate::desk::Desk;
use crate::export::grown_by;
use crate::material::{Material, thousands};
use crate::mixed::{self, FILES, MIX};
use crate::table::{Bar, Table};

/// How often it is read; of each the shortest time counts.
const ROUNDS: usize = 7;
/// So many files of one kind alone are read.
const OF_A_KIND: usize = 2_000;
/// A corpus with claims: so many articles, each with so many.
const CORPUS: usize = 2_000;
const CLAIMS: usize = 50;
/// What a frame may take of our own time.
const FRAME: f64 = 16.0;
/// A window is drawn sixty times a second.
const TICK: Duration = Duration::from_micros(16_667);

/// Measures it.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let folder = material.folder().join("mixed");
    let bytes = mixed::write(&folder);
    let mix: Vec<String> = MIX
        .iter()
        .map(|(share, kind)| format!("{share} % {kind}"))
        .collect();
    let count = thousands(FILES);
    reading(
        &folder,
        &format!(
            "{count} mixed files of {} bytes ({})",
            bytes / FILES as u64,
            mix.join(", ")
        ),
        table,
    );
    adding(material.folder(), &folder, table);
    window(material.folder(), &folder, table);
    corpus(material.folder(), table);
}

fn reading(folder: &Path, what: &str, table: &mut Table) {
    let read = || {
        let imports = parse_articles(
            &[folder.to_owned()],
            &ParseOptions::default(),
            &Progress::default(),
        );
        assert!(imports.failures.is_empty() && imports.articles.len() >= FILES);
        imports
    };
    let [figure, reference] = shortest_in_turns(
        ROUNDS,
        [&mut || time(read), &mut || time(|| read_and_hash(folder))],
    );
    let name = format!("read {what} into articles (beside reading and hashing them in one thread)");
    table.beside(name, "ms", figure, reference, Bar::Ratio(2.0));
    let from_disk = |work: &dyn Fn()| {
        forget(folder);
        time(work)
    };
    let [figure, reference] = shortest_in_turns(
        ROUNDS,
        [&mut || from_disk(&|| drop(read())), &mut || {
            from_disk(&|| assert_ne!(read_and_hash(folder), [0; 32]))
        }],
    );
    let name = "… from the disk, none of them being in the system's memory (beside the same in one thread)";
    table.beside(name, "ms", figure, reference, Bar::Ratio(2.0));
    let figure = spent(&|| drop(read()));
    let reference = spent(&|| assert_ne!(read_and_hash(folder), [0; 32]));
    let name = "… time of processors, on however many (beside the same of the one thread)";
    table.beside(name, "ms", figure, reference, Bar::None);
    for (kind, (_, name)) in MIX.iter().enumerate() {
        let of_kind = folder.with_extension(kind.to_string());
        mixed::write_kind(&of_kind, kind, OF_A_KIND);
        let read = || {
            drop(parse_articles(
                slice::from_ref(&of_kind),
                &ParseOptions::default(),
                &Progress::default(),
            ));
        };
        let figure = spent(&read) * 1000.0 / OF_A_KIND as f64;
        table.alone(format!("… of this a file of {name}"), "µs", figure, Bar::None);
    }
    let grown = grown_by(|| drop(read()));
    table.alone(
        "… memory it takes at most, with all articles",
        "MB",
        grown,
        Bar::None,
    );
}

/// The least time of processors that some work takes, in milliseconds.
fn spent(work: &dyn Fn()) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let before = processor_time();
        work();
        processor_time().saturating_sub(before)
    });
    milliseconds(times.min().unwrap_or_default())
}

/// What nobody who looks at files can do without.
fn read_and_hash(folder: &Path) -> [u8; 32] {
    let mut all = [0; 32];
    for entry in fs::read_dir(folder).expect("the files") {
        let bytes = fs::read(entry.expect("a file").path()).expect("a file");
        let digest = Sha256::digest(&bytes);
        all.iter_mut().zip(digest).for_each(|(all, byte)| *all ^= byte);
    }
    all
}

/// Lets the system forget what is in the files, as if it had never read them; they lie on the disk.
fn forget(folder: &Path) {
    flush(folder);
    for entry in fs::read_dir(folder).expect("the files") {
        let file = File::open(entry.expect("a file").path()).expect("a file");
        fadvise(&file, 0, None, Advice::DontNeed).expect("Linux forgets what it is told to");
    }
}

fn flush(folder: &Path) {
    let flushed = Command::new("sync").arg("-f").arg(folder).status();
    assert!(flushed.is_ok_and(|status| status.success()), "flushed");
}

/// Adds the articles with their originals, until all is on the disk.
fn adding(folder: &Path, files: &Path, table: &mut Table) {
    let parsed = parse_articles(
        &[files.to_owned()],
        &ParseOptions::default(),
        &Progress::default(),
    );
    let mut session = project_at(&folder.join("added"));
    let staged = Staged::new(parsed, session.snapshot(), None);
    let figure = milliseconds(time(|| {
        let outcome = session.import(staged).expect("added");
        assert!(outcome.not_archived.is_empty());
        while session.flush().is_err() {}
    }));
    session.close().expect("saved");
    let plain = folder.join("plain");
    let reference = milliseconds(time(|| write_plain(files, &plain)));
    table.beside(
        "add them to a project with their originals, until all is on the disk (beside writing the files thrice, \
         flushed once)",
        "ms",
        figure,
        reference,
        Bar::None,
    );
}

/// As many files as an article has in a project: the original, the text, what is known about it.
fn write_plain(files: &Path, folder: &Path) {
    for times in 0..3 {
        let folder = folder.join(times.to_string());
        fs::create_dir_all(&folder).expect("a folder");
        for entry in fs::read_dir(files).expect("the files") {
            let entry = entry.expect("a file");
            let bytes = fs::read(entry.path()).expect("a file");
            fs::write(folder.join(entry.file_name()), bytes).expect("a file");
        }
    }
    flush(folder);
}

fn project_at(folder: &Path) -> Session {
    let who = ReviewerIdentity {
        id: "r-bench".into(),
        name: "Bench".to_owned(),
    };
    Session::create(folder, &Head::titled("Mixed"), who, no_wake()).expect("a project")
}

/// What a frame took, and how much of this its thread had a processor.
type Frame = (Duration, Duration);

/// The whole window, drawn sixty times a second while files are read and while their articles are added.
fn window(folder: &Path, files: &Path, table: &mut Table) {
    let project = folder.join("window");
    project_at(&project).close().expect("a project");
    let mut desk = Desk::open(&project);
    let mut frames = vec![ask(&mut desk, Request::OpenPaths(vec![files.to_owned()]))];
    draw_until(&mut desk, &mut frames, Desk::is_asking);
    tell(table, "the window while 10,000 files are read", &frames);
    let mut frames = vec![ask(&mut desk, Message::Import(import::Msg::Add))];
    draw_until(&mut desk, &mut frames, |desk| {
        desk.project().articles().len() >= FILES && desk.session().long_edit_progress().is_none()
    });
    frames.extend((0..60).map(|_| draw(&mut desk)));
    tell(table, "the window while they are added", &frames);
    desk.rest();
}

/// The same of a corpus, whose articles come with claims.
fn corpus(folder: &Path, table: &mut Table) {
    let project = folder.join("annotated");
    project_at(&project).close().expect("a project");
    let file = folder.join("corpus.jsonl");
    fs::write(&file, annotated(CORPUS, CLAIMS)).expect("a file");
    let name = format!(
        "{} articles with {} claims are",
        thousands(CORPUS),
        thousands(CORPUS * CLAIMS)
    );
    let mut desk = Desk::open(&project);
    let mut frames = vec![ask(&mut desk, Request::OpenPaths(vec![file]))];
    draw_until(&mut desk, &mut frames, Desk::is_asking);
    tell(table, &format!("the window while {name} read"), &frames);
    let mut frames = vec![ask(&mut desk, Message::Import(import::Msg::Add))];
    draw_until(&mut desk, &mut frames, |desk| {
        desk.project().articles().len() >= CORPUS && desk.session().long_edit_progress().is_none()
    });
    frames.extend((0..60).map(|_| draw(&mut desk)));
    assert_eq!(desk.project().claims().count(), CORPUS * CLAIMS);
    tell(table, &format!("the window while {name} added"), &frames);
    desk.rest();
}

/// So many articles of so many sentences, each a claim tied to its source, as doccano exports them.
fn annotated(articles: usize, claims: usize) -> String {
    let article = |number: usize| {
        let (mut text, mut marks, mut links) = (String::new(), Vec::new(), Vec::new());
        for place in 0..claims {
            let (at, claim, source) = (text.len(), 2 * place, 2 * place + 1);
            text.extend([
                "The ministry said that it was so in case ",
                &number.to_string(),
                " of ",
            ]);
            text.extend([&place.to_string(), ". "]);
            let mut mark = |id: usize, label: &str, from: usize, to: usize| {
                marks.push(format!(
                    "{{\"id\":{id},\"label\":\"{label}\",\"start_offset\":{from},\"end_offset\":{to}}}"
                ));
            };
            mark(claim, "Claim", at + 23, text.len() - 2);
            mark(source, "Source", at, at + 12);
            links.push(format!(
                "{{\"from_id\":{claim},\"to_id\":{source},\"type\":\"source\"}}"
            ));
        }
        let (marks, links) = (marks.join(","), links.join(","));
        format!("{{\"text\":\"{text}\",\"entities\":[{marks}],\"relations\":[{links}]}}\n")
    };
    (0..articles).map(article).collect()
}

fn ask(desk: &mut Desk, action: impl Into<Message>) -> Frame {
    let before = own_time();
    let (asked, drawn) = desk.ask(action);
    (asked + drawn, own_time().saturating_sub(before))
}

fn draw(desk: &mut Desk) -> Frame {
    let before = own_time();
    let took = desk.frame(Vec::new());
    (took, own_time().saturating_sub(before))
}

fn draw_until(desk: &mut Desk, frames: &mut Vec<Frame>, done: impl Fn(&Desk) -> bool) {
    let begun = Instant::now();
    while !done(desk) {
        assert!(
            begun.elapsed() < Duration::from_mins(5),
            "it does not come to an end"
        );
        let next = Instant::now() + TICK;
        frames.push(draw(desk));
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    frames.extend((0..10).map(|_| draw(desk)));
}

fn tell(table: &mut Table, name: &str, frames: &[Frame]) {
    let count = frames.len();
    let took: Vec<Duration> = frames.iter().map(|(took, _)| *took).collect();
    let own: Vec<Duration> = frames.iter().map(|(_, own)| *own).collect();
    if std::env::var_os("SAYSO_BENCH_FRAMES").is_some() {
        let slow = own
            .iter()
            .enumerate()
            .filter(|(_, own)| **own > Duration::from_millis(6));
        slow.for_each(|(at, own)| eprintln!("frame {at} of {count}: {own:?}"));
    }
    let mut row = |what: String, times: &[Duration], percent, bar| {
        let figure = milliseconds(percentile(times.to_vec(), percent));
        table.alone(format!("{name}, {what}"), "ms", figure, bar);
    };
    row(
        format!("the longest of {count} frames"),
        &took,
        100,
        Bar::Figure(FRAME),
    );
    row("99 of 100 frames".to_owned(), &took, 99, Bar::Figure(FRAME));
    row(
        "the longest without waiting for a processor".to_owned(),
        &own,
        100,
        Bar::None,
    );
}
