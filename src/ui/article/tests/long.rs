//! A paragraph of a megabyte without a line break: it is cut where it may be, and the hand is never
//! kept waiting for the whole of it. Articles of many paragraphs are timed in the benches.

use std::time::{Duration, Instant};

use super::*;

/// Paragraphs of about a megabyte: words, one word, a script without spaces, from right to left.
fn monsters() -> [(&'static str, String); 4] {
    let fill = |part: &str| part.repeat(1_000_000 / part.len());
    [
        ("words", fill("The army said so, and the talks went on ")),
        ("one word", fill("abcdefghij")),
        ("Chinese", fill("總理表示會談將於週日恢復")),
        ("Arabic", fill("قال الجيش إن الطرفين اجتمعا من جديد ")),
    ]
}

/// The longest of a few frames while something is done.
fn longest(harness: &mut Harness<'_, Desk>, act: impl FnOnce(&mut Harness<'_, Desk>)) -> Duration {
    let begun = Instant::now();
    act(harness);
    begun.elapsed()
}

#[test]
fn a_paragraph_of_a_megabyte_is_laid_out_where_it_is_looked_at() {
    for (name, text) in monsters() {
        let desk = Desk::new(project(&text, Metadata::default(), &[]), "talks");
        let begun = Instant::now();
        let mut harness = harness(desk, &Options::default());
        let opened = begun.elapsed();
        let layouts = |harness: &Harness<'_, Desk>| harness.state().surface.layouts();
        harness.run_steps(20);
        let first = layouts(&harness);
        assert!(first < 12, "{name}: {first} blocks for two screens");
        let mut times = vec![("open", opened)];
        for (what, key, modifiers) in [
            ("first", Press::ArrowRight, Modifiers::NONE),
            ("letter", Press::ArrowRight, Modifiers::NONE),
            ("word", Press::ArrowRight, CTRL),
            ("sentence", Press::ArrowRight, Modifiers::ALT),
            ("page", Press::PageDown, Modifiers::NONE),
            ("page", Press::PageDown, Modifiers::NONE),
            ("end", Press::End, CTRL),
            ("word back", Press::ArrowLeft, CTRL),
            ("sentence back", Press::ArrowLeft, Modifiers::ALT),
            ("paragraph back", Press::ArrowUp, CTRL),
            ("paragraph", Press::ArrowDown, CTRL),
        ] {
            times.push((
                what,
                longest(&mut harness, |harness| press(harness, key, modifiers)),
            ));
        }
        wait(&mut harness);
        for (what, presses) in [("word", 2), ("sentence", 3)] {
            wait(&mut harness);
            let act = |harness: &mut Harness<'_, Desk>| {
                for _ in 0..presses {
                    click(harness, pos2(300.0, 300.0), Modifiers::NONE);
                }
            };
            times.push((what, longest(&mut harness, act)));
        }
        wait(&mut harness);
        let quote = |harness: &mut Harness<'_, Desk>| click(harness, pos2(300.0, 300.0), CTRL);
        times.push(("quotation", longest(&mut harness, quote)));
        println!("{name}: {times:?}");
        let slowest = times.iter().map(|(_, time)| *time).max().unwrap();
        // In a test, which is not optimised; the whole paragraph would take many seconds.
        assert!(slowest < Duration::from_secs(1), "{name}: {times:?}");
        let all = layouts(&harness);
        assert!(all < first + 60, "{name}: {all} blocks after moving about");
    }
}
