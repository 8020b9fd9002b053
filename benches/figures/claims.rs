//! The workspace of claims over 100,000 of them, in the whole window: showing, filtering, sorting,
//! scrolling, changing all at once; and merging speakers with thousands of claims. The frame that
//! follows an act shows its first rows; no frame may take longer than a screen is refreshed.

use std::time::Duration;

use sayso::model::{SpeakerId, Voice};
use sayso::session::settings::claim_table::{ClaimFilter, Column, ReviewFilter};
use sayso::ui::app::message::Message;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::place::Workspace;
use sayso::ui::bus::request::Request;
use sayso::ui::claims::{self, Grouping};
use sayso::ui::speakers;

use crate::clock::milliseconds;
use crate::desk::Desk;
use crate::material::{CLAIMS, Material};
use crate::table::{Bar, Table};

const ARTICLES: usize = 4_000;
/// Three speakers with so many articles have 10,000 claims each.
const MERGED: usize = 1_200;
/// How often what changes nothing for the next time is done.
const ROUNDS: usize = 7;
/// The same of what takes long.
const FEW_ROUNDS: usize = 3;
/// So many frames after an act are looked at, and after one that takes many of them.
const AFTER: usize = 4;
const MANY_AFTER: usize = 70;
/// What a frame may take of our own time.
const FRAME: f64 = 16.0;
/// Until the first rows.
const ROWS: f64 = 50.0;

/// What an act takes: the frame that shows its first rows, with what is done before it, and those that
/// follow.
type Frames = Vec<Duration>;

/// Measures the table.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let project = material.project(ARTICLES, 1_000);
    let mut shown = Vec::new();
    for _ in 0..FEW_ROUNDS {
        let mut desk = Desk::open(&project);
        assert_eq!(desk.project().claims().count(), ARTICLES * CLAIMS);
        shown.push(act(&mut desk, Request::Show(Workspace::Claims), MANY_AFTER));
    }
    tell(table, "show 100,000 claims for the first time", &shown);

    let mut desk = Desk::open(&project);
    act(&mut desk, Request::Show(Workspace::Claims), MANY_AFTER);
    let claims = |action| Message::Claims(action);
    let filter = |filter: ClaimFilter| claims(claims::Msg::Filter(Box::new(filter)));
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
    let acts: [(&str, Message, Message); 6] = [
        (
            "filter 100,000 claims by words",
            words("talks resume"),
            nothing.clone(),
        ),
        ("… by review", unreviewed, nothing.clone()),
        ("… take the filter away", nothing, words("talks")),
        (
            "sort 100,000 claims by speaker",
            claims(claims::Msg::Sort(Column::Speaker)),
            claims(claims::Msg::Sort(Column::Claim)),
        ),
        (
            "… by words",
            claims(claims::Msg::Sort(Column::Claim)),
            claims(claims::Msg::Sort(Column::Review)),
        ),
        (
            "group 100,000 claims by speaker",
            claims(claims::Msg::Group(Grouping::Speaker)),
            claims(claims::Msg::Group(Grouping::None)),
        ),
    ];
    for (name, wanted, back) in acts {
        act(&mut desk, back.clone(), AFTER);
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            rounds.push(act(&mut desk, wanted.clone(), AFTER));
            act(&mut desk, back.clone(), AFTER);
        }
        tell(table, name, &rounds);
    }
    act(&mut desk, claims(claims::Msg::Group(Grouping::None)), AFTER);
    act(&mut desk, words(""), AFTER);
    let down = claims::Msg::Step {
        rows: 17,
        choose: false,
    };
    let scroll = (0..200).map(|_| act(&mut desk, claims(down.clone()), AFTER));
    let scrolled: Vec<Frames> = scroll.collect();
    tell(
        table,
        "go down through 100,000 claims by the screenful",
        &scrolled,
    );

    let (mut chosen, mut disputed, mut undone) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..FEW_ROUNDS {
        act(&mut desk, claims(claims::Msg::ChooseAll(false)), AFTER);
        chosen.push(act(&mut desk, claims(claims::Msg::ChooseAll(true)), AFTER));
        disputed.push(act(&mut desk, Request::Command(Command::Dispute), MANY_AFTER));
        desk.rest();
        undone.push(act(&mut desk, Request::Command(Command::Undo), MANY_AFTER));
        desk.rest();
    }
    tell(table, "choose 100,000 claims", &chosen);
    tell(table, "dispute 100,000 claims as one step", &disputed);
    tell(table, "undo that", &undone);
}

/// Measures merging two speakers.
pub(crate) fn merge(material: &Material, table: &mut Table) {
    let mut desk = Desk::open(&material.project(MERGED, 3));
    let [kept, other]: [SpeakerId; 2] = ["s-000000".into(), "s-000001".into()];
    let says = |voice: &Voice| voice.speakers().any(|speaker| *speaker == other);
    let claims = desk
        .project()
        .claims()
        .filter(|(_, _, claim)| says(&claim.voice))
        .count();
    act(&mut desk, Request::Show(Workspace::Speakers), MANY_AFTER);
    let merge = speakers::Msg::Merge {
        kept,
        other: other.clone(),
    };
    let (mut merged, mut undone) = (Vec::new(), Vec::new());
    for _ in 0..FEW_ROUNDS {
        merged.push(act(&mut desk, Message::Speakers(merge.clone()), MANY_AFTER));
        assert!(desk.project().speaker(&other).is_none(), "the speaker is merged");
        desk.rest();
        undone.push(act(&mut desk, Request::Command(Command::Undo), MANY_AFTER));
        assert!(desk.project().speaker(&other).is_some(), "the merge is undone");
        desk.rest();
    }
    tell(table, &format!("merge a speaker with {claims} claims"), &merged);
    tell(table, "undo that", &undone);
}

/// Does something and draws the frames that follow, so many at least, and until all is done.
fn act(desk: &mut Desk, action: impl Into<Message>, after: usize) -> Frames {
    let (done, drawn) = desk.ask(action);
    let mut frames = vec![done + drawn];
    while desk.session().long_edit_progress().is_some() {
        frames.push(desk.frame(Vec::new()));
    }
    frames.extend((0..after).map(|_| desk.frame(Vec::new())));
    frames
}

/// Of each frame the shortest time in any round counts: the one without whatever else the machine did.
fn tell(table: &mut Table, name: &str, rounds: &[Frames]) {
    let count = rounds.iter().map(Vec::len).min().unwrap_or_default();
    let shortest = |at: usize| rounds.iter().filter_map(|frames| frames.get(at)).min().copied();
    let frames: Frames = (0..count).filter_map(shortest).collect();
    let first = frames.first().copied().unwrap_or_default();
    let longest = frames.iter().max().copied().unwrap_or_default();
    let all: Duration = frames.iter().sum();
    table.alone(
        format!("{name}, until its first rows"),
        "ms",
        milliseconds(first),
        Bar::Figure(ROWS),
    );
    table.alone(
        format!("{name}, the longest frame"),
        "ms",
        milliseconds(longest),
        Bar::Figure(FRAME),
    );
    if count > 2 * AFTER {
        table.alone(
            format!("{name}, {count} frames together"),
            "ms",
            milliseconds(all),
            Bar::None,
        );
    }
}
