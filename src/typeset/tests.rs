//! Properties of laid out text: order, positions, rectangles, bounds. `ui::article` compares pictures of drawn text.

mod carets;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::Span;

const READING: Style = Style::reading(17.0, 29.0);
const UI: Style = Style::ui(14.0, 20.0);

const WORDS_OF_EVERY_KIND: [&str; 8] = [
    "The Iraqi army announced that Baghdad and Washington held new talks on a “studied and gradual reduction”, fi ffi, 2024.",
    "قال الناطق باسم القائد العام للقوات المسلحة اللواء يحيى رسول إن اللجنة عقدت في 11 فبراير 2024 جولة جديدة (الثانية) من الحوار بنسبة 3.5%، لتقييم خطر «داعش».",
    "قَالَ الرَّئِيسُ إِنَّ الِاجْتِمَاعَ سَيُعْقَدُ يَوْمَ الثُّلَاثَاءِ، ١٢ شُبَاط ٢٠٢٤.",
    "הממשלה הודיעה כי 165 תקיפות בוצעו מאז אוקטובר, לפי Reuters.",
    "According to وزارة الدفاع (Ministry of Defence), 12 were hurt.",
    "قال متحدث باسم Pentagon إن 3 جنود قُتلوا في Tower 22.",
    "Ελληνικά, кириллица, Tiếng Việt, čeština ąęłż.",
    "لا إله؛ الآن لأن ﷲ – ٪٣٫٥",
];

const NASTY: [&str; 12] = [
    "",
    " ",
    "\n",
    "a\r\nb\n\n",
    "قال (2024) إن 3.5% من الـ«ناس» AB-12/34",
    "قَالَ الرَّئِيسُ إِنَّهُ",
    "fi ffi لا لأ الله",
    "👩‍👩‍👧‍👦 flag 🇮🇶 e\u{301}\u{323}",
    "\u{202e}abc\u{202c} \u{202b}def 123\u{202c}\u{2067}x",
    "tab\there\u{a0}nbsp\u{ad}soft \u{200b}zero",
    "\u{64b}\u{301}orphan marks",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA عععععععععععععععععععع",
];

fn all_texts() -> impl Iterator<Item = &'static str> {
    NASTY.into_iter().chain(WORDS_OF_EVERY_KIND)
}

fn boundaries(text: &str) -> Vec<usize> {
    let starts = text.grapheme_indices(true).map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

fn layout(text: &str, width: Option<f32>) -> Paragraph {
    Typesetter::embedded_only().layout(text, READING, width, 1.0, Direction::Auto)
}

fn width_of(paragraph: &Paragraph, span: Span) -> f32 {
    let mut width = 0.0;
    paragraph.rects(span, |rect, _| width += rect.w);
    width
}

fn left_of(paragraph: &Paragraph, text: &str, part: &str) -> f32 {
    let start = text.find(part).unwrap();
    let mut left = f32::MAX;
    paragraph.rects(Span::new(start, start + part.len()), |rect, _| {
        left = left.min(rect.x);
    });
    left
}

fn walk(from: Caret, step: impl Fn(Caret) -> Caret, text: &str) -> Caret {
    let edges = boundaries(text);
    let mut caret = from;
    for _ in 0..text.len() * 3 + 4 {
        let next = step(caret);
        if next == caret {
            return caret;
        }
        assert!(edges.contains(&next.byte), "{next:?} in {text:?}");
        caret = next;
    }
    panic!("the caret runs in circles in {text:?}");
}

#[test]
fn digits_in_arabic_keep_their_order() {
    let text = "في عام 2024 قال";
    let paragraph = layout(text, None);
    let places: Vec<f32> = "2024"
        .char_indices()
        .map(|(at, _)| {
            let start = text.find("2024").unwrap() + at;
            paragraph.caret_rect(start).x
        })
        .collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
    assert!(left_of(&paragraph, text, "قال") < left_of(&paragraph, text, "2024"));
    assert!(left_of(&paragraph, text, "2024") < left_of(&paragraph, text, "عام"));
}

#[test]
fn the_parts_of_a_line_are_as_wide_as_the_whole() {
    for text in all_texts() {
        for width in [None, Some(180.0)] {
            let paragraph = layout(text, width);
            let whole = width_of(&paragraph, Span::new(0, text.len()));
            let edges = boundaries(text);
            let parts: f32 = edges
                .windows(2)
                .map(|pair| width_of(&paragraph, Span::new(pair[0], pair[1])))
                .sum();
            assert!((whole - parts).abs() < 0.5, "{whole} {parts} in {text:?}");
        }
    }
}

#[test]
fn white_space_at_a_wrap_is_not_covered() {
    let text = "one two three four five six seven eight";
    let paragraph = layout(text, Some(120.0));
    let lines: Vec<TextLine> = paragraph.lines().collect();
    assert!(lines.len() > 2);
    let mut covered = Vec::new();
    paragraph.rects(Span::new(0, text.len()), |rect, line| {
        covered.push((rect, line));
    });
    for (line, (rect, index)) in lines.iter().zip(&covered) {
        assert!((rect.right() - line.right).abs() < 0.1, "{rect:?} {line:?}");
        assert!(line.right <= 120.0);
        assert_eq!(lines[*index], *line);
    }
}

#[test]
fn a_span_across_directions_has_a_rectangle_for_each_stretch() {
    let text = "abc قال الجيش def";
    let paragraph = layout(text, None);
    let mut rects = Vec::new();
    // The last letter of the first Arabic word and what follows.
    let start = text.find("ل الجيش").unwrap();
    paragraph.rects(Span::new(start, text.len()), |rect, _| rects.push(rect));
    assert_eq!(rects.len(), 2, "{rects:?}");
    assert!(rects[0].right() < rects[1].x);
}

#[test]
fn arabic_paragraphs_stand_at_the_right_with_wider_leading() {
    let text = WORDS_OF_EVERY_KIND[1];
    let paragraph = layout(text, Some(300.0));
    assert!(paragraph.is_rtl());
    let lines: Vec<TextLine> = paragraph.lines().collect();
    assert!(lines.len() > 2);
    for line in &lines {
        assert!((line.right - 300.0).abs() < 1.0, "{line:?}");
        assert!(line.left >= -0.5, "{line:?}");
        assert!((line.bottom - line.top - 33.0).abs() < 0.01);
    }
    let forced = Typesetter::embedded_only().layout(text, READING, Some(300.0), 1.0, Direction::Ltr);
    assert!(forced.lines().next().unwrap().left < 1.0);
}

#[test]
fn a_foreign_word_does_not_move_its_line() {
    for scale in [1.0, 1.25, 2.0] {
        for style in [READING, UI] {
            let text = WORDS_OF_EVERY_KIND[4].repeat(5);
            let paragraph =
                Typesetter::embedded_only().layout(&text, style, Some(300.0), scale, Direction::Auto);
            let step = (style.line_height * scale).round() / scale;
            for (index, line) in paragraph.lines().enumerate() {
                let top = step * index as f32;
                assert!((line.top - top).abs() < 0.01, "{index} {line:?} at {scale}");
                assert!((line.bottom - line.top - step).abs() < 0.01);
                assert!(line.text_top < line.baseline && line.baseline < line.text_bottom);
            }
        }
    }
}

#[test]
fn shortened_lines_fit_and_keep_offsets() {
    let mut typesetter = Typesetter::embedded_only();
    for text in all_texts() {
        for width in [0.0, 9.0, 60.0, 150.0, 4000.0] {
            let line = typesetter.layout_line(text, UI, width, 1.0, Direction::Auto);
            assert_eq!(line.line_count(), 1, "{text:?}");
            assert!(
                line.width() <= width.max(20.0),
                "{} > {width} {text:?}",
                line.width()
            );
            assert!(text.is_char_boundary(line.text().len()));
            assert!(boundaries(text).contains(&line.text().len()) || line.text().ends_with(' '));
            if width >= 4000.0 {
                assert!(!line.is_elided(), "{text:?}");
            }
        }
    }
    let long = "a".repeat(3_000_000);
    let line = typesetter.layout_line(&long, UI, 200.0, 1.0, Direction::Auto);
    assert!(line.is_elided() && line.width() <= 200.0 && line.width() > 180.0);
}

#[test]
fn a_number_is_never_cut_in_two() {
    let mut typesetter = Typesetter::embedded_only();
    let text = "about 165,000.5 attacks";
    for width in 20..200 {
        let line = typesetter.layout_line(text, UI, width as f32, 1.0, Direction::Auto);
        let kept = line.text();
        assert!(!kept.contains('1') || kept.contains("165,000.5"), "{kept}");
    }
}

#[test]
fn clamped_paragraphs_keep_to_their_lines() {
    let mut typesetter = Typesetter::embedded_only();
    for text in WORDS_OF_EVERY_KIND {
        for lines in [1, 2, 3] {
            let short = typesetter.layout_clamped(text, UI, 130.0, lines, 1.0, Direction::Auto);
            assert!(short.line_count() <= lines);
            let whole = typesetter.layout(text, UI, Some(130.0), 1.0, Direction::Auto);
            assert_eq!(short.is_elided(), whole.line_count() > lines, "{text:?}");
            assert!(text.starts_with(short.text()));
        }
    }
}

#[test]
fn parts_of_a_long_text_join_to_the_whole() {
    let text = "The army said قال الجيش إن 👩‍👩‍👧‍👦 e\u{301}. ".repeat(40);
    for max_bytes in [1, 16, 100, 8192] {
        let spans: Vec<Span> = split_long(&text, max_bytes).collect();
        let joined: String = spans.iter().filter_map(|span| span.slice(&text)).collect();
        assert!(joined == text);
        assert!(spans.iter().all(|span| span.len() <= max_bytes.max(4)));
    }
    let graphemes = boundaries(&text);
    let mut spans = split_long(&text, 100);
    assert!(spans.all(|span| graphemes.contains(&span.end)));
    assert_eq!(split_long("", 10).count(), 0);
}

#[test]
fn glyphs_reach_the_atlas_once_and_eviction_starts_a_generation() {
    let mut typesetter = Typesetter::embedded_only();
    typesetter.atlas = Atlas::with_page_limit(1);
    let paragraph = typesetter.layout(WORDS_OF_EVERY_KIND[1], READING, Some(500.0), 2.0, Direction::Auto);
    let mut quads = Vec::new();
    typesetter.glyphs(&paragraph, (10.0, 10.0), |quad| quads.push(quad));
    assert!(quads.len() > 100);
    for quad in &quads {
        assert!(quad.rect.x.fract().abs() < 1e-6);
        assert!(quad.rect.y.fract().abs() < 1e-6);
        assert!(quad.uv.right() <= 1.0 && quad.uv.bottom() <= 1.0);
    }
    assert_eq!(typesetter.atlas.take_dirty().len(), 1);
    let mut again = Vec::new();
    typesetter.glyphs(&paragraph, (10.0, 10.0), |quad| again.push(quad));
    assert_eq!(quads, again);
    assert!(typesetter.atlas.take_dirty().is_empty());
    assert_eq!(typesetter.atlas.generation(), 0);
    for size in 20..200 {
        let style = Style::ui(size as f32, 300.0);
        let paragraph = typesetter.layout("ABCDEFGHM", style, None, 1.0, Direction::Auto);
        typesetter.glyphs(&paragraph, (0.0, 0.0), |_| {});
    }
    assert!(typesetter.atlas.generation() > 0);
    assert_eq!(typesetter.atlas.pages.len(), 1);
}

#[test]
fn what_cannot_be_seen_draws_nothing() {
    let mut typesetter = Typesetter::embedded_only();
    for text in [
        "ab",
        "a\tb\n",
        "a\r\n\u{202e}b\u{202c}",
        "a\u{a0}\u{200b}\u{ad}b\u{2028}\u{feff}",
    ] {
        let paragraph = typesetter.layout(text, UI, Some(300.0), 1.0, Direction::Auto);
        let mut count = 0;
        typesetter.glyphs(&paragraph, (0.0, 0.0), |_| count += 1);
        assert_eq!(count, 2, "{text:?}");
    }
}

#[test]
fn columns_parted_by_tabs_keep_the_order_of_their_paragraph() {
    let text = "قال\tone\ttwo\tعام";
    let paragraph = layout(text, None);
    let places = ["قال", "one", "two", "عام"].map(|part| left_of(&paragraph, text, part));
    assert!(places.windows(2).all(|pair| pair[0] > pair[1]), "{places:?}");
}

#[test]
fn every_line_break_of_unicode_ends_a_line() {
    for line_break in [
        "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}",
    ] {
        let text = &format!("a{line_break}b");
        let paragraph = layout(text, None);
        assert_eq!(paragraph.line_count(), 2, "{text:?}");
        assert_eq!(paragraph.line_end(0).byte, 1, "{text:?}");
        assert_eq!(paragraph.line_start(text.len()).byte, text.len() - 1, "{text:?}");
    }
}

#[test]
fn text_that_our_fonts_show_is_set_without_a_look_for_the_systems() {
    let mut typesetter = Typesetter::new();
    for text in WORDS_OF_EVERY_KIND {
        typesetter.layout(text, READING, Some(600.0), 1.0, Direction::Auto);
        assert_eq!(typesetter.system_fonts, SystemFonts::Load, "{text}");
    }
    typesetter.layout("सेना ने कहा", READING, Some(600.0), 1.0, Direction::Auto);
    assert_eq!(typesetter.system_fonts, SystemFonts::Settled);
}

#[test]
fn a_typesetter_that_asks_for_fonts_waits_for_none_and_sets_with_them_when_they_come() {
    const HINDI: &str = "सेना ने कहा कि बातचीत फिर शुरू होगी।";
    let boxes = |paragraph: &Paragraph| misses_glyphs(&paragraph.layout, HINDI);
    let mut typesetter = Typesetter::with_deferred_fonts();
    typesetter.layout("Plain", READING, Some(600.0), 1.0, Direction::Auto);
    assert_eq!(typesetter.text_missing_fonts(), None);
    let poor = typesetter.layout(HINDI, READING, Some(600.0), 1.0, Direction::Auto);
    assert!(boxes(&poor));
    assert_eq!(typesetter.text_missing_fonts(), Some(HINDI));
    let fonts = std::thread::spawn(|| LoadedFonts::load(HINDI)).join().unwrap();
    typesetter.set_fonts(fonts);
    assert_eq!(typesetter.text_missing_fonts(), None);
    let rich = typesetter.layout(HINDI, READING, Some(600.0), 1.0, Direction::Auto);
    // A machine may have no font for it.
    let system = Typesetter::new().layout(HINDI, READING, Some(600.0), 1.0, Direction::Auto);
    assert_eq!(boxes(&rich), boxes(&system));
    let plain = |typesetter: &mut Typesetter| {
        let paragraph = typesetter.layout("Plain", READING, None, 1.0, Direction::Auto);
        let mut fonts: Vec<u64> = Vec::new();
        for line in paragraph.layout.lines() {
            fonts.extend(line.runs().map(|run| run.font().data.id()));
        }
        fonts
    };
    // The glyphs that were drawn already are the same ones.
    assert_eq!(
        plain(&mut typesetter),
        plain(&mut Typesetter::with_deferred_fonts())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_and_no_number_panics(
        text in prop::collection::vec(prop_oneof![
            prop::sample::select(NASTY.to_vec()).prop_map(str::to_owned),
            "[\u{600}-\u{6ff}a-z0-9 \u{200c}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\n\r\t]{0,8}",
            "\\PC{0,6}",
            any::<String>(),
        ], 0..4).prop_map(|parts| parts.concat()),
        width in prop_oneof![Just(None), any::<f32>().prop_map(Some), (0.0_f32..400.0).prop_map(Some)],
        size in prop_oneof![any::<f32>(), Just(17.0)],
        scale in prop_oneof![any::<f32>(), Just(1.0), Just(1.25)],
        x in any::<f32>(), y in prop_oneof![any::<f32>(), 0.0_f32..100.0],
        at in 0_usize..200, length in 0_usize..100,
        direction in prop::sample::select(vec![Direction::Auto, Direction::Ltr, Direction::Rtl]),
    ) {
        TYPESETTER.with_borrow_mut(|typesetter| {
            let style = Style::reading(size.min(60.0), 29.0);
            let paragraph = typesetter.layout(&text, style, width, scale, direction);
            let caret = paragraph.caret_at(x, y);
            prop_assert!(boundaries(&text).contains(&caret.byte));
            for place in [caret, Caret { byte: at, upstream: length % 2 == 0 }] {
                for moved in [
                    paragraph.left(place), paragraph.right(place), paragraph.word_left(place),
                    paragraph.word_right(place), paragraph.line_start(place), paragraph.line_end(place),
                ] {
                    prop_assert!(moved == place || boundaries(&text).contains(&moved.byte));
                }
                let _ = (paragraph.line_up(place, x), paragraph.line_down(place, x));
                let _ = paragraph.caret_rect(place);
            }
            paragraph.rects(Span::new(at, at + length), |rect, line| {
                assert!(rect.w > 0.0 && line < paragraph.line_count());
            });
            let _ = paragraph.grapheme_at(x, y);
            let leftmost = walk(caret, |caret| paragraph.left(caret), &text);
            walk(leftmost, |caret| paragraph.right(caret), &text);
            let place = paragraph.caret_rect(caret);
            let again = paragraph.caret_rect(paragraph.caret_at(place.x, place.y + place.h / 2.0));
            // Of numbers that large the fractions are not there.
            let near = |a: f32, b: f32| (a - b).abs() < 0.01 + a.abs() * 4.0 * f32::EPSILON;
            prop_assert!(near(place.x, again.x) && near(place.y, again.y));
            typesetter.glyphs(&paragraph, (x.clamp(-1e6, 1e6), 0.0), |_| {});
            let narrow = width.unwrap_or(x);
            let line = typesetter.layout_line(&text, UI, narrow, scale, direction);
            prop_assert_eq!(line.line_count(), 1);
            let few = typesetter.layout_clamped(&text, UI, narrow, 2, scale, direction);
            prop_assert!(few.text().len() <= text.len());
            Ok(())
        })?;
    }
}

thread_local! {
    static TYPESETTER: std::cell::RefCell<Typesetter> = std::cell::RefCell::new(Typesetter::embedded_only());
}
