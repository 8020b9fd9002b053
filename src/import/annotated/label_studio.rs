//! Label Studio (its own documentation of tasks): a list of tasks, each with a text and lists of results. A result is
//! a region with labels, something said of the region that shares its id, or a relation of two regions.

use serde_json::Value;

use super::super::json::{refuse_many_values, string, value};
use super::super::plain;
use super::super::refusal::Refusal;
use super::assembly::assemble;
use super::draft::{Draft, Mark, Tie};
use super::labels::LabelMap;
use super::units::Unit;
use super::{Annotated, AnnotatedFile, AnnotatedFormat, utf8};

/// More values than a corpus has; of each mark several are kept several times.
pub(super) const MOST_VALUES: usize = 2_000_000;

/// Reads a list of tasks, or one task.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, Refusal> {
    let mut drafts = Vec::new();
    for file in files {
        let text = utf8(file.bytes)?;
        refuse_many_values(text, MOST_VALUES)?;
        let whole = value(text)?;
        let tasks = whole
            .as_array()
            .map_or_else(|| std::slice::from_ref(&whole), Vec::as_slice);
        for (number, task) in tasks.iter().enumerate() {
            drafts.push(draft(file.path, number, task, labels).ok_or(Refusal::UnknownForm)?);
        }
    }
    assemble(
        AnnotatedFormat::LabelStudio,
        Unit::Characters,
        drafts,
        labels,
        Vec::new(),
    )
}

fn draft(file: &str, number: usize, task: &Value, labels: &LabelMap) -> Option<Draft> {
    let data = task.get("data")?.as_object()?;
    // Projects name the text as they like; it is 'text' in almost all, else the longest of what is there.
    let text = data.get("text").and_then(Value::as_str);
    let longest = || {
        data.values()
            .filter_map(Value::as_str)
            .max_by_key(|text| text.len())
    };
    let text = text.or_else(longest)?.to_owned();
    let name = string(&task["meta"]["article"]).unwrap_or_else(|| format!("task-{}", number + 1));
    let mut draft = Draft::new(&name, file, text.clone());
    let mut article = plain::article(text);
    article.title = data.get("title").and_then(string).unwrap_or(article.title);
    article.url = data.get("url").and_then(string);
    draft.metadata_from(article);
    // Several annotators give several lists; only the first is taken, so that nothing is there twice.
    let lists = ["annotations", "completions", "predictions"];
    let list = lists
        .into_iter()
        .find_map(|key| task.get(key)?.as_array()?.first());
    let results = list.and_then(|list| list.get("result")?.as_array());
    let results = results.map_or(&[][..], Vec::as_slice);
    for result in results {
        draft.marks.extend(region(result));
    }
    draft.index();
    for result in results {
        if result["type"] == "relation" {
            draft.ties.extend(relation(result));
            continue;
        }
        let said = ["choices", "text", "rating"]
            .into_iter()
            .find_map(|key| result["value"][key].as_array()?.first()?.as_str());
        let (Some(name), Some(said)) = (result["from_name"].as_str(), said) else {
            continue;
        };
        if let Some(mark) = result["id"].as_str().and_then(|id| draft.mark_mut(id)) {
            mark.says(labels, name, said);
            draft.saw_attribute(name);
        }
    }
    Some(draft)
}

fn region(result: &Value) -> Option<Mark> {
    let value = &result["value"];
    let label = value["labels"].as_array()?.first()?.as_str()?;
    let at = |key| usize::try_from(value[key].as_u64()?).ok();
    Some(Mark {
        id: result["id"].as_str()?.to_owned(),
        label: label.to_owned(),
        pieces: vec![(at("start")?, at("end")?)],
        words: value["text"].as_str().map(str::to_owned),
        ..Mark::default()
    })
}

fn relation(result: &Value) -> Option<Tie> {
    let name = result["labels"]
        .as_array()
        .and_then(|labels| labels.first()?.as_str());
    Some(Tie::Relation {
        name: name.unwrap_or_default().to_owned(),
        from: result["from_id"].as_str()?.to_owned(),
        to: result["to_id"].as_str()?.to_owned(),
    })
}
