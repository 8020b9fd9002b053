//! Makes the model that suggests claims from the marked articles in `corpus/`: the same articles make the same bytes.
//!
//! `cargo run --release --example train-suggestions` writes `assets/suggest/claims.model`; with `--check` it writes
//! nothing and fails where the bytes would differ. `--jsonl FILE` writes the articles with their claims as JSON Lines,
//! offsets in Unicode characters, for other tools.

#![expect(
    clippy::disallowed_methods,
    reason = "a model that is half written is simply made again"
)]
#![expect(clippy::print_stdout, reason = "what was made is its output")]

mod markup;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sayso::suggest::claims::{Calibration, MarkedArticle, train};
use sayso::text::Span;
use sayso::text::units::CharIndex;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let told: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match told[..] {
        [] => make(false),
        ["--check"] => make(true),
        ["--jsonl", path] => write_lines(Path::new(path)),
        _ => Err("usage: train-suggestions [--check | --jsonl FILE]".to_owned()),
    };
    match done {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// How the ranker's odds turned out on a hundred real articles that cannot be shipped: the articles of the corpus are
/// easier, and say too much for it. Only these three numbers come from there.
const MEASURED: Calibration = Calibration {
    slope: 0.97,
    shift: -0.42,
    quotation: 0.46,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn make(check: bool) -> Result<String, String> {
    let articles = corpus()?;
    let claims: usize = articles.iter().map(|article| article.claims.len()).sum();
    let mut model = train(&articles);
    model.calibration = MEASURED;
    let bytes = model.to_bytes();
    let path = root().join("assets/suggest/claims.model");
    let told = format!(
        "{} articles, {claims} claims: {} bytes",
        articles.len(),
        bytes.len()
    );
    if check {
        let there = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        return if there == bytes {
            Ok(format!("{told}, as in {}", path.display()))
        } else {
            Err(format!("{told}, not those in {}", path.display()))
        };
    }
    std::fs::write(&path, &bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(format!("{told} in {}", path.display()))
}

/// The marked articles, file by file in the order of their names.
fn corpus() -> Result<Vec<MarkedArticle>, String> {
    let folder = root().join("corpus/articles");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        files.push(entry.map_err(failed)?.path());
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut articles = Vec::new();
    let mut mistakes = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        match markup::articles(&text.replace("\r\n", "\n")) {
            Ok(read) => articles.extend(read),
            Err(wrong) => mistakes.push(format!("{}:\n{wrong}", path.display())),
        }
    }
    if mistakes.is_empty() {
        Ok(articles)
    } else {
        Err(mistakes.join("\n"))
    }
}

fn write_lines(path: &Path) -> Result<String, String> {
    let articles = corpus()?;
    let mut lines = String::new();
    for (number, article) in articles.iter().enumerate() {
        let index = CharIndex::new(&article.text);
        let spans = |spans: &[Span]| -> Vec<[usize; 2]> {
            let place = |span: &Span| [index.chars_from_byte(span.start), index.chars_from_byte(span.end)];
            spans.iter().map(place).collect()
        };
        let claims = article.claims.iter().map(|claim| {
            serde_json::json!({
                "source": spans(&claim.source),
                "cue": spans(&claim.cue),
                "content": spans(&claim.content),
            })
        });
        let claims: Vec<serde_json::Value> = claims.collect();
        let line = serde_json::json!({ "id": number + 1, "text": article.text, "attributions": claims });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    std::fs::write(path, lines).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(format!("{} articles in {}", articles.len(), path.display()))
}
