//! Reads the saved pages of a folder (`NAME.html.gz`) and prints what their articles are as a JSON map from name to
//! text, for a program that scores it. What a good score is, is not known here.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).context("say which folder")?;
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(page) = name.strip_suffix(".html.gz") else {
            continue;
        };
        texts.insert(page.to_owned(), text_of(&path)?);
    }
    println!("{}", serde_json::to_string(&texts)?);
    Ok(())
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let mut html = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut html)?;
    let imported = sayso::import::import("page.html", &html)?;
    Ok(imported
        .articles
        .into_iter()
        .map(|article| article.text)
        .collect())
}
