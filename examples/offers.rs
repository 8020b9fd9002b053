//! What is offered first as source, cue and speaker for each claim of annotated news, for a scorer to hold against
//! the annotation: a measurement of the room `suggest`. Nothing of the program runs through here.
//!
//! `cargo run --release --example offers -- FILE.jsonl > OFFERS.jsonl`. A line of the file is an article with `id`,
//! `text` and `attributions`; of those only the pieces of `content` are read, in Unicode characters. A line that is
//! written has the same form: `{"id", "attributions": [{"id", "source", "cue", "content", "speaker", "voice",
//! "polarity", "joint", "relays"}]}`, one for each claim given. `source` and `cue` are lists of pieces, empty where none
//! is offered; `voice` is `speakers`, `not stated` or `article`; `speaker` is the name of the first speaker.

#![expect(clippy::print_stdout, reason = "the offers are its output")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use sayso::model::Polarity;
use sayso::suggest::{OfferedVoice, offers};
use sayso::text::Span;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        println!("usage: offers FILE.jsonl");
        return ExitCode::from(2);
    };
    let lines = match std::fs::read_to_string(&path) {
        Ok(lines) => lines,
        Err(error) => {
            println!("cannot read {path}: {error}");
            return ExitCode::from(2);
        }
    };
    for (at, line) in lines.lines().enumerate() {
        match serde_json::from_str(line) {
            Ok(article) => println!("{}", offered(&article)),
            Err(error) => {
                println!("{path}, line {}, is no article: {error}", at + 1);
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// An article with what is offered for each of its claims.
fn offered(article: &Value) -> Value {
    let text = article["text"].as_str().unwrap_or_default();
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let attributions = article["attributions"].as_array().into_iter().flatten();
    let claims: Vec<Value> = attributions.map(|claim| offer(text, claim, &bytes)).collect();
    json!({"id": article["id"], "attributions": claims})
}

fn offer(text: &str, claim: &Value, bytes: &[usize]) -> Value {
    let offer = offers(text, &pieces(&claim["content"], bytes), None, &BTreeMap::new());
    let characters = |span: Option<Span>| -> Vec<[usize; 2]> {
        let at = |byte: usize| bytes.partition_point(|&start| start < byte);
        span.iter().map(|span| [at(span.start), at(span.end)]).collect()
    };
    let names: Vec<&str> = offer
        .speakers
        .iter()
        .map(|mention| mention.name.as_str())
        .collect();
    let relays: Vec<&str> = offer
        .relays
        .iter()
        .filter_map(|link| Some(link.source.as_ref()?.name.as_str()))
        .collect();
    json!({
        "id": claim["id"],
        "source": characters(offer.source.as_ref().map(|mention| mention.span)),
        "cue": characters(offer.cue),
        "content": claim["content"],
        "speaker": names.first(),
        "voice": match offer.voice {
            OfferedVoice::Speakers => "speakers",
            OfferedVoice::NotStated => "not stated",
            OfferedVoice::Article => "article",
        },
        "polarity": match offer.polarity {
            Polarity::Affirms => "affirms",
            Polarity::Denies => "denies",
        },
        "joint": names,
        "relays": relays,
    })
}

fn pieces(value: &Value, bytes: &[usize]) -> Vec<Span> {
    let offset = |end: &Value| bytes.get(usize::try_from(end.as_u64()?).ok()?).copied();
    let pairs = value.as_array().into_iter().flatten();
    pairs
        .filter_map(|pair| Some(Span::new(offset(&pair[0])?, offset(&pair[1])?)))
        .collect()
}
