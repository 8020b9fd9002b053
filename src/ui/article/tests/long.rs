//! A paragraph of a megabyte without a line break: it is cut where it may be, and whatever the hand does, no more of it
//! is laid out than a few screens. How long that takes is measured in the benches.

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

/// Blocks that one act may lay out: those of the screen it leads to, and of what lies around it.
const MAX_BLOCKS_PER_ACT: usize = 12;

#[test]
fn a_paragraph_of_a_megabyte_is_laid_out_where_it_is_looked_at() {
    for (name, text) in monsters() {
        let desk = Desk::new(project(&text, Metadata::default(), &[]), "talks");
        let mut harness = harness(desk, &Options::default());
        let layouts = |harness: &Harness<'_, Desk>| harness.state().surface.layouts();
        harness.run_steps(20);
        let mut before = layouts(&harness);
        assert!(
            before < MAX_BLOCKS_PER_ACT,
            "{name}: {before} blocks for two screens"
        );
        let mut check = |harness: &Harness<'_, Desk>, what: &str| {
            let laid = layouts(harness) - before;
            assert!(laid < MAX_BLOCKS_PER_ACT, "{name}, {what}: {laid} blocks");
            before += laid;
        };
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
            press(&mut harness, key, modifiers);
            check(&harness, what);
        }
        for (what, presses, modifiers) in [
            ("word", 2, Modifiers::NONE),
            ("sentence", 3, Modifiers::NONE),
            ("quotation", 1, CTRL),
        ] {
            wait(&mut harness);
            for _ in 0..presses {
                click(&mut harness, pos2(300.0, 300.0), modifiers);
            }
            check(&harness, what);
        }
    }
}
