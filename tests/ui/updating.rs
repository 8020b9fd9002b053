//! An article with many claims is brought up to a newer version, its lost claims are put right, and all of it is undone,
//! done again and opened anew.

use eframe::egui::{Key, Modifiers, Role, vec2};
use sayso::model::{Anchor, Attribution, Claim, Edit, Metadata, Project, Speaker, UndoLabel, Voice};
use sayso::session::settings::ThemeChoice;
use sayso::session::{Session, files};
use sayso::text::Span;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{CTRL, CTRL_SHIFT, Opening, Window};

/// Who says what with which words, three to a paragraph.
const SAID: [(&str, &str, &str); 30] = [
    (
        "The harbour master",
        "said that",
        "no ship will leave before Friday",
    ),
    ("The crews", "answered that", "they had been told nothing"),
    ("The ministry", "announced that", "talks would begin on Monday"),
    ("The union", "claims that", "nine of ten members stopped work"),
    ("The company", "denied that", "wages were ever cut"),
    ("A spokesman", "added that", "the offer still stands"),
    ("The mayor", "warned that", "food will be short on the islands"),
    ("The traders", "said that", "prices have doubled since spring"),
    ("The ministry", "insisted that", "there is enough for everybody"),
    (
        "The harbour master",
        "told us that",
        "two ferries may sail at night",
    ),
    ("The pilots", "replied that", "the channel is not lit"),
    ("The company", "promised that", "lamps would be mended in a week"),
    ("The union", "wrote that", "the lamps were sold years ago"),
    ("The mayor", "confirmed that", "the town had bought them"),
    ("A spokesman", "explained that", "this was decided in the open"),
    ("The traders", "hope that", "a judge will hear them soon"),
    ("The court", "stated that", "it has received no complaint"),
    ("The crews", "believe that", "the letter went to the wrong house"),
    ("The fishermen", "reported that", "the nets are empty"),
    ("The institute", "found that", "the water is two degrees warmer"),
    ("The ministry", "doubts that", "the figures can be compared"),
    ("The doctors", "feared that", "medicines would run out"),
    ("The hospital", "said that", "it has stocks for a month"),
    ("The mayor", "asked that", "the army fly them in"),
    ("The army", "said that", "it stands ready to help"),
    ("The union", "objected that", "soldiers must not break a strike"),
    ("The ministry", "held that", "this would not be one"),
    ("The schools", "declared that", "lessons go on as planned"),
    ("The parents", "complained that", "no bus had come"),
    ("The company", "regretted that", "drivers could not be found"),
];

/// The article; each sentence is 'who cue what.'
fn article() -> String {
    let paragraphs = SAID.chunks(3).map(|said| {
        let sentences = said.iter().map(|(who, cue, what)| format!("{who} {cue} {what}."));
        sentences.collect::<Vec<_>>().join(" ")
    });
    let paragraphs: Vec<String> = paragraphs.collect();
    format!("Ferries stay in the harbour\n\n{}\n", paragraphs.join("\n\n"))
}

/// Two paragraphs trade places, two are gone, one is new, one has another cue, and in three words were changed.
fn newer() -> String {
    let older = article();
    let mut paragraphs: Vec<&str> = older.trim_end().split("\n\n").collect();
    paragraphs.swap(2, 5);
    paragraphs.remove(8);
    paragraphs.remove(6);
    paragraphs.insert(
        3,
        "On Thursday evening everybody met in the town hall, and nobody spoke to us afterwards.",
    );
    paragraphs
        .join("\n\n")
        .replace(
            "no ship will leave before Friday",
            "no ship will leave before Sunday evening",
        )
        .replace("there is enough for everybody", "nobody has to go hungry")
        .replace("lessons go on as planned", "lessons will go on")
        .replace(
            "the nets are empty",
            "their boats came home without any fish at all",
        )
        .replace("announced that", "let it be known that")
}

fn window(opening: Opening) -> Window {
    let text = article();
    Window::on_project(opening, |session: &mut Session| {
        let metadata = Metadata {
            title: "Ferries stay in the harbour".to_owned(),
            ..Metadata::default()
        };
        let added = session.add_articles(vec![(metadata, text.as_str().into())]);
        let article = added.expect("an article").remove(0);
        let mut edits = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for (at, (who, cue, what)) in SAID.iter().enumerate() {
            let start = text.find(&format!("{who} {cue} {what}")).expect("a sentence");
            let anchor = |from: usize, words: &str| {
                Anchor::new(&text, Span::new(from, from + words.len())).expect("its words")
            };
            let place = names.iter().position(|name| name == who).unwrap_or_else(|| {
                names.push(who);
                let speaker = Speaker::named(*who, names.len() - 1);
                edits.push(Edit::Speaker(
                    format!("s-{}", names.len() - 1).into(),
                    Some(Box::new(speaker)),
                ));
                names.len() - 1
            });
            let cue_start = start + who.len() + 1;
            let claim = Claim {
                spans: vec![anchor(cue_start + cue.len() + 1, what)],
                voice: Voice::Attributed(vec![Attribution {
                    speakers: vec![format!("s-{place}").into()],
                    source: vec![anchor(start, who)],
                    cue: vec![anchor(cue_start, cue)],
                    ..Attribution::default()
                }]),
                ..Claim::default()
            };
            edits.push(Edit::Claim(
                article.clone(),
                format!("c-{at:02}").into(),
                Some(Box::new(claim)),
            ));
        }
        session
            .edit((UndoLabel::EditClaims, Edit::All(edits)))
            .expect("they are marked");
    })
}

fn lost(project: &Project) -> Vec<String> {
    let lost = project.claims().filter(|(_, _, claim)| claim.is_orphaned());
    lost.map(|(_, _, claim)| claim.words()).collect()
}

/// Walks the whole way and leaves pictures under this name.
fn walk(opening: impl Fn() -> Opening, name: &str) {
    let mut window = window(opening());
    let before = window.project().clone();
    let path = window.folder().join("newer.txt");
    files::write(&path, newer().as_bytes()).expect("a file");
    window.answer_next(&[path]);
    window.ask(Request::Command(Command::UpdateArticle));
    window.wait_until("the dialog is there", |window| window.shows("Update 1 article"));
    window.wait_until("versions are compared", |window| {
        let review = window.app().slices().import.review.as_deref();
        review.is_some_and(|review| review.comparison.is_some())
    });
    window.rest();
    keep_picture(&mut window, name, "1-dialog");
    let middle = window.screen().center() + vec2(200.0, 0.0);
    window.click_at(middle, Modifiers::NONE);
    for _ in 0..3 {
        window.wheel(-400.0);
    }
    keep_picture(&mut window, name, "2-dialog-scrolled");
    window.take_in("Update 1 article");
    window.wait_until("it is told", |window| window.shows_some("no longer in the text"));
    window.rest();
    keep_picture(&mut window, name, "3-updated");
    let all_lost = lost(window.project());
    window.press(Modifiers::ALT, Key::L);
    assert!(window.all("Dismiss").is_empty(), "who opens the list has read it");
    window.rest();
    keep_picture(&mut window, name, "4-list");
    window.press(Modifiers::NONE, Key::Enter);
    window.rest();
    keep_picture(&mut window, name, "5-taken");
    // A decision on a claim does not look for its words anew.
    let anchors = |claim: &Claim| claim.anchors().cloned().collect::<Vec<_>>();
    window.press(Modifiers::ALT, Key::L);
    for _ in 0..2 {
        window.press(Modifiers::NONE, Key::ArrowDown);
    }
    window.press(Modifiers::NONE, Key::Enter);
    let hoped = window.claim().clone();
    assert_eq!(hoped.words(), "a judge will hear them soon");
    window.press(Modifiers::NONE, Key::A);
    assert_eq!(anchors(window.claim()), anchors(&hoped));
    window.press(CTRL, Key::Z);
    window.press(Modifiers::ALT, Key::L);
    window.press(Modifiers::NONE, Key::Home);
    window.press(Modifiers::NONE, Key::Enter);
    // In a small window the claim's details lie over these words.
    if window.screen().width() < 1100.0 {
        window.press(CTRL_SHIFT, Key::B);
    }
    window.drag_over("let it be known that");
    window.rest();
    keep_picture(&mut window, name, "6-selected");
    window.press(Modifiers::ALT, Key::H);
    window.rest();
    keep_picture(&mut window, name, "7-put-right");
    let put_right = window.project().clone();
    assert_eq!(lost(&put_right).len() + 1, all_lost.len());
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    window.rest();
    keep_picture(&mut window, name, "8-undone");
    assert_eq!(window.project(), &before);
    window.press(CTRL_SHIFT, Key::Z);
    window.press(CTRL_SHIFT, Key::Z);
    window.rest();
    keep_picture(&mut window, name, "9-redone");
    assert_eq!(window.project(), &put_right);
    window.saved_unproved();
    let folder = window.leave();
    let path = folder.path().join("talks");
    let mut window = opening().on(folder, &[path]);
    window.wait_until("it is read", |window| {
        window.shows_some("claims not found in the text")
    });
    window.rest();
    keep_picture(&mut window, name, "a-reopened");
    let claims = |project: &Project| {
        project
            .claims()
            .map(|(_, _, claim)| claim.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(claims(window.project()), claims(&put_right));
    assert!(
        !window.shows_some("annotations not found"),
        "it is no news: {window:?}"
    );
    assert!(!window.names(Role::Button).is_empty());
}

#[test]
fn an_article_of_thirty_claims_is_updated_put_right_undone_done_again_and_reopened() {
    walk(Opening::default, "light");
}

#[test]
fn the_same_in_a_small_dark_window() {
    let opening = || Opening {
        size: vec2(1024.0, 640.0),
        theme: ThemeChoice::Dark,
        ..Opening::default()
    };
    walk(opening, "small");
}

/// Leaves a picture to be looked at.
fn keep_picture(window: &mut Window, name: &str, what: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures");
    std::fs::create_dir_all(folder).expect("a folder for pictures");
    let path = format!("{folder}/update-{name}-{what}.png");
    window.picture().save(path).expect("it is written");
}
