//! The claims suggested in annotated articles, to be scored by another program: a measurement of the room `suggest`.
//!
//! `cargo run --release --example suggest_corpus -- GOLD.jsonl [MODEL] [LEAST] > SUGGESTED.jsonl`. A line is an article
//! with `id` and `text`; a line of the output has its `id` and `attributions`, each with `source`, `cue` and `content` as
//! lists of pieces in Unicode characters, and a `score`. MODEL is a file that `train-suggestions` wrote, `-` for the one
//! that ships; LEAST is the least score that is written.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the suggestions are its output, the time they took its remark"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sayso::suggest::claims::{DEFAULT_LEVEL, Known, LEVELS, Model, Suggester};
use sayso::text::Span;
use sayso::text::units::CharIndex;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let gold = arguments
        .first()
        .ok_or("usage: suggest_corpus GOLD.jsonl [MODEL] [LEAST]")?;
    let suggester = match arguments.get(1).map(String::as_str) {
        None | Some("-") => Suggester::shipped(),
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
            let model = Model::from_bytes(&bytes).map_err(|error| format!("{path}: {error}"))?;
            Suggester::new(Arc::new(model))
        }
    };
    let least = match arguments.get(2) {
        None => LEVELS[DEFAULT_LEVEL],
        Some(written) => written.parse().map_err(|error| format!("{written}: {error}"))?,
    };
    let lines = std::fs::read_to_string(gold).map_err(|error| format!("{gold}: {error}"))?;
    let (mut time, mut bytes) = (Duration::ZERO, 0);
    for line in lines.lines() {
        let article: Value = serde_json::from_str(line).map_err(|error| format!("{gold}: {error}"))?;
        let text = article["text"].as_str().unwrap_or_default();
        let started = Instant::now();
        let attributions = suggested(&suggester, text, least);
        time += started.elapsed();
        bytes += text.len();
        println!("{}", json!({ "id": article["id"], "attributions": attributions }));
    }
    let rate = time.as_secs_f64() * 1000.0 / (bytes as f64 / 5000.0);
    eprintln!("{rate:.1} ms for 5 KB");
    Ok(())
}

fn suggested(suggester: &Suggester, text: &str, least: f32) -> Vec<Value> {
    let index = CharIndex::new(text);
    let spans = |spans: &[Span]| -> Vec<[usize; 2]> {
        let place = |span: &Span| [index.chars_from_byte(span.start), index.chars_from_byte(span.end)];
        spans.iter().map(place).collect()
    };
    let known = Known {
        speakers: &BTreeMap::new(),
        claims: &[],
        refused: &BTreeSet::new(),
    };
    let found = suggester.paragraphs(text, 0..text.len(), &known);
    let shown = found.iter().filter(|suggestion| suggestion.probability >= least);
    let record = |suggestion: &sayso::suggest::claims::Suggestion| {
        json!({
            "source": spans(&suggestion.source),
            "cue": spans(suggestion.cue.as_slice()),
            "content": spans(&suggestion.content),
            "speaker": suggestion.speakers.first().map(|mention| &mention.name),
            "score": suggestion.probability,
        })
    };
    shown.map(record).collect()
}
