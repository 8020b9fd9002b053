//! What is asked for while very many claims are being changed: it waits, is told, and comes after them.

use sayso::model::{Article, Claim, Edit, Metadata, UndoLabel};
use sayso::session::Session;
use sayso::text::Span;
use sayso::ui::app::message::Message;
use sayso::ui::bus::command::Command;
use sayso::ui::bus::place::Workspace;
use sayso::ui::bus::request::Request;
use sayso::ui::claims;
use sayso::ui::project;

use crate::window::{Opening, Window};

/// Enough for a change of all of them to take many frames.
const CLAIMS: usize = 9_000;
const SENTENCE: &str = "They said so. ";

fn fill(session: &mut Session) {
    let text = SENTENCE.repeat(CLAIMS);
    let claims = (0..CLAIMS).map(|at| {
        let start = at * SENTENCE.len();
        let claim = Claim::new(&text, Span::new(start + 10, start + 12)).expect("words of the text");
        (format!("c-{at:05}").into(), claim)
    });
    let metadata = Metadata {
        title: "Talks".to_owned(),
        ..Metadata::default()
    };
    let article = Article {
        claims: claims.collect(),
        ..Article::new(metadata, text.as_str())
    };
    let edit = Edit::Article("talks".into(), Some(Box::new(article)));
    session
        .edit((UndoLabel::AddArticles { new: 1, updated: 0 }, edit))
        .expect("an article in order");
}

fn title(window: &Window) -> String {
    let article = window.project().article(&"talks".into()).expect("the article");
    article.metadata.title.clone()
}

fn reviewed(window: &Window) -> usize {
    let claims = window.project().claims();
    claims.filter(|(_, _, claim)| !claim.reviews.is_empty()).count()
}

#[test]
fn another_change_waits_while_very_many_claims_are_changed_and_undo_says_why_it_does_not() {
    let mut window = Window::on_project(Opening::default(), fill);
    window.ask(Request::Show(Workspace::Claims));
    // The table comes to hold all claims in the course of some frames, and all are meant already.
    window.ask(Message::Claims(claims::Msg::ChooseAll(true)));
    assert_eq!(window.app().slices().claims.view.chosen.len(), CLAIMS);
    window.ask(Request::Command(Command::Accept));
    assert!(window.shows_some("Updating claims"), "{window:?}");
    let metadata = Metadata {
        title: "Talks resume".to_owned(),
        ..Metadata::default()
    };
    window.ask(Message::Project(project::Msg::SaveDetails(
        "talks".into(),
        Box::new(metadata),
    )));
    assert!(
        window.shows_some("1 change waiting. Updating claims"),
        "{window:?}"
    );
    window.ask(Request::Command(Command::Undo));
    let told = "change to many claims or an import is still running";
    assert!(window.shows_some(told), "{window:?}");
    assert!(reviewed(&window) < CLAIMS && title(&window) == "Talks");
    // Between the claims and the change that waited, nothing is shown as being under way.
    window.wait_until("all is done", |window| {
        (reviewed(window), title(window).as_str()) == (CLAIMS, "Talks resume")
    });
}
