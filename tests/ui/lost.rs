//! Claims whose words are no longer in the article: told of, found, and given a new place.

use eframe::egui::{Key, Modifiers, Role, vec2};

use sayso::model::{Claim, Edit, Metadata, UndoLabel};
use sayso::text::Span;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::request::Request;

use crate::window::{Opening, Window};

const BEFORE: &str = "The mayor said that the bridge will open in May.\n\n\
The traders hope that nothing will be closed at the harbour.\n";

/// Rewritten by somebody else meanwhile: the first claim has gone, with source and cue.
const AFTER: &str = "According to the town hall, traffic over the river starts next spring.\n\n\
The traders hope that nothing will be closed at the harbour.\n";

/// A window on an article that was rewritten outside; the first of its two claims was lost.
pub(crate) fn rewritten() -> Window {
    let opening = || Opening {
        size: vec2(1280.0, 1000.0),
        ..Opening::default()
    };
    let mut window = Window::on_text_so("The bridge", BEFORE, opening());
    window.drag_over("the bridge will open in May");
    window.type_text("The mayor");
    window.enter();
    window.drag_over("said that");
    window.press(Modifiers::ALT, Key::C);
    window.drag_over("nothing will be closed at the harbour");
    window.type_text("Traders");
    window.enter();
    let folder = window.leave();
    let articles = folder.path().join("talks/articles");
    let text = std::fs::read_dir(articles)
        .expect("the articles")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .expect("a text");
    #[expect(clippy::disallowed_methods, reason = "it is written by somebody else")]
    std::fs::write(text, AFTER).expect("a new text");
    let path = folder.path().join("talks");
    let mut window = opening().on(folder, &[path]);
    window.wait_until("the article is read", |window| {
        window.shows("1 claim not found in the text")
    });
    window
}

/// What the claims say now, by the words of their pieces, and where these stand.
fn places(window: &mut Window) -> Vec<(String, bool)> {
    let saved = window.saved();
    let mut places: Vec<_> = saved
        .claims()
        .map(|(_, _, claim)| (claim.words(), claim.is_orphaned()))
        .collect();
    places.sort();
    places
}

#[test]
fn a_lost_claim_is_listed_and_stands_where_its_words_are_found_again() {
    let mut window = rewritten();
    window.click_on(Role::Button, "1 claim not found in the text");
    let row = "Claim not found in the text: “the bridge will open in May”, The mayor";
    window.click_on(Role::Button, row);
    assert_eq!(window.claim().words(), "the bridge will open in May");
    assert!(window.shows("Not found in the text"));
    assert!(!window.shows("Move claim here"), "nothing is selected yet");
    keep_picture(&mut window, "lost");

    window.drag_over("traffic over the river starts next spring");
    window.click_on(Role::Button, "Move claim here");
    assert_eq!(
        window.claim().words(),
        "traffic over the river starts next spring"
    );
    // The cue is lost still: the same again by the key.
    assert!(window.shows("1 claim not found in the text"));
    window.drag_over("According to");
    window.press(Modifiers::ALT, Key::H);
    assert!(!window.shows("1 claim not found in the text"));
    let found = "traffic over the river starts next spring";
    let other = "nothing will be closed at the harbour";
    assert_eq!(
        places(&mut window),
        [(other.to_owned(), false), (found.to_owned(), false)]
    );
    let chain = window.claim().voice.chain().to_vec();
    assert_eq!(
        chain
            .iter()
            .map(|link| link.cue[0].words.as_str())
            .collect::<Vec<_>>(),
        ["According to"]
    );
    assert!(chain.iter().all(|link| link.source.is_empty()));
}

#[test]
fn words_that_lost_their_place_are_pointed_out_one_by_one_in_the_inspector() {
    let mut window = rewritten();
    window.click_on(Role::Button, "1 claim not found in the text");
    window.click_on(
        Role::Button,
        "Claim not found in the text: “the bridge will open in May”, The mayor",
    );
    assert_eq!(window.all("Not found in the text").len(), 2);
    window.drag_over("According to");
    window.press(Modifiers::NONE, Key::Escape);
    // The second of them is the cue.
    window.click_on(Role::Link, "Move claim here: “said that”");
    assert_eq!(window.all("Not found in the text").len(), 1);
    assert_eq!(window.claim().voice.chain()[0].cue[0].words, "According to");
    assert_eq!(window.claim().words(), "the bridge will open in May");
}

/// Leaves a picture to be looked at.
fn keep_picture(window: &mut Window, name: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures");
    std::fs::create_dir_all(folder).expect("a folder for pictures");
    let path = format!("{folder}/ui-{name}.png");
    window.picture().save(path).expect("it is written");
}

/// An article of three claims in a long text, all of which lost their place; the first stood at the top.
fn all_lost() -> Window {
    let filling = "Nothing else was said about it that day.\n\n".repeat(60);
    let before = format!("One says no.\n\n{filling}Two says no.\n\n{filling}Three says no.\n");
    let mut window = Window::on_project(Opening::default(), |session| {
        let metadata = Metadata {
            title: "The bridge".to_owned(),
            ..Metadata::default()
        };
        let articles = session.add_articles(vec![(metadata, before.as_str().into())]);
        let article = articles.expect("an article").remove(0);
        for (id, words) in [
            ("c-1", "One says no"),
            ("c-2", "Two says no"),
            ("c-3", "Three says no"),
        ] {
            let start = before.find(words).expect("words of the text");
            let claim = Claim::new(&before, Span::new(start, start + words.len())).expect("words");
            let put = Edit::Claim(article.clone(), id.into(), Some(Box::new(claim)));
            session.edit((UndoLabel::MarkClaim, put)).expect("it is marked");
        }
    });
    let newer = format!("No, said one.\n\n{filling}No, said two.\n\n{filling}No, said three.\n");
    let path = window.folder().join("newer.txt");
    sayso::session::files::write(&path, newer.as_bytes()).expect("a file");
    window.answer_next(&[path]);
    window.ask(Request::Command(Command::UpdateArticle));
    window.wait_until("the dialog is there", |window| window.shows("Update 1 article"));
    window.rest();
    window.take_in("Update 1 article");
    window.wait_until("they are lost", |window| {
        window.shows("3 claims not found in the text")
    });
    window
}

#[test]
fn lost_claims_are_gone_through_and_put_right_by_keys_alone() {
    let mut window = all_lost();
    window.press(Modifiers::ALT, Key::L);
    assert_eq!(window.claim().words(), "One says no");
    assert!(
        window.shows_some("Claim not found in the text: “Two says no”"),
        "{window:?}"
    );
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(window.claim().words(), "Two says no");
    window.rest();
    keep_picture(&mut window, "lost-list");
    window.press(Modifiers::NONE, Key::End);
    assert_eq!(window.claim().words(), "Three says no");
    window.press(Modifiers::NONE, Key::ArrowUp);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(!window.shows_some("Claim not found in the text"), "{window:?}");

    // The text is where the claim stood, and so is the caret.
    window.rest();
    assert!(window.shows_some("No, said two."), "{window:?}");
    assert!(
        window.shows("3 claims not found in the text"),
        "the list stays in reach"
    );
    window.press(Modifiers::SHIFT, Key::End);
    assert_eq!(window.selected(), "No, said two.");
    window.press(Modifiers::ALT, Key::H);
    assert!(!window.claim().is_orphaned());
    assert!(window.shows("2 claims not found in the text"), "{window:?}");
    // The next one behind it comes first.
    window.press(Modifiers::ALT, Key::L);
    assert_eq!(window.claim().words(), "Three says no");
}

#[test]
fn escape_leaves_the_list_of_lost_claims_and_nothing_is_done_behind_it() {
    let mut window = all_lost();
    window.press(Modifiers::ALT, Key::L);
    window.press(Modifiers::NONE, Key::A);
    assert_eq!(window.claim().reviews.len(), 0);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows_some("Claim not found in the text"), "{window:?}");
    assert_eq!(window.claim().words(), "One says no");
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.selected(), "N");
}

#[test]
fn where_no_claim_is_lost_the_key_says_so() {
    let mut window = Window::on_sample();
    window.press(Modifiers::ALT, Key::L);
    assert!(
        window.shows("All claims of this article were found in the text"),
        "{window:?}"
    );
}
