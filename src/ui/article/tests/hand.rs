//! What the hand does on the text, by mouse and by keys: words are selected, claims chosen, edges moved. What it takes
//! in which script is in `rules`.

use super::*;
use crate::ui::bus::request::Request;

#[test]
fn a_drag_selects_whole_words_and_asks_who_says_them() {
    let mut harness = english_harness();
    drag(&mut harness, ("announced", 3), ("capitals", 4), Modifiers::NONE);
    let desk = harness.state();
    assert_eq!(desk.selected(), "announced that the two capitals");
    assert_eq!(desk.asked().as_deref(), Some("announced that the two capitals"));
    let at = desk.picker.as_ref().unwrap().at;
    let end = place(&harness, "capitals", 7);
    assert!(
        (end.y..end.y + 40.0).contains(&at.y) && (at.x - end.x).abs() < 30.0,
        "{at:?} {end:?}"
    );
}

#[test]
fn a_drag_with_alt_selects_exact_characters_and_backwards_too() {
    let mut harness = english_harness();
    drag(&mut harness, ("capitals", 4), ("announced", 3), Modifiers::ALT);
    assert_eq!(
        harness.state().asked().as_deref(),
        Some("ounced that the two capi")
    );
    let selection = harness.state().place.selection.unwrap();
    assert!(selection.caret < selection.anchor);
}

#[test]
fn two_clicks_take_the_word_three_the_sentence_and_control_the_quotation() {
    let mut harness = english_harness();
    let at = place(&harness, "calendar", 3);
    click(&mut harness, at, Modifiers::NONE);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().asked().as_deref(), Some("calendar"));
    click(&mut harness, at, Modifiers::NONE);
    assert!(harness.state().asked().unwrap().starts_with("The army announced"));
    assert!(harness.state().asked().unwrap().ends_with("mission."));
    wait(&mut harness);
    let at = place(&harness, "step by", 2);
    click(&mut harness, at, CTRL);
    assert_eq!(harness.state().asked().as_deref(), Some("careful, step by step"));
}

#[test]
fn shift_and_click_extends_the_selection() {
    let mut harness = english_harness();
    let (from, to) = (place(&harness, "Sunday", 0), place(&harness, "calendar", 3));
    click(&mut harness, from, Modifiers::NONE);
    wait(&mut harness);
    click(&mut harness, to, Modifiers::SHIFT);
    assert_eq!(harness.state().asked().as_deref(), Some("Sunday over a calendar"));
}

#[test]
fn a_click_selects_the_innermost_claim_and_the_next_the_one_around_it() {
    let mut harness = english_harness();
    let at = place(&harness, "agree to stop", 2);
    let claim = |harness: &Harness<'_, Desk>| harness.state().place.claim.clone();
    let mut seen = Vec::new();
    for _ in 0..4 {
        click(&mut harness, at, Modifiers::NONE);
        wait(&mut harness);
        seen.extend(claim(&harness));
    }
    assert_eq!(seen, ["c-8", "c-9", "c-7", "c-8"].map(Into::into));
    assert!(harness.state().place.selection.unwrap().span().is_empty());
    let at = place(&harness, "for its part", 5);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(claim(&harness), None);
}

#[test]
fn a_press_closes_the_pop_up() {
    let mut harness = english_harness();
    drag(&mut harness, ("announced", 3), ("capitals", 4), Modifiers::NONE);
    wait(&mut harness);
    let at = place(&harness, "for its part", 5);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().asked(), None);
}

#[test]
fn the_edge_of_the_selected_claim_can_be_dragged() {
    let mut harness = english_harness();
    let at = place(&harness, "calendar for", 3);
    click(&mut harness, at, Modifiers::NONE);
    wait(&mut harness);
    let (from, to) = (("the two capitals", 0), ("announced", 2));
    drag(&mut harness, from, to, Modifiers::NONE);
    let claim = harness.state().project.claim(&"talks".into(), &"c-0".into());
    let words = claim.unwrap().words();
    assert!(words.starts_with("announced that the two"), "{words}");
    assert!(words.ends_with("mission"));
    let sent = harness.state().sent.iter();
    let moves = sent.filter(|action| matches!(action, Request::MoveSpan(..)));
    assert_eq!(moves.count(), 1);
}

#[test]
fn the_keyboard_selects_and_asks() {
    let mut harness = english_harness();
    let at = place(&harness, "Sunday", 0);
    click(&mut harness, at, Modifiers::NONE);
    press(&mut harness, Press::ArrowRight, Modifiers::SHIFT | CTRL);
    press(&mut harness, Press::ArrowRight, Modifiers::SHIFT | CTRL);
    assert_eq!(harness.state().asked().as_deref(), Some("Sunday over"));
    press(&mut harness, Press::ArrowRight, Modifiers::SHIFT);
    assert_eq!(harness.state().selected(), "Sunday over ");
    press(&mut harness, Press::ArrowRight, Modifiers::NONE);
    assert_eq!(
        (harness.state().asked(), harness.state().selected()),
        (None, String::new())
    );
    press(&mut harness, Press::ArrowLeft, Modifiers::SHIFT | Modifiers::ALT);
    assert!(harness.state().asked().unwrap().starts_with("The army announced"));
    press(&mut harness, Press::A, CTRL);
    assert_eq!(harness.state().selected(), ENGLISH.trim());
    assert_eq!(harness.state().asked(), None);
}

#[test]
fn the_caret_walks_through_the_whole_text_and_back() {
    for make in [english as fn() -> Project, arabic] {
        let mut harness = harness(Desk::new(make(), "talks"), &Options::default());
        press(&mut harness, Press::ArrowDown, Modifiers::NONE);
        press(&mut harness, Press::Home, CTRL);
        let text = harness.state().text();
        let rtl = blocks::direction(&text) == crate::typeset::Direction::Rtl;
        let (on, back) = if rtl {
            (Press::ArrowLeft, Press::ArrowRight)
        } else {
            (Press::ArrowRight, Press::ArrowLeft)
        };
        let caret = |harness: &Harness<'_, Desk>| harness.state().place.selection.unwrap().caret;
        for (key, end) in [(on, text.trim_end().len()), (back, 0)] {
            for _ in 0..text.chars().count() + 60 {
                harness.key_press(key);
                harness.step();
            }
            assert_eq!(caret(&harness), end);
        }
        for _ in 0..40 {
            press(&mut harness, Press::ArrowDown, Modifiers::NONE);
        }
        assert!(caret(&harness) + 140 > text.trim_end().len());
    }
}

#[test]
fn chips_select_their_claims_and_decide() {
    let mut harness = english_harness();
    let name = "Claim: “most of the attacks”, Factions, accepted";
    harness.get_by_label(name).click();
    harness.run_steps(2);
    assert_eq!(harness.state().place.claim, Some("c-4".into()));
    let selection = harness.state().place.selection;
    assert_eq!(selection, None, "the text below is not clicked");
    let at = harness.get_by_label("Dispute: Factions").rect().center();
    wait(&mut harness);
    click(&mut harness, at, Modifiers::NONE);
    let sent = &harness.state().sent;
    assert!(sent.contains(&Request::Command(Command::Dispute)), "{sent:?}");
}
