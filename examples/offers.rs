//! How often the first offer for a claim's source and cue is right, on annotated news: a measurement of
//! the room `suggest`. Nothing of the program runs through here.
//!
//! `cargo run --release --example offers -- FILE.jsonl`. A line of the file is an article with `text` and
//! `attributions`; each has `source`, `cue` and `content` as lists of pieces in Unicode characters, and a
//! `quote_type`. Only the text and the content's pieces are given to the program. `--misses N` prints
//! N claims for which an offer is wrong.

#![expect(clippy::print_stdout, reason = "the figures are its output")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use sayso::suggest::offers;
use sayso::text::Span;
use serde_json::Value;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first() else {
        println!("usage: offers FILE.jsonl [--misses N]");
        return ExitCode::from(2);
    };
    let misses = arguments.iter().position(|argument| argument == "--misses");
    let mut shown = misses
        .and_then(|at| arguments.get(at + 1)?.parse().ok())
        .unwrap_or(0);
    let lines = match std::fs::read_to_string(path) {
        Ok(lines) => lines,
        Err(error) => {
            println!("cannot read {path}: {error}");
            return ExitCode::from(2);
        }
    };
    let mut tally = Tally::default();
    for line in lines.lines() {
        match serde_json::from_str(line) {
            Ok(article) => measure(&article, &mut tally, &mut shown),
            Err(error) => println!("not an article: {error}"),
        }
    }
    tally.print();
    ExitCode::SUCCESS
}

/// Hits of claims, by quotation type and part.
#[derive(Default)]
struct Tally(BTreeMap<(String, &'static str), [usize; 3]>);

impl Tally {
    fn count(&mut self, kind: &str, part: &'static str, overlaps: bool, exact: bool) {
        for kind in [kind, "all"] {
            let [claims, hits, same] = self.0.entry((kind.to_owned(), part)).or_default();
            *claims += 1;
            *hits += usize::from(overlaps);
            *same += usize::from(exact);
        }
    }

    fn print(&self) {
        println!(
            "{:10} {:7} {:>7} {:>9} {:>7}",
            "quotation", "part", "claims", "overlaps", "exact"
        );
        for ((kind, part), [claims, hits, same]) in &self.0 {
            let share = |count: &usize| 100.0 * *count as f64 / (*claims).max(1) as f64;
            println!(
                "{kind:10} {part:7} {claims:>7} {:>7.1} % {:>5.1} %",
                share(hits),
                share(same)
            );
        }
    }
}

fn measure(article: &Value, tally: &mut Tally, shown: &mut usize) {
    let text = article["text"].as_str().unwrap_or_default();
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    for attribution in article["attributions"].as_array().into_iter().flatten() {
        let claim = pieces(&attribution["content"], &bytes);
        if claim.is_empty() {
            continue;
        }
        let kind = attribution["quote_type"].as_str().unwrap_or("unknown");
        let offer = offers(text, &claim, None, &BTreeMap::new());
        let offered = [
            ("source", offer.source.map(|mention| mention.span)),
            ("cue", offer.cue),
        ];
        let mut missed = false;
        for (part, span) in offered {
            let annotated = pieces(&attribution[part], &bytes);
            if annotated.is_empty() {
                continue;
            }
            let hit = span.is_some_and(|span| annotated.iter().any(|piece| piece.overlaps(span)));
            tally.count(kind, part, hit, span.is_some_and(|span| annotated == [span]));
            missed |= !hit;
        }
        if missed && *shown > 0 {
            *shown -= 1;
            show(text, kind, &claim, attribution, &bytes, offered);
        }
    }
}

fn pieces(value: &Value, bytes: &[usize]) -> Vec<Span> {
    let offset = |end: &Value| bytes.get(usize::try_from(end.as_u64()?).ok()?).copied();
    let pairs = value.as_array().into_iter().flatten();
    pairs
        .filter_map(|pair| Some(Span::new(offset(&pair[0])?, offset(&pair[1])?)))
        .collect()
}

fn show(
    text: &str,
    kind: &str,
    claim: &[Span],
    attribution: &Value,
    bytes: &[usize],
    offered: [(&str, Option<Span>); 2],
) {
    let mut marks: Vec<(usize, bool, String)> = Vec::new();
    let mut mark = |spans: &[Span], name: &str| {
        for span in spans {
            marks.push((span.start, true, format!("{name}[")));
            marks.push((span.end, false, "]".to_owned()));
        }
    };
    mark(claim, "T");
    mark(&pieces(&attribution["source"], bytes), "S");
    mark(&pieces(&attribution["cue"], bytes), "C");
    for (part, span) in offered {
        mark(
            &span.into_iter().collect::<Vec<_>>(),
            if part == "cue" { "?c" } else { "?s" },
        );
    }
    marks.sort();
    let start = text.floor_char_boundary(marks.first().map_or(0, |mark| mark.0.saturating_sub(100)));
    let end = text.ceil_char_boundary(marks.last().map_or(0, |mark| mark.0 + 60).min(text.len()));
    let mut at = start;
    let mut line = String::new();
    for (place, _, words) in &marks {
        line.push_str(text.get(at..*place).unwrap_or_default());
        line.push_str(words);
        at = *place;
    }
    line.push_str(text.get(at..end).unwrap_or_default());
    println!("{kind}: {}\n", line.replace('\n', "¶"));
}
