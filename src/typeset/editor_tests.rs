//! The text field under keys, pointer and input methods.

use proptest::prelude::*;

use super::*;

const STYLE: Style = Style::ui(14.0, 20.0);

fn field(text: &str) -> (Editor, Typesetter) {
    let mut editor = Editor::multi_line(STYLE);
    editor.set_text(text);
    (editor, Typesetter::embedded_only())
}

/// `|` is the caret, `[` and `]` the selection with the caret at its end.
fn marked(editor: &Editor) -> String {
    let mut text = editor.text().to_owned();
    let selection = editor.selection();
    if selection.is_empty() {
        text.insert(selection.start, '|');
    } else {
        text.insert(selection.end, ']');
        text.insert(selection.start, '[');
    }
    text
}

#[test]
fn typing_in_mixed_text_goes_to_its_logical_place() {
    let (mut editor, mut typesetter) = field("قال الجيش 2024 said");
    let at = editor.text().find("2024").unwrap();
    editor.select(at, at);
    editor.insert("في ");
    editor.insert("عام ");
    assert_eq!(marked(&editor), "قال الجيش في عام |2024 said");
    let place = editor.caret_rect(&mut typesetter);
    editor.click(&mut typesetter, place.x, place.y + 2.0, false);
    editor.insert("x");
    assert_eq!(editor.text(), "قال الجيش في عام x2024 said");
}

#[test]
fn arrows_move_as_the_eye_sees_and_selections_collapse_to_their_side() {
    let (mut editor, mut typesetter) = field("قال");
    editor.go(&mut typesetter, Motion::Right, false);
    assert_eq!(marked(&editor), "قا|ل");
    editor.go(&mut typesetter, Motion::TextStart, false);
    editor.go(&mut typesetter, Motion::Left, true);
    assert_eq!(marked(&editor), "[ق]ال");
    editor.go(&mut typesetter, Motion::Left, false);
    assert_eq!(marked(&editor), "ق|ال");
    editor.select_all();
    editor.go(&mut typesetter, Motion::Right, false);
    assert_eq!(marked(&editor), "|قال");
}

#[test]
fn words_are_walked_and_deleted_whole() {
    let (mut editor, mut typesetter) = field("The army's spokesman, said");
    editor.go(&mut typesetter, Motion::WordLeft, false);
    assert_eq!(marked(&editor), "The army's spokesman, |said");
    editor.go(&mut typesetter, Motion::WordLeft, false);
    assert_eq!(marked(&editor), "The army's |spokesman, said");
    editor.delete(Deletion::WordBack);
    assert_eq!(marked(&editor), "The |spokesman, said");
    editor.delete(Deletion::WordForward);
    assert_eq!(marked(&editor), "The |, said");
    editor.go(&mut typesetter, Motion::WordRight, true);
    assert_eq!(marked(&editor), "The [, ]said");
}

#[test]
fn deletion_takes_emoji_whole_and_vowel_signs_one_by_one() {
    let (mut editor, _) = field("a👩‍👩‍👧‍👦");
    editor.delete(Deletion::Back);
    assert_eq!(marked(&editor), "a|");
    let (mut editor, _) = field("لَّ");
    editor.delete(Deletion::Back);
    assert_eq!(editor.text().chars().count(), 2);
    editor.select(0, 0);
    editor.delete(Deletion::Forward);
    assert_eq!(editor.text(), "");
}

#[test]
fn lines_keep_their_column_and_end_where_they_break() {
    let (mut editor, mut typesetter) = field("one two\nx\nthree four");
    editor.select(5, 5);
    editor.go(&mut typesetter, Motion::Down, false);
    assert_eq!(marked(&editor), "one two\nx|\nthree four");
    editor.go(&mut typesetter, Motion::Down, false);
    assert_eq!(editor.paragraph(&mut typesetter).line_of(editor_caret(18)), 2);
    assert!(editor.caret().byte >= 14, "{}", marked(&editor));
    editor.go(&mut typesetter, Motion::Up, false);
    editor.go(&mut typesetter, Motion::Up, false);
    assert_eq!(marked(&editor), "one t|wo\nx\nthree four");
    editor.go(&mut typesetter, Motion::LineEnd, false);
    assert_eq!(marked(&editor), "one two|\nx\nthree four");
    editor.go(&mut typesetter, Motion::Up, false);
    assert_eq!(marked(&editor), "|one two\nx\nthree four");
}

fn editor_caret(byte: usize) -> Caret {
    byte.into()
}

#[test]
fn empty_lines_of_an_arabic_note_can_be_reached() {
    let (mut editor, mut typesetter) = field("قال\n\nنعم");
    editor.select(0, 0);
    let top = editor.caret_rect(&mut typesetter).y;
    editor.go(&mut typesetter, Motion::Down, false);
    assert_eq!(editor.caret().byte, 7);
    assert!((editor.caret_rect(&mut typesetter).y - top - 20.0).abs() < 0.1);
    editor.go(&mut typesetter, Motion::Down, false);
    assert!((editor.caret_rect(&mut typesetter).y - top - 40.0).abs() < 0.1);
    editor.go(&mut typesetter, Motion::TextEnd, false);
    editor.insert("\n");
    assert!((editor.caret_rect(&mut typesetter).y - top - 60.0).abs() < 0.1);
}

#[test]
fn pointers_select_letters_words_and_lines() {
    let (mut editor, mut typesetter) = field("one two three\nfour");
    let at = |editor: &mut Editor, typesetter: &mut Typesetter, byte: usize| {
        let rect = editor.paragraph(typesetter).caret_rect(byte);
        (rect.x + 1.0, rect.y + 2.0)
    };
    let (x, y) = at(&mut editor, &mut typesetter, 5);
    editor.double_click(&mut typesetter, x, y);
    assert_eq!(marked(&editor), "one [two] three\nfour");
    let (x, y) = at(&mut editor, &mut typesetter, 9);
    editor.drag(&mut typesetter, x, y);
    assert_eq!(marked(&editor), "one [two three]\nfour");
    let (x, y) = at(&mut editor, &mut typesetter, 1);
    editor.drag(&mut typesetter, x, y);
    assert_eq!(marked(&editor), "[one two] three\nfour");
    editor.triple_click(&mut typesetter, x, y);
    assert_eq!(marked(&editor), "[one two three]\nfour");
    editor.click(&mut typesetter, x, y, false);
    let (x, y) = at(&mut editor, &mut typesetter, 5);
    editor.drag(&mut typesetter, x, y);
    assert_eq!(marked(&editor), "o[ne t]wo three\nfour");
    let mut width = 0.0;
    editor.selection_rects(&mut typesetter, |rect| width += rect.w);
    assert!(width > 20.0);
    assert_eq!(editor.cut(), "ne t");
}

#[test]
fn undo_goes_word_by_word_and_redo_returns() {
    let mut editor = Editor::single_line(STYLE);
    for letter in ["a", "b", " ", "c", "d"] {
        editor.insert(letter);
    }
    assert!(editor.undo());
    assert_eq!(marked(&editor), "ab|");
    assert!(editor.undo());
    assert_eq!(marked(&editor), "|");
    assert!(!editor.undo());
    assert!(editor.redo() && editor.redo() && !editor.redo());
    assert_eq!(marked(&editor), "ab cd|");
    editor.select_all();
    editor.insert("x\r\ny");
    assert_eq!(marked(&editor), "x y|");
    assert!(editor.undo());
    assert_eq!(marked(&editor), "[ab cd]");
}

#[test]
fn composition_replaces_itself_and_is_one_undo_step() {
    let (mut editor, _) = field("said ");
    editor.compose("n", None);
    editor.compose("ni", Some(Span::new(2, 2)));
    assert_eq!(
        (marked(&editor).as_str(), editor.compose),
        ("said ni|", Some(Span::new(5, 7)))
    );
    editor.commit("你");
    assert_eq!((marked(&editor).as_str(), editor.compose), ("said 你|", None));
    assert!(editor.undo());
    assert_eq!(editor.text(), "said ");
    editor.compose("h", None);
    editor.clear_compose();
    assert_eq!(marked(&editor), "said |");
}

#[test]
fn a_long_text_scrolls_to_its_caret_and_a_short_one_rests() {
    let mut typesetter = Typesetter::embedded_only();
    let mut editor = Editor::single_line(STYLE);
    editor.set_text("short");
    assert!(editor.scroll_x(&mut typesetter, 30.0, 200.0).abs() < 0.01);
    editor.set_text("قال");
    assert!(editor.scroll_x(&mut typesetter, 0.0, 200.0) < -100.0);
    for text in ["a long text in a short field ", "نص طويل في حقل قصير جدا "] {
        editor.set_text(&text.repeat(4));
        let mut scroll = 0.0;
        for motion in [
            Motion::TextEnd,
            Motion::TextStart,
            Motion::WordRight,
            Motion::WordLeft,
        ] {
            editor.go(&mut typesetter, motion, false);
            scroll = editor.scroll_x(&mut typesetter, scroll, 90.0);
            let caret = editor.caret_rect(&mut typesetter);
            assert!(
                caret.x >= scroll - 0.01 && caret.right() <= scroll + 90.01,
                "{caret:?}"
            );
        }
    }
}

#[derive(Clone, Debug)]
enum EditorAct {
    Insert(String),
    Delete(Deletion),
    Go(Motion, bool),
    Click(f32, f32, u8),
    Compose(String),
    Commit(String),
    Undo,
    Redo,
}

fn acts() -> impl Strategy<Value = EditorAct> {
    use Motion as M;
    let words = || "[a-c \nقلש\u{64e}\u{301}\u{202e}👩\u{200d}2]{0,5}";
    let motions = vec![
        M::Left,
        M::Right,
        M::WordLeft,
        M::WordRight,
        M::Up,
        M::Down,
        M::LineStart,
        M::LineEnd,
        M::TextStart,
        M::TextEnd,
    ];
    let deletions = vec![
        Deletion::Back,
        Deletion::Forward,
        Deletion::WordBack,
        Deletion::WordForward,
    ];
    prop_oneof![
        4 => words().prop_map(EditorAct::Insert),
        2 => prop::sample::select(deletions).prop_map(EditorAct::Delete),
        4 => (prop::sample::select(motions), any::<bool>()).prop_map(|(m, e)| EditorAct::Go(m, e)),
        2 => (-9.0_f32..90.0, -9.0_f32..90.0, 0_u8..4).prop_map(|(x, y, n)| EditorAct::Click(x, y, n)),
        1 => words().prop_map(EditorAct::Compose),
        1 => words().prop_map(EditorAct::Commit),
        1 => Just(EditorAct::Undo),
        1 => Just(EditorAct::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_is_done_the_selection_stays_on_edges(
        acts in prop::collection::vec(acts(), 0..25),
        width in 5.0_f32..80.0,
    ) {
        let mut typesetter = Typesetter::embedded_only();
        let mut editor = Editor::multi_line(STYLE);
        editor.set_layout_options(STYLE, Some(width), 1.0, Direction::Auto);
        for act in acts {
            match act {
                EditorAct::Insert(text) => editor.insert(&text),
                EditorAct::Delete(deletion) => editor.delete(deletion),
                EditorAct::Go(motion, extend) => editor.go(&mut typesetter, motion, extend),
                EditorAct::Click(x, y, 0) => editor.click(&mut typesetter, x, y, false),
                EditorAct::Click(x, y, 1) => editor.double_click(&mut typesetter, x, y),
                EditorAct::Click(x, y, 2) => editor.triple_click(&mut typesetter, x, y),
                EditorAct::Click(x, y, _) => editor.drag(&mut typesetter, x, y),
                EditorAct::Compose(text) => editor.compose(&text, None),
                EditorAct::Commit(text) => editor.commit(&text),
                EditorAct::Undo => { editor.undo(); }
                EditorAct::Redo => { editor.redo(); }
            }
            let text = editor.text();
            let selection = editor.selection();
            prop_assert!(text.is_char_boundary(selection.start) && text.is_char_boundary(selection.end));
            if let Some(composed) = editor.compose {
                prop_assert!(composed.slice(text).is_some());
            }
            editor.caret_rect(&mut typesetter);
        }
    }
}

#[test]
fn a_field_of_many_lines_runs_and_stands_as_its_first_letter_says() {
    let mut typesetter = Typesetter::embedded_only();
    let mut editor = Editor::multi_line(Style::ui(14.0, 20.0));
    editor.set_layout_options(Style::ui(14.0, 20.0), Some(200.0), 1.0, Direction::Auto);
    for (text, rtl) in [
        (
            "2024: قال الجيش إن المحادثات تستأنف يوم الأحد المقبل\nReuters\nقال",
            true,
        ),
        (
            "Reuters: قال الجيش إن المحادثات تستأنف يوم الأحد المقبل\nقال\nsaid",
            false,
        ),
    ] {
        editor.set_text(text);
        let paragraph = editor.paragraph(&mut typesetter);
        assert_eq!(paragraph.is_rtl(), rtl, "{text}");
        assert!(paragraph.line_count() > 3);
        for line in paragraph.lines() {
            let at_side = if rtl { line.right - 200.0 } else { line.left };
            assert!(at_side.abs() < 1.0, "{line:?} of {text}");
        }
        // A click on the far side of each line is a place on that line.
        let lines: Vec<_> = paragraph.lines().collect();
        for line in lines {
            let middle = f32::midpoint(line.top, line.bottom);
            for x in [line.left + 1.0, line.right - 1.0] {
                editor.click(&mut typesetter, x, middle, false);
                let byte = editor.caret().byte;
                assert!(
                    line.span.start <= byte && byte <= line.span.end,
                    "{byte} on {line:?}"
                );
            }
        }
    }
}
