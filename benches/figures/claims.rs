//! The workspace of claims over 100,000 of them, in the whole window: showing, filtering, sorting,
//! scrolling, changing all at once; and merging speakers with thousands of claims. The frame that
//! follows an act shows its first rows; no frame may take longer than a screen is refreshed.

use std::time::Duration;

use sayso::model::{SpeakerId, Voice};
use sayso::session::filters::{ClaimFilter, Column, ReviewFilter};
use sayso::ui::action::Action;
use sayso::ui::claims::{ClaimsAction, Grouping};
use sayso::ui::command::Command;
use sayso::ui::speakers::SpeakersAction;
use sayso::ui::view::Workspace;

use crate::clock::{milliseconds, percentile};
use crate::desk::Desk;
use crate::material::{CLAIMS, Material};
use crate::table::{Bar, Table};

const ARTICLES: usize = 4_000;
/// Three speakers with so many articles have 10,000 claims each.
const MERGED: usize = 1_200;
/// How often what changes nothing for the next time is done.
const ROUNDS: usize = 7;
/// So many frames after an act are looked at, and after one that is made slice by slice.
const AFTER: usize = 8;
const AFTER_SLICES: usize = 100;
/// What a frame may take of our own time.
const FRAME: f64 = 16.0;
/// Until the first rows.
const ROWS: f64 = 50.0;

/// What an act takes: until its first rows are drawn, and the longest of its frames.
#[derive(Clone, Copy)]
struct Took {
    rows: Duration,
    frame: Duration,
    /// All of its slices, where it is made slice by slice.
    slices: Duration,
}

/// Measures the table.
pub fn measure(material: &Material, table: &mut Table) {
    let mut desk = Desk::open(&material.project(ARTICLES, 1_000));
    assert_eq!(desk.project().claims().count(), ARTICLES * CLAIMS);
    let mut shown = act(&mut desk, Action::Show(Workspace::Claims));
    // They are looked at frame by frame.
    for _ in 0..AFTER_SLICES {
        shown.frame = shown.frame.max(desk.frame(Vec::new()));
    }
    tell(table, "show 100,000 claims for the first time", &[shown]);

    let claims = |action| Action::Claims(action);
    let filter = |filter: ClaimFilter| claims(ClaimsAction::Filter(Box::new(filter)));
    let words = |words: &str| {
        filter(ClaimFilter {
            words: words.to_owned(),
            ..ClaimFilter::default()
        })
    };
    let unreviewed = filter(ClaimFilter {
        review: Some(ReviewFilter::Unreviewed),
        ..ClaimFilter::default()
    });
    let nothing = filter(ClaimFilter::default());
    let acts: [(&str, Action, Action); 6] = [
        (
            "filter 100,000 claims by words",
            words("talks resume"),
            nothing.clone(),
        ),
        ("… by review", unreviewed, nothing.clone()),
        ("… take the filter away", nothing, words("talks")),
        (
            "sort 100,000 claims by speaker",
            claims(ClaimsAction::Sort(Column::Speaker)),
            claims(ClaimsAction::Sort(Column::Claim)),
        ),
        (
            "… by words",
            claims(ClaimsAction::Sort(Column::Claim)),
            claims(ClaimsAction::Sort(Column::Review)),
        ),
        (
            "group 100,000 claims by speaker",
            claims(ClaimsAction::Group(Grouping::Speaker)),
            claims(ClaimsAction::Group(Grouping::None)),
        ),
    ];
    for (name, wanted, back) in acts {
        act(&mut desk, back.clone());
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            times.push(act(&mut desk, wanted.clone()));
            act(&mut desk, back.clone());
        }
        tell(table, name, &times);
    }
    act(&mut desk, claims(ClaimsAction::Group(Grouping::None)));
    act(&mut desk, words(""));
    let mut scrolled = Vec::new();
    for _ in 0..200 {
        let step = ClaimsAction::Step {
            rows: 17,
            choose: false,
        };
        scrolled.push(act(&mut desk, claims(step)));
    }
    tell(
        table,
        "go down through 100,000 claims by the screenful",
        &scrolled,
    );

    let chosen = act(&mut desk, claims(ClaimsAction::ChooseAll(true)));
    tell(table, "choose 100,000 claims", &[chosen]);
    let disputed = act(&mut desk, Action::Command(Command::Dispute));
    tell(table, "dispute 100,000 claims as one step", &[disputed]);
    desk.rest();
    let undone = act(&mut desk, Action::Command(Command::Undo));
    tell(table, "undo that", &[undone]);
    desk.rest();
}

/// Measures merging two speakers.
pub fn merge(material: &Material, table: &mut Table) {
    let mut desk = Desk::open(&material.project(MERGED, 3));
    let [kept, other]: [SpeakerId; 2] = ["s-000000".into(), "s-000001".into()];
    let says = |voice: &Voice| voice.speakers().any(|speaker| *speaker == other);
    let claims = desk
        .project()
        .claims()
        .filter(|(_, _, claim)| says(&claim.voice))
        .count();
    desk.ask(Action::Show(Workspace::Speakers));
    desk.rest();
    let merge = SpeakersAction::Merge {
        kept,
        other: other.clone(),
    };
    let merged = act(&mut desk, Action::Speakers(merge));
    assert!(desk.project().speaker(&other).is_none(), "the speaker is merged");
    tell(table, &format!("merge a speaker with {claims} claims"), &[merged]);
    desk.rest();
    let undone = act(&mut desk, Action::Command(Command::Undo));
    assert!(desk.project().speaker(&other).is_some(), "the merge is undone");
    tell(table, "undo that", &[undone]);
    desk.rest();
}

/// Does something and draws the frames that follow. What the act does counts to the frame in which it
/// is asked for.
fn act(desk: &mut Desk, action: Action) -> Took {
    let (done, drawn) = desk.ask(action);
    let mut took = Took {
        rows: done + drawn,
        frame: done.max(drawn),
        slices: done + drawn,
    };
    let mut sliced = 0;
    while desk.session().gradual_progress().is_some() {
        let frame = desk.frame(Vec::new());
        took.slices += frame;
        took.frame = took.frame.max(frame);
        sliced += 1;
    }
    for _ in 0..if sliced > 0 { AFTER_SLICES } else { AFTER } {
        took.frame = took.frame.max(desk.frame(Vec::new()));
    }
    took
}

fn tell(table: &mut Table, name: &str, times: &[Took]) {
    let median = |of: fn(&Took) -> Duration| milliseconds(percentile(times.iter().map(of).collect(), 50));
    table.alone(
        format!("{name}, until its first rows"),
        "ms",
        median(|took| took.rows),
        Bar::Figure(ROWS),
    );
    table.alone(
        format!("{name}, the longest frame"),
        "ms",
        median(|took| took.frame),
        Bar::Figure(FRAME),
    );
    let slices = median(|took| took.slices);
    if slices > 2.0 * median(|took| took.rows) {
        table.alone(format!("{name}, all slices together"), "ms", slices, Bar::None);
    }
}
