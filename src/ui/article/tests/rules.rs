//! The rules of selection, one by one as the product states them: what keys and clicks take in
//! articles of several scripts. What holds for any article is in `laws`.

use super::*;
use crate::text::segment::grapheme_floor;

fn show(text: &str) -> Harness<'static, Desk> {
    let desk = Desk::new(project(text, Metadata::default(), &[]), "talks");
    harness(desk, &Options::default())
}

/// What is selected after so many clicks on a letter.
fn taken(
    harness: &mut Harness<'_, Desk>,
    words: &str,
    letter: usize,
    presses: usize,
    keys: Modifiers,
) -> String {
    wait(harness);
    let at = place(harness, words, letter);
    for _ in 0..presses {
        click(harness, at, keys);
    }
    harness.state().selected()
}

#[test]
fn a_double_click_takes_the_word_in_every_script() {
    let text = "The committee's U.S. office co-operates: 2,500 قَالَ الجيش נשיא नमस्ते.";
    let mut harness = show(text);
    for (words, letter, expected) in [
        ("committee's", 3, "committee's"),
        ("committee's", 10, "committee's"),
        ("U.S.", 2, "U.S"),
        ("2,500", 2, "2,500"),
        ("قَالَ", 4, "قَالَ"),
        ("الجيش", 4, "الجيش"),
        ("נשיא", 2, "נשיא"),
        ("नमस्ते", 6, "नमस्ते"),
    ] {
        assert_eq!(taken(&mut harness, words, letter, 2, Modifiers::NONE), expected);
    }
}

#[test]
fn a_triple_click_takes_the_sentence_with_its_abbreviations() {
    let text = "Talks began. Maj. Gen. Yahya Rasoul met Dr. J. R. Smith of the U.S. Army on Feb. 11. He left.\n\n\
                التقى د. محمد الوزير. ثم غادر.\n\nमंत्री आए। वे गए।";
    let mut harness = show(text);
    let met = "Maj. Gen. Yahya Rasoul met Dr. J. R. Smith of the U.S. Army on Feb. 11.";
    for (words, expected) in [
        ("Maj.", met),
        ("Rasoul", met),
        ("Feb.", met),
        ("He left", "He left."),
        ("محمد", "التقى د. محمد الوزير."),
        ("वे", "वे गए।"),
    ] {
        assert_eq!(taken(&mut harness, words, 0, 3, Modifiers::NONE), expected);
    }
}

#[test]
fn control_and_a_click_take_the_quotation_in_every_language() {
    let text = "He said «un», „zwei“, 「三」, “four” and 'five'; the soldiers' camp isn't.\n\n\
                She said: “It began.\n\n“It went on.\n\n“It ended,” she said.";
    let mut harness = show(text);
    for word in ["un", "zwei", "三", "four", "five"] {
        assert_eq!(taken(&mut harness, word, 0, 1, CTRL), word);
    }
    let long = "It began.\n\n“It went on.\n\n“It ended,";
    for words in ["began", "went", "ended"] {
        assert_eq!(taken(&mut harness, words, 0, 1, CTRL), long);
    }
    // An apostrophe is no quotation mark.
    for words in ["camp", "isn't"] {
        assert_eq!(taken(&mut harness, words, 0, 1, CTRL), "");
    }
}

#[test]
fn shift_selects_with_every_motion_and_without_it_the_caret_only_moves() {
    let english = "One two three. Four five.\n\nSix 👩‍👩‍👧‍👦 seven e\u{301}ight. Nine.\n\nTen eleven.";
    let arabic = "قال الجيش نعم. ثم غادر.\n\nوقَالَ 2024 Reuters إن ذلك. تم.\n\nانتهى كل شيء.";
    for text in [english, arabic] {
        for (key, modifiers) in [
            (Press::ArrowLeft, Modifiers::NONE),
            (Press::ArrowRight, Modifiers::NONE),
            (Press::ArrowLeft, CTRL),
            (Press::ArrowRight, CTRL),
            (Press::ArrowLeft, Modifiers::ALT),
            (Press::ArrowRight, Modifiers::ALT),
            (Press::ArrowUp, Modifiers::NONE),
            (Press::ArrowDown, Modifiers::NONE),
            (Press::ArrowUp, CTRL),
            (Press::ArrowDown, CTRL),
            (Press::Home, Modifiers::NONE),
            (Press::End, Modifiers::NONE),
            (Press::Home, CTRL),
            (Press::End, CTRL),
        ] {
            let mut harness = show(text);
            let start = text.find("Reuters").or(text.find("seven")).unwrap() + 2;
            harness.state_mut().place.selection = Some(Selection::caret(start));
            press(&mut harness, key, modifiers);
            let moved = harness.state().place.selection.unwrap();
            assert!(
                moved.span().is_empty() && moved.caret != start,
                "{key:?} {modifiers:?}"
            );
            harness.state_mut().place.selection = Some(Selection::caret(start));
            press(&mut harness, key, modifiers | Modifiers::SHIFT);
            let selected = harness.state().place.selection.unwrap();
            assert_eq!(
                (selected.anchor, selected.caret),
                (start, moved.caret),
                "{key:?} {modifiers:?}"
            );
            assert_eq!(
                grapheme_floor(text, moved.caret),
                moved.caret,
                "{key:?} {modifiers:?}"
            );
        }
    }
}

#[test]
fn motions_go_where_they_say() {
    let text = "One two three. Four five.\n\nSix seven eight. Nine.\n\nTen eleven.";
    let at = |words: &str| text.find(words).unwrap();
    for (key, modifiers, expected) in [
        (Press::ArrowRight, Modifiers::NONE, at("en eight")),
        (Press::ArrowRight, CTRL, at(" eight")),
        (Press::ArrowLeft, CTRL, at("seven")),
        (Press::ArrowRight, Modifiers::ALT, at(" Nine")),
        (Press::ArrowLeft, Modifiers::ALT, at("Six")),
        (Press::ArrowDown, CTRL, at("Ten")),
        (Press::ArrowUp, CTRL, at("Six")),
        (Press::Home, Modifiers::NONE, at("Six")),
        (Press::End, Modifiers::NONE, at("\n\nTen")),
        (Press::Home, CTRL, 0),
        (Press::End, CTRL, text.len()),
    ] {
        let mut harness = show(text);
        harness.state_mut().place.selection = Some(Selection::caret(at("even eight") + 1));
        press(&mut harness, key, modifiers);
        let caret = harness.state().place.selection.unwrap().caret;
        assert_eq!(caret, expected, "{key:?} {modifiers:?}");
    }
}

#[test]
fn arrows_go_the_way_they_point_within_mixed_directions() {
    let text = "The spokesman يحيى رسول said قال الجيش 2024 today.";
    let mut harness = show(text);
    harness.state_mut().place.selection = Some(Selection::caret(0));
    let x = |harness: &Harness<'_, Desk>| {
        let placed = harness.state().placed();
        let selection = harness.state().place.selection.unwrap();
        let upstream = harness.state().surface.keyboard.upstream(selection.caret);
        let caret = crate::typeset::Caret {
            byte: selection.caret,
            upstream,
        };
        placed[0].setting.paragraph.caret_rect(caret).x
    };
    let mut before = x(&harness);
    for _ in 0..text.chars().count() {
        press(&mut harness, Press::ArrowRight, Modifiers::NONE);
        let after = x(&harness);
        assert!(after >= before - 0.5, "{after} is left of {before}");
        before = after;
    }
    assert_eq!(harness.state().place.selection.unwrap().caret, text.len());
}

#[test]
fn the_ruler_shows_where_claims_are_goes_there_and_is_the_scroll_bar() {
    let lines: Vec<String> = (0..300)
        .map(|n| format!("This is line {n} of the article."))
        .collect();
    let text = lines.join("\n\n");
    let said = ["line 60 of | Coalition | | |", "line 200 of | article | | |"];
    let desk = Desk::new(project(&text, Metadata::default(), &said), "talks");
    let mut harness = harness(desk, &Options::default());
    harness.run_steps(30);
    let ruler = harness.state().surface.seen.as_ref().unwrap().0.ruler;
    let seen = |harness: &Harness<'_, Desk>| -> Vec<usize> {
        let placed = harness.state().placed();
        placed.iter().map(|block| block.block).collect()
    };
    let bar = |harness: &Harness<'_, Desk>, line: usize| {
        let page = harness.state().surface.page.as_ref().unwrap();
        let byte = text.find(&format!("line {line} of")).unwrap();
        let y = (page.y_of_byte(byte) + 13.0) / page.height() * f64::from(ruler.height());
        pos2(ruler.center().x, ruler.top() + y as f32)
    };
    for line in [200, 60] {
        let at = bar(&harness, line);
        let image = harness.render().unwrap();
        let pixel = |x: f32, y: f32| *image.get_pixel(x as u32, y as u32);
        assert_ne!(
            pixel(at.x, at.y),
            pixel(at.x, at.y - 12.0),
            "a bar for line {line}"
        );
        click(&mut harness, at, Modifiers::NONE);
        harness.run_steps(2);
        assert!(
            seen(&harness).contains(&line),
            "{line} is not in {:?}",
            seen(&harness)
        );
    }
    // Taken by its thumb and drawn to the foot, to the last line.
    press(&mut harness, Press::Home, CTRL);
    let thumb = pos2(ruler.center().x, ruler.top() + 5.0);
    hover(&mut harness, thumb);
    button(&mut harness, thumb, true, Modifiers::NONE);
    hover(&mut harness, pos2(thumb.x, ruler.bottom() - 1.0));
    button(
        &mut harness,
        pos2(thumb.x, ruler.bottom() - 1.0),
        false,
        Modifiers::NONE,
    );
    assert!(seen(&harness).contains(&299), "{:?}", seen(&harness));
}
