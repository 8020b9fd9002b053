//! What a task of Label Studio is about, as one text: a text, a dialogue of turns or a web page; and where a place in one of
//! these is in that text. Also its short forms, JSON-MIN and CSV, as tasks like all others.

use dom_query::Document;
use serde_json::{Map, Value, json};
use str_indices::{chars, utf16};

use crate::import::documents::json::string;
use crate::import::documents::markup;
use crate::import::documents::tables::csv;
use crate::import::error::ParseError;

/// A task's text.
pub(super) enum TaskText {
    Plain(String),
    Dialogue { text: String, turns: Vec<Turn> },
    Page { text: String, raw: String },
}

/// Where the words of a turn stand in the text.
pub(super) struct Turn {
    pub start: usize,
    pub end: usize,
    pub speaker: Option<String>,
}

impl TaskText {
    /// The text of a task's data: under 'text' in almost all projects, else a dialogue, a page, or the longest of what is there.
    pub(super) fn new(data: &Map<String, Value>) -> Result<Option<Self>, ParseError> {
        let turns = data
            .values()
            .filter_map(Value::as_array)
            .find(|turns| !turns.is_empty() && turns.iter().all(|turn| said(turn).is_some()));
        if let Some(turns) = turns {
            return Ok(Some(dialogue(turns)));
        }
        if let Some(text) = data.get("text").and_then(Value::as_str) {
            return Ok(Some(Self::Plain(text.to_owned())));
        }
        let longest = data
            .values()
            .filter_map(Value::as_str)
            .max_by_key(|text| text.len());
        let is_page = |text: &&str| text.trim_start().starts_with('<') && text.contains("</");
        match longest {
            Some(page) if is_page(&page) => {
                let raw = Document::from(page).text().to_string();
                let text = markup::text_of_html(page)?;
                Ok(Some(Self::Page { text, raw }))
            }
            other => Ok(other.map(|text| Self::Plain(text.to_owned()))),
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Dialogue { text, .. } | Self::Page { text, .. } => text,
        }
    }

    /// The place of a region in the text, in Unicode characters or, in a plain text, in the file's unit; none where it is not known.
    pub(super) fn place(&self, value: &Value) -> Option<(usize, usize)> {
        let number = |value: &Value| {
            let written = || value.as_str()?.parse::<u64>().ok();
            usize::try_from(value.as_u64().or_else(written)?).ok()
        };
        match self {
            Self::Plain(_) => Some((number(&value["start"])?, number(&value["end"])?)),
            Self::Dialogue { text, turns } => {
                let end = |turn: &str, offset: &str| {
                    let turn = turns.get(number(&value[turn])?)?;
                    let words = text.get(turn.start..turn.end)?;
                    let byte = turn.start + utf16::to_byte_idx(words, number(&value[offset])?);
                    Some(chars::count(text.get(..byte)?))
                };
                Some((end("start", "startOffset")?, end("end", "endOffset")?))
            }
            Self::Page { text, raw } => {
                let offsets = &value["globalOffsets"];
                let at = |key: &str| Some(utf16::to_byte_idx(raw, number(&offsets[key])?));
                let span = at("start")
                    .zip(at("end"))
                    .and_then(|(start, end)| same_place(raw, text, start, end));
                let (start, end) = span.or_else(|| only_place(text, value["text"].as_str()?))?;
                Some((chars::count(text.get(..start)?), chars::count(text.get(..end)?)))
            }
        }
    }

    /// Who speaks where a region begins.
    pub(super) fn speaker(&self, value: &Value) -> Option<&str> {
        let Self::Dialogue { turns, .. } = self else {
            return None;
        };
        let turn = value["start"].as_str()?.parse::<usize>().ok()?;
        turns.get(turn)?.speaker.as_deref()
    }
}

fn said(turn: &Value) -> Option<&str> {
    ["text", "utterance", "content", "message"]
        .iter()
        .find_map(|key| turn.get(*key)?.as_str())
}

/// 'Ada Roe: The board met.', a turn a paragraph.
fn dialogue(list: &[Value]) -> TaskText {
    let mut text = String::new();
    let mut turns = Vec::with_capacity(list.len());
    for turn in list {
        let names = ["author", "speaker", "name", "role", "user"];
        let speaker = names.iter().find_map(|key| string(&turn[*key]));
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        if let Some(name) = &speaker {
            text.push_str(name);
            text.push_str(": ");
        }
        let start = text.len();
        text.push_str(said(turn).unwrap_or_default());
        turns.push(Turn {
            start,
            end: text.len(),
            speaker,
        });
    }
    TaskText::Dialogue { text, turns }
}

/// The place in the text of a page that holds the same characters as one in the page, white space apart. Both have the same
/// characters in the same order, or nothing is known.
fn same_place(raw: &str, text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let shown = |c: &char| !c.is_whitespace();
    let before = raw.get(..start)?.chars().filter(shown).count();
    let within = raw.get(start..end)?.chars().filter(shown).count();
    let mut places = text.char_indices().filter(|(_, c)| shown(c)).skip(before);
    let (first, _) = places.next().filter(|_| within > 0)?;
    let (last, character) = places.nth(within.checked_sub(2)?)?;
    let end_in_text = last + character.len_utf8();
    let is_same = raw
        .get(start..end)?
        .chars()
        .filter(shown)
        .eq(text.get(first..end_in_text)?.chars().filter(shown));
    is_same.then_some((first, end_in_text))
}

/// Where words stand that stand there once.
fn only_place(text: &str, words: &str) -> Option<(usize, usize)> {
    let mut places = text.match_indices(words);
    let (start, _) = places.next().filter(|_| !words.is_empty())?;
    places.next().is_none().then_some((start, start + words.len()))
}

/// The tasks of a table (CSV), whose cells hold marks as JSON.
pub(super) fn of_table(text: &str) -> Result<Vec<Value>, ParseError> {
    let table = csv::table(text)?;
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row).map(|(column, cell)| {
            let is_list = cell.starts_with('[') || cell.starts_with('{');
            let value = is_list.then(|| serde_json::from_str(cell).ok()).flatten();
            (
                column.clone(),
                value.unwrap_or_else(|| Value::from(cell.as_str())),
            )
        });
        Value::Object(cells.collect())
    });
    Ok(rows.collect())
}

/// A task in the short form as one like all others: what lists places are marks, the rest is what it is about.
pub(super) fn whole(task: &Value) -> Value {
    let (Some(fields), None) = (task.as_object(), task.get("data")) else {
        return task.clone();
    };
    let (mut data, mut results) = (Map::new(), Vec::new());
    for (name, value) in fields {
        let regions = value
            .as_array()
            .filter(|list| !list.is_empty() && list.iter().all(is_region));
        match regions {
            Some(regions) => results.extend(regions.iter().enumerate().map(|(number, region)| {
                json!({"id": format!("{name}-{number}"), "from_name": name, "type": "labels", "value": region})
            })),
            None if OF_LABEL_STUDIO.contains(&name.as_str()) => {}
            None => {
                data.insert(name.clone(), value.clone());
            }
        }
    }
    json!({"data": data, "annotations": [{"result": results}]})
}

/// What the short form says of a task besides its data.
const OF_LABEL_STUDIO: &[&str] = &[
    "id",
    "annotator",
    "annotation_id",
    "created_at",
    "updated_at",
    "lead_time",
    "agreement",
];

fn is_region(value: &Value) -> bool {
    value.get("start").is_some() && value.get("end").is_some()
}

#[cfg(test)]
mod tests {
    use crate::import::annotated::{Annotated, AnnotatedFile, AnnotatedFormat, LabelMap, read_annotated};

    fn read(path: &str, text: &str) -> Annotated {
        assert_eq!(
            AnnotatedFormat::detect(text.as_bytes()),
            Some(AnnotatedFormat::LabelStudio)
        );
        let files = [AnnotatedFile {
            path,
            bytes: text.as_bytes(),
        }];
        let read = read_annotated(AnnotatedFormat::LabelStudio, path, &files, &LabelMap::default()).unwrap();
        assert_eq!(read.unplaced, []);
        read
    }

    fn claims(read: &Annotated) -> Vec<String> {
        read.project.claims().map(|(_, _, claim)| claim.words()).collect()
    }

    #[test]
    fn the_short_forms_keep_their_marks() {
        let marks = r#"[{"start": 17, "end": 35, "text": "the bridge is safe", "labels": ["Claim"]}]"#;
        let text = "🍉 The mayor said the bridge is safe.";
        let json = format!(
            r#"[{{"id": 1, "text": "{text}", "label": {marks}, "annotator": 1, "annotation_id": 1, "lead_time": 8.4}}]"#
        );
        assert_eq!(claims(&read("a.json", &json)), ["the bridge is safe"]);
        let table = format!(
            "annotation_id,id,label,text\n1,1,\"{}\",{text}\n",
            marks.replace('"', "\"\"")
        );
        assert_eq!(claims(&read("a.csv", &table)), ["the bridge is safe"]);
    }

    #[test]
    fn turns_of_a_dialogue_and_places_in_a_page_are_found_in_their_text() {
        let dialogue = r#"[{"data": {"dialogue": [{"author": "Ada Roe", "text": "🍉 The board met."}, {"author": "Minister", "text": "🍉 No warning."}]},
            "annotations": [{"result": [{"id": "a", "type": "paragraphlabels", "value": {"start": "1", "end": "1", "startOffset": 3, "endOffset": 14,
            "text": "No warning.", "paragraphlabels": ["Claim"]}}]}]}]"#;
        let dialogue = read("a.json", dialogue);
        assert_eq!(claims(&dialogue), ["No warning."]);
        let article = dialogue.project.articles().values().next().unwrap();
        assert_eq!(
            article.text.as_deref(),
            Some("Ada Roe: 🍉 The board met.\n\nMinister: 🍉 No warning.")
        );
        let claim = article.claims.values().next().unwrap();
        let speaker = &claim.voice.chain()[0].speakers[0];
        assert_eq!(dialogue.project.speaker(speaker).unwrap().name, "Minister");
        let page = r#"[{"data": {"html": "<p>Yes. 🍉</p><p>Yes. <b>No</b> warning.</p>"}, "annotations": [{"result": [
            {"id": "a", "type": "hypertextlabels", "value": {"start": "/p[2]/b/text()", "end": "/p[2]/text()", "startOffset": 0, "endOffset": 9,
            "globalOffsets": {"start": 12, "end": 23}, "text": "No warning.", "hypertextlabels": ["Claim"]}},
            {"id": "b", "type": "hypertextlabels", "value": {"start": "/p[2]", "end": "/p[2]", "globalOffsets": {"start": 7, "end": 10},
            "text": "Yes", "hypertextlabels": ["Claim"]}}]}]}]"#;
        let page = read("a.json", page);
        let text = page
            .project
            .articles()
            .values()
            .next()
            .unwrap()
            .text
            .clone()
            .unwrap();
        assert_eq!(&*text, "Yes. 🍉\n\nYes. No warning.");
        let starts: Vec<usize> = page
            .project
            .claims()
            .filter_map(|(_, _, claim)| Some(claim.spans[0].span()?.start))
            .collect();
        assert_eq!(claims(&page), ["No warning.", "Yes"]);
        assert_eq!(starts, [text.find("No").unwrap(), text.rfind("Yes").unwrap()]);
    }
}
