//! `sayso suggest`: the claims that articles in files seem to hold.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::screen::{Ink, Screen};
use super::{Failure, Outcome};
use crate::model::Polarity;
use crate::report::Report;
use crate::session::ingest::parse::{ParseOptions, parse_articles};
use crate::session::progress::Progress;
use crate::suggest::claims::{DEFAULT_LEVEL, Known, LEVELS, Suggester, Suggestion};
use crate::text::Span;
use crate::text::units::CharIndex;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-suggest-about"), after_help = fl!("cli-suggest-about.help"))]
pub(super) struct SuggestArguments {
    #[arg(required = true, value_name = "FILE", help = fl!("cli-suggest-files"))]
    files: Vec<PathBuf>,
    #[arg(long, help = fl!("cli-suggest-jsonl"))]
    jsonl: bool,
    #[arg(long, value_name = "0…1", value_parser = probability, help = fl!("cli-suggest-least"))]
    least: Option<f32>,
}

/// Accepts a number from 0 to 1.
fn probability(written: &str) -> Result<f32, String> {
    let number = written
        .parse::<f32>()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| fl!("cli-suggest-least.wrong").to_owned())
}

pub(super) fn run(arguments: &SuggestArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let least = arguments.least.unwrap_or(LEVELS[DEFAULT_LEVEL]);
    let suggester = Suggester::shipped();
    let (speakers, refused) = (BTreeMap::new(), BTreeSet::new());
    let known = Known {
        speakers: &speakers,
        claims: &[],
        refused: &refused,
    };
    let mut failures = Vec::new();
    for file in &arguments.files {
        let parsed = parse_articles(
            std::slice::from_ref(file),
            &ParseOptions::default(),
            &Progress::default(),
        );
        if parsed.articles.is_empty() && parsed.failures.is_empty() {
            let report = Report::new(fl!("cli-suggest-nothing", path = file));
            failures.push(report.with_hint(Some(fl!("cli-suggest-nothing.hint"))));
        }
        failures.extend(parsed.failures);
        for article in &parsed.articles {
            let text: &str = &article.text.text;
            let mut found = suggester.paragraphs(text, 0..text.len(), &known);
            found.retain(|suggestion| suggestion.probability >= least);
            if arguments.jsonl {
                writeln!(screen.out(), "{}", line(&article.file.path, text, &found))?;
            } else {
                show(&article.file.path, &article.metadata.title, text, &found, screen)?;
            }
        }
    }
    screen.out().flush()?;
    Ok(Outcome::from_reports(&failures))
}

/// The article as a line: offsets in Unicode characters of its text.
fn line(path: &Path, text: &str, found: &[Suggestion]) -> Value {
    let index = CharIndex::new(text);
    let spans = |spans: &[Span]| -> Vec<[usize; 2]> {
        let place = |span: &Span| [index.chars_from_byte(span.start), index.chars_from_byte(span.end)];
        spans.iter().map(place).collect()
    };
    let attribution = |suggestion: &Suggestion| {
        let speakers = suggestion.speakers.iter().map(|mention| mention.name.as_str());
        let speakers: Vec<&str> = speakers.collect();
        let mut record = json!({
            "source": spans(&suggestion.source),
            "cue": spans(suggestion.cue.as_slice()),
            "content": spans(&suggestion.content),
            "speaker": speakers.first(),
            "denies": suggestion.polarity == Polarity::Denies,
            "score": f64::from((suggestion.probability * 1000.0).round()) / 1000.0,
        });
        if speakers.len() > 1 {
            record["joint"] = json!(speakers[1..]);
        }
        if !suggestion.relayed_by.is_empty() {
            let relays = suggestion
                .relayed_by
                .iter()
                .map(|relay| relay.speaker.name.as_str());
            record["relayed_by"] = json!(relays.collect::<Vec<_>>());
        }
        record
    };
    json!({
        "id": path.to_string_lossy(),
        "attributions": found.iter().map(attribution).collect::<Vec<_>>(),
    })
}

fn show(path: &Path, title: &str, text: &str, found: &[Suggestion], screen: &mut Screen) -> io::Result<()> {
    let path = path.to_string_lossy();
    screen.line(0, &[(Ink::Strong, title), (Ink::Faint, &path)])?;
    if found.is_empty() {
        screen.line(2, &[(Ink::Plain, fl!("cli-suggest-none"))])?;
    }
    for suggestion in found {
        let percent = format!("{:.0} %", suggestion.probability * 100.0);
        let speakers = suggestion.speakers.iter().map(|mention| mention.name.as_str());
        let speakers = speakers.collect::<Vec<_>>().join(", ");
        let source = suggestion.source.first().map(|span| span.words(text));
        let who = match (speakers.as_str(), source) {
            ("", Some(source)) => source,
            ("", None) => fl!("cli-suggest-not-stated"),
            (speakers, _) => speakers,
        };
        let cue = suggestion.cue.map_or("", |cue| cue.words(text));
        let pieces: Vec<&str> = suggestion.content.iter().map(|piece| piece.words(text)).collect();
        let words = pieces.join(" … ");
        let parts = [
            (Ink::Plain, who),
            (Ink::Faint, "▸"),
            (Ink::Plain, cue),
            (Ink::Faint, "▸"),
            (Ink::Plain, &words),
        ];
        screen.beside((Ink::Faint, &format!("{percent:>6}")), 8, &parts)?;
    }
    screen.gap()
}
