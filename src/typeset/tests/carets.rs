//! Carets in laid out text: where they are drawn, what a click gives, where arrow keys lead.

use super::*;

#[test]
fn a_caret_drawn_and_clicked_is_the_same_caret() {
    for text in all_texts() {
        for width in [None, Some(180.0)] {
            let paragraph = layout(text, width);
            for byte in boundaries(text) {
                for upstream in [false, true] {
                    let place = paragraph.caret_rect(Caret { byte, upstream });
                    let middle = place.y + place.h / 2.0;
                    let clicked = paragraph.caret_at(place.x, middle);
                    let again = paragraph.caret_rect(clicked);
                    let near = (place.x - again.x).abs() < 0.51 && (place.y - again.y).abs() < 0.01;
                    assert!(
                        near,
                        "{byte} {upstream} {place:?} {clicked:?} {again:?} in {text:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn without_mixed_directions_a_click_on_a_caret_gives_its_offset() {
    for text in ["The army said.", "قال الجيش إنه", "שלום רב", "a\nb\n"] {
        let paragraph = layout(text, None);
        for byte in boundaries(text) {
            let place = paragraph.caret_rect(byte);
            assert_eq!(paragraph.hit(place.x, place.y + 1.0), byte, "in {text:?}");
        }
    }
}

#[test]
fn every_hit_is_on_the_edge_of_a_grapheme() {
    for text in all_texts() {
        let paragraph = layout(text, Some(220.0));
        let edges = boundaries(text);
        for y in (-20..paragraph.height() as i32 + 20).step_by(9) {
            for x in (-20..260).step_by(3) {
                let byte = paragraph.hit(x as f32, y as f32);
                assert!(edges.contains(&byte), "{byte} in {text:?}");
            }
        }
    }
}

#[test]
fn arrows_walk_through_every_text_and_back() {
    for text in all_texts() {
        let paragraph = layout(text, Some(200.0));
        let leftmost = walk(Caret::default(), |caret| paragraph.left(caret), text);
        let rightmost = walk(leftmost, |caret| paragraph.right(caret), text);
        if !text.trim().is_empty() && !text.contains('\u{202e}') {
            assert_ne!(leftmost, rightmost, "{text:?}");
        }
        walk(rightmost, |caret| paragraph.word_left(caret), text);
    }
}

#[test]
fn up_and_down_keep_to_the_column_and_end_at_the_edges() {
    let text = "one two three four five six seven eight nine ten";
    let paragraph = layout(text, Some(120.0));
    let start = Caret::from(2);
    let x = paragraph.caret_rect(start).x;
    assert_eq!(paragraph.line_up(start, x), None);
    let below = paragraph.line_down(start, x).unwrap();
    assert_eq!(paragraph.line_of(below), 1);
    assert!((paragraph.caret_rect(below).x - x).abs() < 8.0);
    assert_eq!(paragraph.line_up(below, x).unwrap().byte, 2);
    let end = paragraph.line_end(start);
    assert_eq!((paragraph.line_of(end), paragraph.line_start(end).byte), (0, 0));
    assert_eq!(paragraph.line_down(text.len(), x), None);
}

#[test]
fn a_line_end_stands_before_its_line_break() {
    let paragraph = layout("ab\r\ncd", None);
    assert_eq!(paragraph.line_end(1).byte, 2);
    assert_eq!(paragraph.line_start(5).byte, 4);
    assert_eq!(paragraph.line_count(), 2);
}
