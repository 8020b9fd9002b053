//! Suggestions of whole claims in the window: found, walked, taken, mended, refused, and what an article costs with them.

use std::path::Path;

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{Anchor, Article, Claim, Origin, Project, SpeakerKind, Voice};
use sayso::session::Session;
use sayso::suggest::offers;
use sayso::text::Span;

use crate::window::{CTRL, Opening, Window, in_words};

const TEXT: &str = "Mayor Jane Doe said that the bridge would stay closed until spring.\n\n\
The traders hope for May.\n\n\
The council announced that the ferry would run every hour, and the harbour office said that it was safe.\n";

/// An article of this text with its suggestions, none of them in focus.
pub(crate) fn suggested(text: &str) -> Window {
    let opening = Opening {
        suggestions: true,
        ..Opening::default()
    };
    let mut window = Window::on_text_so("Bridge", text, opening);
    read(&mut window);
    window
}

/// Waits until all of the article has been read.
fn read(window: &mut Window) {
    window.wait_until("the article is read for suggestions", |window| {
        let suggestions = &window.app().slices().suggestions;
        !suggestions.is_reading() && !suggestions.shown(window.app().core()).is_empty()
    });
}

/// The words of the suggestion in focus.
pub(crate) fn focused(window: &Window) -> Option<String> {
    let app = window.app();
    let candidate = app.slices().suggestions.focused(app.core())?;
    let text = window.text();
    let content = app.slices().suggestions.content(candidate);
    let words: Vec<&str> = content.iter().filter_map(|span| span.slice(&text)).collect();
    Some(words.join(" … "))
}

fn count(window: &Window) -> usize {
    let app = window.app();
    app.slices().suggestions.shown(app.core()).len()
}

fn claims(window: &Window) -> Vec<Claim> {
    let article = window.project().article(&window.article()).expect("it is open");
    article
        .claims_in_order()
        .into_iter()
        .map(|(_, claim)| claim.clone())
        .collect()
}

#[test]
fn a_suggestion_is_taken_whole_as_one_step() {
    let mut window = suggested(TEXT);
    let before = count(&window);
    assert!(claims(&window).is_empty(), "a suggestion is in no count");
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(
        focused(&window).as_deref(),
        Some("the bridge would stay closed until spring"),
        "{window:?}"
    );
    window.enter();
    let made = claims(&window);
    let [claim] = made.as_slice() else {
        panic!("{made:?}")
    };
    assert_eq!(
        in_words(window.project(), claim),
        "[the bridge would stay closed until spring] <- Jane Doe (Mayor Jane Doe | said that)"
    );
    assert_eq!(claim.origin, Origin::Taken);
    assert_eq!(window.project().speakers().len(), 1);
    // The next one has the focus, and one step takes all of it back.
    assert!(focused(&window).is_some(), "{window:?}");
    window.press(CTRL, Key::Z);
    assert!(claims(&window).is_empty() && window.project().speakers().is_empty());
    read(&mut window);
    assert_eq!(count(&window), before);
    assert!(window.saved_file().contains("claims: {}"));
}

#[test]
fn its_edges_are_mended_by_words_and_a_digit_or_0_gives_another_speaker() {
    let mut window = suggested(TEXT);
    window.press(Modifiers::NONE, Key::Tab);
    window.press(Modifiers::NONE, Key::ArrowLeft);
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(
        focused(&window).as_deref(),
        Some("bridge would stay closed until")
    );
    window.enter();
    assert_eq!(claims(&window)[0].origin, Origin::Changed);
    assert_eq!(claims(&window)[0].words(), "bridge would stay closed until");
    // Jane Doe has key 1 by now.
    window.digit(1);
    let second = &claims(&window)[1];
    assert!(
        in_words(window.project(), second).contains("<- Jane Doe"),
        "{second:?}"
    );
    assert_eq!(second.origin, Origin::Changed);
    window.digit(0);
    assert_eq!(claims(&window)[2].voice, Voice::Article);
    assert!(window.saved_file().contains("origin: Changed"));
}

#[test]
fn a_claim_that_was_taken_and_is_changed_later_says_so() {
    let mut window = suggested(TEXT);
    window.press(Modifiers::NONE, Key::Tab);
    window.enter();
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::K);
    window.press(Modifiers::NONE, Key::Comma);
    assert_eq!(claims(&window)[0].origin, Origin::Changed);
}

#[test]
fn what_is_refused_is_never_suggested_again_until_that_is_undone() {
    let mut window = suggested(TEXT);
    let before = count(&window);
    window.press(Modifiers::NONE, Key::Tab);
    let refused = focused(&window).expect("in focus");
    window.press(Modifiers::NONE, Key::Backspace);
    read(&mut window);
    assert_eq!(count(&window), before - 1);
    assert_ne!(focused(&window), Some(refused.clone()));
    assert!(claims(&window).is_empty());
    assert!(window.saved_file().contains("refused: ["));
    window.press(CTRL, Key::Z);
    read(&mut window);
    assert_eq!(count(&window), before);
    assert!(!window.saved_file().contains("refused"));
}

#[test]
fn they_are_shown_and_hidden_and_fewer_are_surer() {
    let mut window = suggested(TEXT);
    assert!(window.shows("Suggestions"), "{window:?}");
    let before = count(&window);
    for _ in 0..4 {
        window.press(Modifiers::ALT, Key::ArrowDown);
    }
    let surest = count(&window);
    for _ in 0..4 {
        window.press(Modifiers::ALT, Key::ArrowUp);
    }
    assert!(surest <= before && before <= count(&window));
    window.strike(Key::S, "s");
    assert!(!window.shows("Suggestions"));
    assert_eq!(count(&window), 0);
    window.strike(Key::S, "s");
    assert!(count(&window) > 0);
}

#[test]
fn all_that_are_sure_are_taken_after_one_question_and_as_one_step() {
    let mut window = suggested(TEXT);
    for _ in 0..4 {
        window.press(Modifiers::ALT, Key::ArrowUp);
    }
    let app = window.app();
    let shown = app.slices().suggestions.shown(app.core());
    let sure = shown
        .iter()
        .filter(|found| found.suggestion.probability >= 0.85)
        .count();
    assert!(sure > 0, "{window:?}");
    window.click_on(Role::Button, "Take all…");
    assert!(claims(&window).is_empty());
    window.click_on(Role::Button, "Take them");
    assert_eq!(claims(&window).len(), sure);
    assert!(
        claims(&window).iter().all(|claim| claim.reviews.is_empty()),
        "marked, not reviewed"
    );
    window.press(CTRL, Key::Z);
    assert!(claims(&window).is_empty());
}

// What the sample article costs.

fn gold() -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
    let session = Session::look(&path).expect("the sample");
    session.project().clone()
}

fn spans(claim: &Claim) -> Vec<Span> {
    claim.spans.iter().filter_map(Anchor::span).collect()
}

/// How many bytes two sets of spans share, and how many they cover together.
fn shared(one: &[Span], other: &[Span]) -> (usize, usize) {
    let meet = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let both: usize = one
        .iter()
        .map(|a| other.iter().map(|b| meet(a, b)).sum::<usize>())
        .sum();
    let all = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    (both, all(one) + all(other) - both)
}

fn is_alike(one: &[Span], other: &[Span]) -> bool {
    let (both, all) = shared(one, other);
    both * 2 > all
}

/// Whether a speaker of the window is the one who is wanted, by any of their names.
fn is_called(window: &Window, id: &sayso::model::SpeakerId, wanted: &sayso::model::Speaker) -> bool {
    let named = |name: &str| {
        name.trim_start_matches("The ")
            .trim_start_matches("the ")
            .to_lowercase()
    };
    let speaker = window.project().speaker(id).expect("it is there");
    let own: Vec<String> = speaker.names().map(named).collect();
    wanted.names().any(|name| own.contains(&named(name)))
}

/// The key of a speaker who is wanted.
fn key_of(window: &Window, wanted: &sayso::model::Speaker) -> Option<usize> {
    (1..=9).find(|key| {
        let id = window.app().core().keys.speaker(*key);
        id.is_some_and(|id| is_called(window, id, wanted))
    })
}

/// Whether a suggestion is mended to what is wanted by a few words at each end.
fn is_near(text: &str, found: &[Span], wanted: &[Span]) -> bool {
    let hull = |spans: &[Span]| (spans[0].start, spans[spans.len() - 1].end);
    let ((start, end), (from, to)) = (hull(found), hull(wanted));
    let words = |a: usize, b: usize| text[a.min(b)..a.max(b)].split_whitespace().count();
    is_alike(found, wanted) && words(start, from) + words(end, to) <= 4
}

fn anchored(anchors: &[Anchor]) -> Vec<Span> {
    anchors.iter().filter_map(Anchor::span).collect()
}

/// Marks one claim as it is in the sample, by keys, from its suggestion if there is one.
fn mark(window: &mut Window, gold: &Project, text: &str, claim: &Claim) {
    let wanted = spans(claim);
    let app = window.app();
    let shown = app.slices().suggestions.shown(app.core());
    let found = shown
        .iter()
        .find(|candidate| is_near(text, &candidate.suggestion.content, &wanted))
        .map(|candidate| (candidate.fingerprint, candidate.suggestion.clone()));
    let Some((fingerprint, suggestion)) = found else {
        by_hand(window, gold, text, claim);
        return;
    };
    while window
        .app()
        .slices()
        .suggestions
        .focused(window.app().core())
        .map(|it| it.fingerprint)
        != Some(fingerprint)
    {
        window.press(Modifiers::NONE, Key::Tab);
    }
    mend(window, &wanted);
    let link = claim.voice.chain().first();
    let speaker = claim.voice.first_speaker().and_then(|id| gold.speaker(id));
    match (link, speaker) {
        (Some(link), Some(speaker)) => {
            let source = anchored(&link.source);
            let is_right = shared(&suggestion.source, &source).0 > 0
                || suggestion
                    .speakers
                    .iter()
                    .any(|mention| speaker.names().any(|name| name == mention.name));
            match key_of(window, speaker).filter(|_| !is_right) {
                Some(key) => window.digit(key),
                None => window.enter(),
            }
        }
        _ => window.digit(0),
    }
}

/// Moves the edges of the suggestion in focus to where they are wanted, word by word.
fn mend(window: &mut Window, wanted: &[Span]) {
    let (first, last) = (wanted[0].start, wanted[wanted.len() - 1].end);
    for (held, start) in [(Modifiers::NONE, false), (Modifiers::SHIFT, true)] {
        let edge = |window: &Window| {
            let suggestions = &window.app().slices().suggestions;
            let candidate = suggestions.focused(window.app().core()).expect("in focus");
            let content = suggestions.content(candidate);
            if start {
                content[0].start
            } else {
                content[content.len() - 1].end
            }
        };
        let goal = if start { first } else { last };
        for _ in 0..6 {
            let at = edge(window);
            if at.abs_diff(goal) < 2 {
                break;
            }
            let key = if at < goal {
                Key::ArrowRight
            } else {
                Key::ArrowLeft
            };
            window.press(held, key);
            if edge(window) == at {
                break;
            }
        }
    }
}

/// Marks a claim without a suggestion: a drag for each piece, then the key that answers.
fn by_hand(window: &mut Window, gold: &Project, text: &str, claim: &Claim) {
    let wanted = spans(claim);
    let words = |span: &Span| {
        let around = text[..span.start].chars().rev().take(12).collect::<Vec<_>>();
        let before: String = around.into_iter().rev().collect();
        let after: String = text[span.end..].chars().take(12).collect();
        format!("{before}[{}]{after}", &text[span.start..span.end])
    };
    let link = claim.voice.chain().first();
    let speaker = claim.voice.first_speaker().and_then(|id| gold.speaker(id));
    // The piece that the text offers the speaker for comes first.
    let is_offered = |piece: &Span| {
        let offered = offers(text, &[*piece], None, window.project().speakers());
        let found: Vec<Span> = offered.source.iter().map(|source| source.span).collect();
        link.is_some_and(|link| shared(&found, &anchored(&link.source)).0 > 0)
    };
    let offered = wanted.iter().position(is_offered);
    let first = offered.unwrap_or_default();
    // The card of a suggestion in focus may stand on the words.
    if focused(window).is_some() {
        window.press(Modifiers::NONE, Key::Escape);
    }
    window.drag_over(&words(&wanted[first]));
    match (
        &claim.voice,
        speaker.map(|speaker| (key_of(window, speaker), speaker)),
    ) {
        (Voice::ToBeAttributed, _) => window.press(CTRL, Key::M),
        (_, None) => window.digit(0),
        _ if offered.is_some() => window.enter(),
        (_, Some((Some(key), _))) => window.digit(key),
        (_, Some((None, speaker))) if speaker.kind == SpeakerKind::Unnamed => {
            window.press(Modifiers::ALT, Key::Num0);
        }
        (_, Some((None, speaker))) => {
            window.type_text(&speaker.name);
            window.enter();
        }
    }
    for (_, span) in wanted.iter().enumerate().filter(|(at, _)| *at != first) {
        window.drag_over(&words(span));
        window.press(Modifiers::ALT, Key::Plus);
    }
}

#[test]
fn the_sample_article_is_marked_with_speakers_sources_and_cues_in_at_most_fifty_actions() {
    let gold = gold();
    let article: &Article = gold.article(&"coalition-talks".into()).expect("it is there");
    let text = article.text.clone().expect("it is read");
    let mut window = suggested(&text);
    let wanted: Vec<Claim> = article
        .claims_in_order()
        .into_iter()
        .map(|(_, claim)| claim.clone())
        .collect();
    for claim in &wanted {
        let before = window.acts().len();
        mark(&mut window, &gold, &text, claim);
        let acts = window.acts()[before..].join(" ");
        eprintln!(
            "{acts} | {} | {:?}",
            in_words(&gold, claim),
            claims(&window).len()
        );
    }
    let actions = window.acts().len();
    let made = claims(&window);
    for claim in &made {
        eprintln!("{}", in_words(window.project(), claim));
    }
    eprintln!("{actions} actions for {} claims", made.len());
    assert_eq!(made.len(), wanted.len());
    assert!(
        made.len() >= 17 && actions <= 50,
        "{actions} actions for {} claims",
        made.len()
    );
    for claim in &wanted {
        assert!(
            made.iter().any(|found| is_alike(&spans(found), &spans(claim))),
            "{}",
            claim.words()
        );
    }
}
