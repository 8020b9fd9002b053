//! What holds on the surface for any article: drags from any pixel to any pixel, and any keys,
//! select whole graphemes. The laws of set text itself are in `typeset`.

use proptest::prelude::*;

use super::*;
use crate::text::segment::{grapheme_ceil, grapheme_floor};
use crate::typeset::properties::any_text;

const SIZE: Vec2 = vec2(480.0, 360.0);

const KEYS: [Press; 8] = [
    Press::ArrowLeft,
    Press::ArrowRight,
    Press::ArrowUp,
    Press::ArrowDown,
    Press::Home,
    Press::End,
    Press::PageUp,
    Press::PageDown,
];

/// A press at one pixel, drawn to another, after the wheel was turned.
#[derive(Clone, Debug)]
struct PointerStroke {
    from: Pos2,
    to: Pos2,
    modifiers: Modifiers,
    presses: usize,
    turned: f32,
}

fn any_stroke() -> impl Strategy<Value = PointerStroke> {
    let pixel = || (-30.0..SIZE.x + 30.0, -30.0..SIZE.y + 30.0).prop_map(|(x, y)| pos2(x, y));
    let modifiers = prop::sample::select(vec![
        Modifiers::NONE,
        Modifiers::ALT,
        Modifiers::ALT,
        Modifiers::SHIFT,
        CTRL,
    ]);
    let turned = prop_oneof![Just(0.0_f32), -400.0_f32..400.0];
    (pixel(), pixel(), modifiers, 1_usize..4, turned).prop_map(|(from, to, modifiers, presses, turned)| {
        PointerStroke {
            from,
            to,
            modifiers,
            presses,
            turned,
        }
    })
}

fn carry_out(stroke: &PointerStroke, harness: &mut Harness<'_, Desk>) {
    wheel(harness, stroke.turned);
    for _ in 1..stroke.presses {
        button(harness, stroke.from, true, stroke.modifiers);
        button(harness, stroke.from, false, stroke.modifiers);
    }
    button(harness, stroke.from, true, stroke.modifiers);
    for step in 1..=3 {
        let at = stroke.from + (stroke.to - stroke.from) * step as f32 / 3.0;
        harness.event_modifiers(Event::PointerMoved(at), stroke.modifiers);
        harness.step();
    }
    button(harness, stroke.to, false, stroke.modifiers);
}

#[test]
fn a_grapheme_longer_than_a_block_is_selected_whole() {
    let text = format!("a{}b", "\u{301}".repeat(5000));
    let desk = Desk::new(project(&text, Metadata::default(), &[]), "talks");
    let mut harness = harness(desk, &Options::default());
    for y in [60.0, 200.0, 500.0] {
        click(&mut harness, pos2(300.0, y), Modifiers::NONE);
        let caret = harness.state().place.selection.unwrap().caret;
        assert!([0, text.len() - 1, text.len()].contains(&caret), "{caret}");
        wait(&mut harness);
    }
}

/// The end of the selection that lies inside a grapheme, if one does.
fn torn(desk: &Desk) -> Option<usize> {
    let text = desk.text();
    let selection = desk.place.selection?;
    [selection.anchor, selection.caret]
        .into_iter()
        .find(|&byte| grapheme_floor(&text, byte) != byte || grapheme_ceil(&text, byte) != byte)
}

#[test]
fn a_quotation_whose_mark_carries_a_vowel_sign_is_selected_whole() {
    let text = "army \n\n\u{b4b}#\"\u{11d93}\u{1ff6}a\u{2e9b}A\"";
    let mut desk = Desk::new(project(text, Metadata::default(), &[]), "talks");
    desk.zoom = 1.564_571_5;
    let options = Options {
        size: SIZE,
        ..Options::default()
    };
    let mut harness = harness(desk, &options);
    let stroke = PointerStroke {
        from: pos2(152.2, 150.9),
        to: pos2(0.0, 0.0),
        modifiers: CTRL,
        presses: 1,
        turned: 0.0,
    };
    carry_out(&stroke, &mut harness);
    assert_eq!(harness.state().selected(), "\u{1ff6}a\u{2e9b}A");
    assert_eq!(torn(harness.state()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_drag_from_any_pixel_to_any_pixel_selects_whole_graphemes(
        paragraphs in prop::collection::vec(any_text(), 1..8),
        zoom in 0.6_f32..3.0, scale in prop::sample::select(vec![1.0_f32, 1.5]),
        strokes in prop::collection::vec(any_stroke(), 1..6),
    ) {
        let text = paragraphs.join("\n\n");
        let mut desk = Desk::new(project(&text, Metadata::default(), &[]), "talks");
        desk.zoom = zoom;
        let mut harness = harness(desk, &Options { size: SIZE, scale, dark: false });
        for stroke in &strokes {
            carry_out(stroke, &mut harness);
            let desk = harness.state();
            let Some(selection) = desk.place.selection else { continue };
            prop_assert_eq!(torn(desk), None, "after {:?}", stroke);
            prop_assert!(selection.span().slice(&text).is_some());
            if let Some(PickerState { target: PickerTarget::Words(words), .. }) = &desk.picker {
                prop_assert_eq!(*words, selection.span());
            }
        }
    }
    #[test]
    fn whatever_keys_are_pressed_whole_graphemes_are_selected(
        paragraphs in prop::collection::vec(any_text(), 1..6),
        keys in prop::collection::vec((
            prop::sample::select(KEYS.to_vec()),
            prop::sample::select(vec![Modifiers::NONE, CTRL, Modifiers::ALT]),
            any::<bool>(),
        ), 1..30),
    ) {
        let text = paragraphs.join("\n\n");
        let desk = Desk::new(project(&text, Metadata::default(), &[]), "talks");
        let mut harness = harness(desk, &Options { size: SIZE, ..Options::default() });
        for (key, modifiers, shift) in keys {
            let shift = if shift { Modifiers::SHIFT } else { Modifiers::NONE };
            harness.key_press_modifiers(modifiers | shift, key);
            harness.step();
            let Some(selection) = harness.state().place.selection else { continue };
            for byte in [selection.anchor, selection.caret] {
                prop_assert!(grapheme_floor(&text, byte) == byte, "{} after {:?}", byte, key);
            }
        }
    }
}
