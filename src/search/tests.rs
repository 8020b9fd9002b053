//! Searches as a person does them, and properties that hold for any text.

use std::cell::Cell;

use proptest::prelude::*;

use super::*;
use crate::text::segment::snap_to_graphemes;

fn query(words: &str) -> Query {
    Query {
        words: words.to_owned(),
        ..Query::default()
    }
}

/// Checks that a query finds just what stands in brackets.
fn check(query: &Query, marked: &str) {
    let text = marked.replace(['[', ']'], "");
    let found = find(&text, query).unwrap();
    let mut shown = text.clone();
    for span in found.iter().rev() {
        shown.insert(span.end, ']');
        shown.insert(span.start, '[');
    }
    assert_eq!(shown, marked, "{query:?}");
}

#[test]
fn case_accents_and_letters_that_stand_for_others_do_not_matter() {
    check(
        &query("elysee"),
        "the [Élysée], the [E\u{301}lyse\u{301}e\u{301}], an Elyse",
    );
    check(&query("STRASSE"), "[Straße] und [Strasse]");
    check(&query("istanbul"), "[İstanbul], [istanbul] and [ISTANBUL]");
    check(&query("five"), "[ﬁve] or [five]");
    check(&query("don't"), "[don’t] or [don't]");
    check(&query("10 km"), "[10\u{a0}km]");
}

#[test]
fn arabic_is_found_with_and_without_its_points() {
    check(&query("محمد"), "قال [مُحَمَّدٌ] و[محمد] و[محـــمد]");
    check(&query("أحمد"), "[احمد] و[أَحْمَد] و[آحمد]");
    check(&query("مُوسَى"), "[موسى] و[موسي]");
    check(&query("2024"), "عام [٢٠٢٤] وعام [2024]");
    check(&query("می"), "[می\u{200c}]خواهم");
    check(&query("talks"), "محادثات [talks] في بغداد");
}

#[test]
fn a_hit_never_splits_what_is_read_as_one_character() {
    check(&query("s"), "e[s] weiß, i[s]");
    check(&query("f"), "ﬁne [f]ine");
    check(&query("👩"), "[👩] 👩\u{200d}👧 [👩]");
    check(&query("가"), "[가] 각");
    check(&query("क"), "[क] कि");
    check(&query("❤"), "[❤] [❤\u{fe0f}]");
}

#[test]
fn with_case_the_words_must_stand_as_written() {
    let exact = |words: &str| Query {
        case: true,
        ..query(words)
    };
    check(&exact("Iraq"), "[Iraq] iraq IRAQ");
    check(&exact("resume"), "[resume] résumé resume\u{301}");
    check(&exact("احمد"), "[احمد] أحمد");
}

#[test]
fn whole_words_are_those_of_the_standard() {
    let whole = |words: &str| Query {
        whole_words: true,
        ..query(words)
    };
    check(&whole("said"), "[said] unsaid saidest ([said])");
    check(&whole("U.S"), "the [U.S]. and the U.S.S.R");
    check(&whole("قال"), "[قال] وقال [قَال]");
    check(&whole("army said"), "the [army said]: army saidst");
}

#[test]
fn words_of_points_alone_are_found_as_they_are() {
    // A point is never a character of its own, unless nothing precedes it.
    check(&query("\u{64b}"), "[\u{64b}] شكراً");
    check(&query(""), "nothing");
}

#[test]
fn hits_do_not_overlap() {
    check(&query("aa"), "[aa][aa]a");
    check(&query("ana"), "b[ana]na");
}

#[test]
fn a_pattern_matches_within_paragraphs() {
    let pattern = |words: &str| Query {
        regex: true,
        ..query(words)
    };
    check(&pattern("^the .*$"), "[The army]\n[the talks]\nover the");
    check(&pattern("a*"), "b[aa]b[a]");
    check(&pattern(r"\d+(,\d{3})*"), "[165] of [2,500]");
    check(&pattern("(?s)a.b"), "a\nb [a b]");
    check(&pattern("جيش|army"), "ال[جيش] [Army]");
    let exact = Query {
        case: true,
        whole_words: true,
        ..pattern("s[a-z]+d")
    };
    check(&exact, "[said] Said unsaid [sad]");
    check(&pattern(&literal("1.5 (of 2)")), "125 (of 2) [1.5 (of 2)]");
}

#[test]
fn a_wrong_pattern_is_told_with_its_place() {
    let message = |words: &str| {
        let query = Query {
            regex: true,
            ..query(words)
        };
        find("text", &query).unwrap_err().to_string()
    };
    assert_eq!(message("é(b"), "unclosed group, at character 2");
    assert_eq!(
        message("*"),
        "repetition operator missing expression, at character 1"
    );
    assert_eq!(
        message(r"a\p{Nope}"),
        "Unicode property not found, at character 2"
    );
    assert_eq!(message(r"\w{900}{900}"), "the pattern is too large");
}

#[test]
fn a_hit_across_the_pieces_of_a_long_text_is_found_once() {
    let needle = "the committee’s ﬁrst round";
    for shift in 0..needle.len() {
        let before = (1 << 16) - shift - 7;
        let text = format!("{}{needle}{}{needle}", "é".repeat(before / 2), " ".repeat(70_000));
        let found = find(&text, &query("the COMMITTEE's first round")).unwrap();
        let words: Vec<_> = found.iter().map(|span| span.slice(&text).unwrap()).collect();
        assert_eq!(words, [needle, needle], "{shift}");
    }
    let points = format!("م{}حمد", "\u{64b}".repeat(100_000));
    assert_eq!(
        find(&points, &query("محمد")).unwrap(),
        [Span::new(0, points.len())]
    );
}

#[test]
fn a_search_that_is_no_longer_wanted_ends() {
    let text = "a b\n".repeat(100_000);
    for (regex, case) in [(false, false), (false, true), (true, false)] {
        let asked = Cell::new(0);
        let wanted = || {
            asked.set(asked.get() + 1);
            asked.get() < 2
        };
        let query = Query {
            case,
            regex,
            ..query("b")
        };
        let found = find_while(&text, &query, &wanted).unwrap();
        assert!(found.len() < 50_000, "{}", found.len());
    }
}

#[test]
fn hits_beyond_all_use_are_not_gathered() {
    let text = "a".repeat(MAX_HITS + 5);
    assert_eq!(find(&text, &query("A")).unwrap().len(), MAX_HITS);
}

/// Letters that fold into others, marks, and graphemes of several characters.
const PARTS: &str =
    "a|A|ss|ß|ẞ|İ|i|ı|ﬁ|f|é|e\u{301}|م|مُ|ـ|أ|ا|ﷺ|👩\u{200d}👧|👩|가|각|कि|क| |\n|\u{a0}|’|'|\u{64e}|\u{200d}";

fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(PARTS.split('|').collect::<Vec<_>>()).prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn every_hit_folds_to_the_folded_query(text in texts(), words in texts(), whole_words: bool, a in 0_usize..90, b in 0_usize..90) {
        // A query from the text itself is found more often.
        let (a, b) = (text.floor_char_boundary(a.min(b)), text.floor_char_boundary(a.max(b)));
        for words in [words, text[a..b].to_owned()] {
            let query = Query { whole_words, ..query(&words) };
            let found = find(&text, &query).unwrap();
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for span in found {
                let hit = span.slice(&text).unwrap();
                prop_assert!(!hit.is_empty());
                prop_assert_eq!(snap_to_graphemes(&text, span), span);
                prop_assert_eq!(folded::fold(hit), folded::fold(&words));
            }
        }
    }

    #[test]
    fn what_is_skipped_without_folding_holds_no_hit(
        texts in prop::collection::vec((texts(), 0_usize..900), 0..6),
        words in prop::sample::select(vec!["a", "said so", "ss", "SAID\u{a0}so", "is", "e", " ", "1"]),
    ) {
        let between = "He said\nso, as is said. ".repeat(40);
        let parts = texts.iter().flat_map(|(odd, plain)| [odd.as_str(), &between[..*plain]]);
        let text: String = parts.collect();
        let found = |mut words: FoldedWords| {
            let mut found = Vec::new();
            words.search(&text, &|| true, &mut |span| {
                found.push(span);
                HitOutcome::Accepted
            });
            found
        };
        prop_assert_eq!(found(FoldedWords::new(words)), found(FoldedWords::folding_all(words)));
    }

    #[test]
    fn whole_characters_of_a_text_are_found_in_it(text in texts(), a in 0_usize..90, b in 0_usize..90) {
        let span = snap_to_graphemes(&text, Span::new(a.min(text.len()), b.min(text.len())));
        let words = span.slice(&text).unwrap();
        if !words.is_empty() {
            for case in [false, true] {
                let found = find(&text, &Query { case, ..query(words) }).unwrap();
                prop_assert!(!found.is_empty(), "{words:?}");
            }
        }
    }

    #[test]
    fn no_pattern_panics(text in texts(), words in any::<String>(), case: bool, whole_words: bool) {
        let query = Query { words, case, whole_words, regex: true };
        if let Ok(found) = find(&text, &query) {
            prop_assert!(found.iter().all(|span| span.slice(&text).is_some_and(|words| !words.is_empty())));
        }
    }
}
