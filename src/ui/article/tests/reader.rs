//! What a screen reader is told of the article and can ask of it. The same through the bus of a real
//! desktop is in `tests/desktop_reading.rs`.

use eframe::egui::accesskit::{self, Action as Asked, ActionData, ActionRequest, Role, TreeId};
use egui_kittest::kittest::NodeT as _;

use super::*;
use crate::ui::bus::request::Request;

/// The names of the nodes of a role.
fn names(harness: &Harness<'_, Desk>, role: Role) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    let found = nodes.filter(|node| node.accesskit_node().role() == role);
    found.filter_map(|node| node.accesskit_node().label()).collect()
}

fn ask(
    harness: &mut Harness<'_, Desk>,
    action: Asked,
    target_node: accesskit::NodeId,
    data: Option<ActionData>,
) {
    harness.event(Event::AccessKitActionRequest(ActionRequest {
        action,
        target_tree: TreeId::ROOT,
        target_node,
        data,
    }));
    harness.run_steps(2);
}

#[test]
fn paragraphs_and_the_text_have_names_for_a_screen_reader() {
    let harness = english_harness();
    let document = harness.get_by_label("Article text");
    harness.get_by_label_contains("for its part, spoke of");
    let text = document.accesskit_node().document_range().text();
    let heard: Vec<&str> = text.lines().collect();
    let read: Vec<&str> = ENGLISH.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(heard, read);
}

#[test]
fn a_screen_reader_hears_where_claims_begin_and_end_within_one_another() {
    let harness = english_harness();
    let paragraph = harness.get_by_label_contains("Diplomats add that");
    let heard = paragraph.accesskit_node().label().unwrap();
    let (_, heard) = heard.split_once("Diplomats ").unwrap();
    assert_eq!(
        heard,
        "add that (claim by Iraqi authorities, unreviewed) the army believes (claim by Iraqi army, \
         unreviewed) the front will (claim by Factions, rejected) agree to stop its fire (end of claim by \
         Iraqi army) while the talks last (end of claim by Factions) (end of claim by Iraqi authorities), \
         which the factions denied."
    );
}

#[test]
fn a_screen_reader_chooses_claims_and_sets_the_selection() {
    let mut harness = english_harness();
    harness
        .get_by_label("Claim by Factions, accepted: “most of the attacks”")
        .click_accesskit();
    harness.run_steps(2);
    assert_eq!(harness.state().place.claim, Some("c-4".into()));

    // What is told of a selection chooses the same when it is asked for, backwards too.
    for (anchor, caret) in [
        ("Sunday", "calendar"),
        ("denied", "agree"),
        ("capitals", "capitals"),
    ] {
        let at = |words: &str| ENGLISH.find(words).unwrap();
        let wanted = Selection {
            anchor: at(anchor),
            caret: at(caret),
        };
        harness.state_mut().place.selection = Some(wanted);
        harness.run_steps(2);
        let document = harness.get_by_label("Article text").accesskit_node();
        let told = *document.raw_text_selection().unwrap();
        let target_node = document.locate().0;
        harness.state_mut().place.selection = None;
        harness.run_steps(1);
        let told = ActionData::SetTextSelection(told);
        ask(&mut harness, Asked::SetTextSelection, target_node, Some(told));
        assert_eq!(harness.state().place.selection, Some(wanted));
    }
}

#[test]
fn title_and_by_line_are_told_at_any_length_of_the_way() {
    let metadata = Metadata {
        title: "A long one".into(),
        publisher: Some("Agencies".into()),
        byline: Some("Amal Haddad".into()),
        ..Metadata::default()
    };
    let project = project(&"A line of the article.\n\n".repeat(200), metadata, &[]);
    let mut harness = harness(Desk::new(project, "talks"), &Options::default());
    for _ in 0..2 {
        assert_eq!(names(&harness, Role::Heading), ["A long one"]);
        assert_eq!(names(&harness, Role::Label), ["Agencies · Amal Haddad"]);
        press(&mut harness, Press::End, CTRL);
    }
}

#[test]
fn a_long_article_is_told_a_few_pages_at_a_time_and_all_of_it_can_be_reached() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    harness.run_steps(30);
    let count = |harness: &Harness<'_, Desk>| harness.root().children_recursive().count();
    let paragraphs = names(&harness, Role::Paragraph).len();
    let placed = harness.state().placed();
    assert!(paragraphs > placed.len() + 4 && paragraphs < 40, "{paragraphs}");
    assert!(count(&harness) < 400, "{}", count(&harness));

    // From claim to claim, however far off.
    for place in 2..12 {
        let nearest = names(&harness, Role::Mark);
        let next = nearest
            .iter()
            .find(|name| name.starts_with("Next claim by Coalition"));
        let next = next.unwrap().clone();
        harness.get_by_label(&next).click_accesskit();
        harness.run_steps(3);
        let Some(Request::SelectClaim {
            claim: Some(claim), ..
        }) = harness.state().sent.last()
        else {
            panic!("{:?}", harness.state().sent);
        };
        let claim = claim.clone();
        harness.state_mut().place.reveal = Some(Reveal::Claim(claim.clone()));
        harness.run_steps(20);
        let said = names(&harness, Role::Status);
        let number: usize = claim.as_str().trim_start_matches("c-").parse().unwrap();
        assert!(number >= place, "{claim:?}");
        let number = fl!("claim-number", number = number + 1, count = 10_000);
        let expected = format!("{number} by Coalition, unreviewed: “");
        assert!(said.iter().any(|said| said.starts_with(&expected)), "{said:?}");
    }
    press(&mut harness, Press::End, CTRL);
    harness.run_steps(20);
    assert!(count(&harness) < 400, "{}", count(&harness));
    let marks = names(&harness, Role::Mark);
    assert!(
        marks.iter().any(|name| name.starts_with("Previous claim ")),
        "{marks:?}"
    );
    assert!(
        !marks.iter().any(|name| name.starts_with("Next claim ")),
        "{marks:?}"
    );
}

#[test]
fn a_paragraph_below_the_view_is_scrolled_to_when_it_is_read() {
    let lines: Vec<String> = (0..200).map(|n| format!("This is line {n}.")).collect();
    let project = project(&lines.join("\n\n"), Metadata::default(), &[]);
    let mut harness = harness(Desk::new(project, "talks"), &Options::default());
    harness.run_steps(30);
    let mut reached = 0;
    // RunNode paragraph by told paragraph, as one is read aloud to the end.
    for n in 0..200 {
        let words = format!("This is line {n}.");
        let node = harness.get_by_label(&words);
        let node = node.accesskit_node().locate().0;
        ask(&mut harness, Asked::ScrollIntoView, node, None);
        harness.run_steps(12);
        let (frame, placed) = harness.state().surface.seen.as_ref().unwrap();
        let block = placed.iter().find(|block| block.block == n).unwrap();
        let seen = block.top >= 0.0 && block.top + block.setting.paragraph.height() <= frame.view.height();
        assert!(seen, "{n}: {}", block.top);
        reached = n;
    }
    assert_eq!(reached, 199);
}
