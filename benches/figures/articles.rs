//! The list of 10,000 articles, in the whole window: sorting, grouping, filtering, selecting 5,000 and setting their publisher.
//! The frame that follows an act shows its first rows.

use std::time::Duration;

use eframe::egui::{Event, Key, Modifiers};
use sayso::ui::app::message::Message;
use sayso::ui::articles::{Grouping, Msg, SortBy};
use sayso::ui::bus::place::Workspace;
use sayso::ui::bus::request::Request;

use crate::clock::milliseconds;
use crate::desk::Desk;
use crate::material::Material;
use crate::table::{Bar, Table};

const ARTICLES: usize = 10_000;
const ROUNDS: usize = 5;
/// Until the first rows.
const ROWS: f64 = 100.0;

/// Measures the list.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let mut desk = Desk::open(&material.project(ARTICLES, 1_000));
    desk.ask(Request::Show(Workspace::Articles));
    desk.rest();
    let filter = |words: &str| Msg::Filter(words.to_owned());
    for (name, wanted, back) in [
        (
            "sort by title",
            Msg::Sort(SortBy::Title),
            Msg::Sort(SortBy::Added),
        ),
        (
            "sort by open claims",
            Msg::Sort(SortBy::OpenClaims),
            Msg::Sort(SortBy::Added),
        ),
        (
            "group by month",
            Msg::Group(Grouping::Month),
            Msg::Group(Grouping::None),
        ),
        (
            "group by state",
            Msg::Group(Grouping::State),
            Msg::Group(Grouping::None),
        ),
        (
            "filter by words and a field",
            filter("talks -publisher:x"),
            filter(""),
        ),
    ] {
        let rounds = (0..ROUNDS).map(|_| {
            let took = act(&mut desk, wanted.clone());
            act(&mut desk, back.clone());
            took
        });
        let took = rounds.min().unwrap_or_default();
        tell(table, &format!("{name}, of {ARTICLES} articles"), took);
    }
    // Half of them: those before the middle, by the keys of the list.
    let half = Msg::Step {
        rows: (ARTICLES / 2 - 1).cast_signed(),
        choose: true,
    };
    act(&mut desk, Msg::ChooseAll(false));
    act(
        &mut desk,
        Msg::Step {
            rows: -ARTICLES.cast_signed(),
            choose: false,
        },
    );
    let chosen = act(&mut desk, half);
    tell(table, &format!("select {} articles", ARTICLES / 2), chosen);
    let mut named: Option<Duration> = None;
    for round in 0..ROUNDS {
        act(&mut desk, Msg::EditMany);
        desk.frame(Vec::new());
        desk.frame(vec![key(Key::A, Modifiers::COMMAND)]);
        desk.frame(vec![Event::Paste(format!("The Example Courier {round}"))]);
        let heard = desk.frame(vec![key(Key::Enter, Modifiers::NONE)]);
        let took = heard + desk.frame(Vec::new());
        named = Some(named.map_or(took, |before| before.min(took)));
        desk.rest();
    }
    let publisher = Some(format!("The Example Courier {}", ROUNDS - 1));
    let articles = desk.project().articles().values();
    let changed = articles
        .filter(|article| article.metadata.publisher == publisher)
        .count();
    assert_eq!(changed, ARTICLES / 2, "they have the publisher");
    tell(
        table,
        &format!("set the publisher of {} articles", ARTICLES / 2),
        named.unwrap_or_default(),
    );
}

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers,
    }
}

fn act(desk: &mut Desk, msg: Msg) -> Duration {
    let (done, drawn) = desk.ask(Message::Articles(msg));
    done + drawn
}

fn tell(table: &mut Table, name: &str, took: Duration) {
    let name = format!("{name}, until its first rows");
    table.alone(name, "ms", milliseconds(took), Bar::Figure(ROWS));
}
