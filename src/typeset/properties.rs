//! Properties that hold for any text, span and width: rectangles cover their span and nothing else, a
//! hit inside them is a position in the span, and every pixel maps to a position between graphemes.

use std::cell::RefCell;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::Span;
use crate::text::segment::snap_to_graphemes;

/// Words of many scripts, and what stands between and around them.
const WORDS: &str = "army|fi|U.S.|e\u{301}\u{323}|Ελλάδα|москва|قال|الجيش|قَالَ|لا|ﷲ|پاکستان|נשיא|שָׁלוֹם|नमस्ते|क्षि|ประเทศไทย|中国|「会談」|한국|👩‍👩‍👧‍👦|🇮🇶🇺🇸|👍🏽|2024|٣٫٥|3.5%|(12)|«|”|—|\u{202e}abc\u{202c}|\u{2067}def\u{2069}|\u{200f}|\u{200b}|\u{ad}|\u{64b}";

/// Mixed text, and here and there anything.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let gap = prop_oneof![
        6 => Just(" "),
        1 => Just(""),
        1 => prop::sample::select(vec!["  ", "\n", "\t", "\u{a0}", "\r\n", "\u{3000}", "\u{202f}"]),
    ];
    let word = prop_oneof![
        12 => prop::sample::select(WORDS.split('|').collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "\\PC{1,5}",
    ];
    prop::collection::vec((word, gap), 0..16)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| word + gap).collect())
}

/// A text and how it is laid out.
#[derive(Clone, Debug)]
pub(super) struct LayoutCase {
    text: String,
    style: Style,
    width: Option<f32>,
    scale: f32,
    direction: Direction,
}

impl LayoutCase {
    pub(super) fn layout(&self) -> Paragraph {
        TYPESETTER.with_borrow_mut(|typesetter| {
            typesetter.layout(&self.text, self.style, self.width, self.scale, self.direction)
        })
    }
}

pub(super) fn any_case() -> impl Strategy<Value = LayoutCase> {
    let width = prop_oneof![
        Just(None),
        (1.0_f32..700.0).prop_map(Some),
        (20.0_f32..120.0).prop_map(Some)
    ];
    let direction = prop::sample::select(vec![Direction::Auto, Direction::Ltr, Direction::Rtl]);
    let scale = prop::sample::select(vec![1.0_f32, 1.25, 1.5, 2.0]);
    let style = prop::sample::select(vec![Style::reading(17.0, 29.0), Style::ui(14.0, 20.0)]);
    let parts = (any_text(), style, width, scale, direction);
    parts.prop_map(|(text, style, width, scale, direction)| LayoutCase {
        text,
        style,
        width,
        scale,
        direction,
    })
}

thread_local! {
    static TYPESETTER: RefCell<Typesetter> = RefCell::new(Typesetter::embedded_only());
}

fn rects(paragraph: &Paragraph, span: Span) -> Vec<(Rect, usize)> {
    let mut rects = Vec::new();
    paragraph.rects(span, |rect, line| rects.push((rect, line)));
    rects
}

fn graphemes(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.grapheme_indices(true)
        .map(|(start, grapheme)| Span::new(start, start + grapheme.len()))
}

fn is_edge(text: &str, byte: usize) -> bool {
    byte == text.len() || graphemes(text).any(|grapheme| grapheme.start == byte)
}

/// Points inside a rectangle, some near its edges.
fn points(rect: Rect) -> impl Iterator<Item = (f32, f32)> {
    let across = [0.02, 0.3, 0.5, 0.7, 0.98];
    let down = [0.05, 0.5, 0.95];
    across.into_iter().flat_map(move |x| {
        down.into_iter()
            .map(move |y| (rect.x + rect.w * x, rect.y + rect.h * y))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_rectangles_of_a_span_cover_its_graphemes_and_no_other(
        case in any_case(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(),
    ) {
        let paragraph = case.layout();
        let text = paragraph.text();
        let span = Span::new(a.index(text.len() + 1), b.index(text.len() + 1));
        let span = snap_to_graphemes(text, span);
        let covered = rects(&paragraph, span);
        let mut width = 0.0;
        for grapheme in graphemes(text) {
            let within = span.covers(grapheme);
            for (own, line) in rects(&paragraph, grapheme) {
                width += if within { own.w } else { 0.0 };
                let (middle, tolerance) = (own.x + own.w / 2.0, 0.001);
                let holding = covered.iter().filter(|(rect, at)| {
                    *at == line && rect.x - tolerance < middle && middle < rect.right() + tolerance
                });
                prop_assert_eq!(holding.count(), usize::from(within), "{:?} of {:?}", grapheme, span);
            }
        }
        let sum: f32 = covered.iter().map(|(rect, _)| rect.w).sum();
        prop_assert!((sum - width).abs() < 0.1, "{} is not {}", sum, width);
        for (line, pair) in covered.windows(2).enumerate() {
            let [(before, first), (after, second)] = pair else { continue };
            prop_assert!(first < second || before.right() <= after.x + 0.001, "{} {:?}", line, pair);
        }
    }

    #[test]
    fn a_hit_inside_the_rectangles_of_a_span_is_a_place_in_it(
        case in any_case(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(),
    ) {
        let paragraph = case.layout();
        let text = paragraph.text();
        let span = Span::new(a.index(text.len() + 1), b.index(text.len() + 1));
        let span = snap_to_graphemes(text, span);
        for (rect, line) in rects(&paragraph, span) {
            for (x, y) in points(rect) {
                let caret = paragraph.caret_at(x, y);
                prop_assert!(
                    span.start <= caret.byte && caret.byte <= span.end,
                    "{:?} of {:?} on line {}", caret, span, line
                );
                let under = paragraph.grapheme_at(x, y);
                prop_assert!(under.is_some_and(|under| span.covers(under)), "{:?} of {:?}", under, span);
            }
        }
    }

    #[test]
    fn a_selection_from_any_pixel_to_any_pixel_lies_between_graphemes(
        case in any_case(),
        pixels in prop::collection::vec((-60.0_f32..760.0, -40.0_f32..240.0), 2..12),
    ) {
        let paragraph = case.layout();
        let text = paragraph.text();
        let places: Vec<usize> = pixels.iter().map(|(x, y)| paragraph.hit(*x, *y)).collect();
        for pair in places.windows(2) {
            prop_assert!(is_edge(text, pair[0]), "{} in {:?}", pair[0], text);
            let selection = Span::new(pair[0].min(pair[1]), pair[0].max(pair[1]));
            prop_assert!(selection.slice(text).is_some());
            rects(&paragraph, selection);
        }
    }
}

/// Found by the properties: the box of a mark that no font has was nobody's, and a hit on it gave what
/// stood beside it.
#[test]
fn a_mark_that_no_font_has_belongs_to_its_letter_also_on_the_next_line() {
    for (text, end, width) in [("a𞅎\u{11c92}𞥞b", 9, None), ("שלום 𐺰\u{9c1}ﬀa𞹝", 16, Some(20.0))]
    {
        let mut typesetter = Typesetter::embedded_only();
        let paragraph = typesetter.layout(text, Style::ui(14.0, 20.0), width, 1.0, Direction::Auto);
        for (rect, _) in rects(&paragraph, Span::new(0, end)) {
            for (x, y) in points(rect) {
                assert!(paragraph.hit(x, y) <= end, "{x} {y} in {text}");
            }
        }
    }
}
