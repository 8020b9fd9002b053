//! Label Studio (its own documentation of tasks): a list of tasks, each with a text and lists of
//! results. A result is a region with labels, a value for the region that shares its id, or a relation
//! of two regions.

use serde_json::{Map, Value};

use super::assembly::assemble;
use super::label_studio_data::{TaskText, of_table, whole};
use super::labels::{LabelMap, LabelRole};
use super::parsed::{ParsedArticle, ParsedMark, Relation};
use super::{Annotated, AnnotatedFile, AnnotatedFormat, utf8};
use crate::import::documents::json::{refuse_many_values, string, value};
use crate::import::documents::plain;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;

/// The tasks in an archive that has the labelling interface beside them.
pub(super) const TASKS: &str = "tasks.json";

/// The maximum number of values in a corpus; of each mark several are kept several times.
pub(super) const MAX_VALUES: usize = 2_000_000;

/// The maximum length of all texts together, each counted as often as somebody annotated it.
const MAX_TEXT_BYTES: usize = 256 * 1024 * 1024;

/// The maximum length of a dialogue or page, counted as often as something is marked in it.
const MAX_COUNTED_BYTES: usize = 4 << 30;

/// Reads a list of tasks, or one task.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let mut drafts = Vec::new();
    let mut length = 0_usize;
    for file in files {
        let is_packed = file.bytes.starts_with(b"PK\x03\x04");
        let packed = is_packed
            .then(|| Archive::open(file.bytes)?.needed(TASKS))
            .transpose()?;
        let text = utf8(packed.as_deref().unwrap_or(file.bytes))?;
        refuse_many_values(text, MAX_VALUES)?;
        let tasks = match text.trim_start().chars().next() {
            Some('[' | '{') => match value(text)? {
                Value::Array(tasks) => tasks,
                task => vec![task],
            },
            _ => of_table(text)?,
        };
        for (number, task) in tasks.iter().enumerate() {
            let task = &whole(task);
            let data = task
                .get("data")
                .and_then(Value::as_object)
                .ok_or(ParseError::UnknownForm)?;
            let about = TaskText::new(data)?.ok_or(ParseError::UnknownForm)?;
            let article = draft(file.path, number, task, data, about.text());
            let hands = hands(task);
            // Each place in a dialogue or page is counted from its beginning.
            let regions: usize = hands.iter().map(|hand| hand.len()).sum();
            if !matches!(about, TaskText::Plain(_))
                && regions.saturating_mul(about.text().len()) > MAX_COUNTED_BYTES
            {
                return Err(ParseError::TooManyParts(regions));
            }
            length = length.saturating_add(article.text.len().saturating_mul(hands.len()));
            if length > MAX_TEXT_BYTES {
                return Err(ParseError::ZipBomb(MAX_TEXT_BYTES));
            }
            for (number, hand) in hands.iter().enumerate() {
                let mut draft = article.without_marks();
                draft.is_by_other_annotator = number > 0;
                mark(&mut draft, hand, &about, labels);
                drafts.push(draft);
            }
            if hands.is_empty() {
                drafts.push(article);
            }
        }
    }
    assemble(AnnotatedFormat::LabelStudio, drafts, labels, Vec::new())
}

/// The article of a task, without marks.
fn draft(file: &str, number: usize, task: &Value, data: &Map<String, Value>, text: &str) -> ParsedArticle {
    let text = text.to_owned();
    let name = string(&task["meta"]["article"]).unwrap_or_else(|| format!("task-{}", number + 1));
    let mut draft = ParsedArticle::new(&name, file, text.clone());
    let mut article = plain::article(text);
    article.title = data.get("title").and_then(string).unwrap_or(article.title);
    article.url = data.get("url").and_then(string);
    draft.metadata_from(article);
    draft
}

/// The results of each annotator, or those of models where no person annotated. What an annotator gave up is not among them.
fn hands(task: &Value) -> Vec<&[Value]> {
    let of = |key: &str| -> Vec<&[Value]> {
        let all = task.get(key).and_then(Value::as_array).into_iter().flatten();
        let given = all.filter(|one| one["was_cancelled"] != true);
        given
            .filter_map(|one| Some(one.get("result")?.as_array()?.as_slice()))
            .collect()
    };
    let mut lists = ["annotations", "completions", "predictions"].into_iter().map(of);
    lists.find(|hands| !hands.is_empty()).unwrap_or_default()
}

/// Marks what one annotator marked.
fn mark(draft: &mut ParsedArticle, results: &[Value], about: &TaskText, labels: &LabelMap) {
    for result in results {
        draft.marks.extend(region(result, about, labels));
    }
    draft.index();
    for result in results {
        if result["type"] == "relation" {
            draft.relations.extend(relation(result));
            continue;
        }
        let said = ["choices", "text", "rating"]
            .into_iter()
            .find_map(|key| result["value"][key].as_array()?.first()?.as_str());
        let (Some(name), Some(said)) = (result["from_name"].as_str(), said) else {
            continue;
        };
        if let Some(mark) = result["id"].as_str().and_then(|id| draft.mark_mut(id)) {
            mark.set_attribute(labels, name, said);
            draft.count_attribute(name);
        }
    }
}

/// A region with the first of its labels that has a meaning here.
fn region(result: &Value, about: &TaskText, known: &LabelMap) -> Option<ParsedMark> {
    let value = &result["value"];
    let lists = ["labels", "paragraphlabels", "hypertextlabels"];
    let labels = lists.iter().find_map(|key| value[*key].as_array())?;
    let mut labels = labels.iter().filter_map(Value::as_str);
    let first = labels.clone().next()?;
    let label = labels
        .find(|label| known.role_of(label).is_some())
        .unwrap_or(first);
    // Whoever speaks in a turn says what is marked in it.
    let is_claim = known.role_of(label) == Some(LabelRole::Claim);
    let speaker = about.speaker(value).filter(|_| is_claim);
    Some(ParsedMark {
        id: result["id"].as_str()?.to_owned(),
        label: label.to_owned(),
        pieces: about.place(value).into_iter().collect(),
        words: value["text"].as_str().map(str::to_owned),
        speakers: speaker.map(str::to_owned).into_iter().collect(),
        ..ParsedMark::default()
    })
}

fn relation(result: &Value) -> Option<Relation> {
    let name = result["labels"]
        .as_array()
        .and_then(|labels| labels.first()?.as_str());
    Some(Relation::Pair {
        name: name.unwrap_or_default().to_owned(),
        from: result["from_id"].as_str()?.to_owned(),
        to: result["to_id"].as_str()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Voice;

    const TEXT: &str = "The mayor said the bridge is safe. The council said it will close.";

    fn mark(label: &str, id: &str, at: (usize, usize)) -> Value {
        json!({"id": id, "from_name": "label", "type": "labels",
            "value": {"start": at.0, "end": at.1, "text": &TEXT[at.0..at.1], "labels": [label]}})
    }

    fn claim(id: &str, at: (usize, usize)) -> Value {
        mark("Claim", id, at)
    }

    fn source(id: &str, at: (usize, usize)) -> Value {
        mark("Source", id, at)
    }

    fn link(from: &str, to: &str) -> Value {
        json!({"type": "relation", "from_id": from, "to_id": to, "labels": ["AttributedTo"]})
    }

    fn verdict(of: &str, words: &str) -> Value {
        json!({"id": of, "from_name": "verdict", "type": "choices", "value": {"choices": [words]}})
    }

    fn read_tasks(tasks: &Value) -> Annotated {
        let bytes = tasks.to_string().into_bytes();
        let file = AnnotatedFile {
            path: "tasks.json",
            bytes: &bytes,
        };
        read(&[file], &LabelMap::default()).unwrap()
    }

    #[test]
    fn what_several_annotators_agree_on_is_there_once_and_the_rest_is_all_there() {
        let (safe, will_close) = ((15, 33), (52, 65));
        let first = [claim("a", safe), source("b", (4, 9)), link("a", "b")];
        // The same ids, as where both began with what a model had marked.
        let second = [
            source("b", (4, 9)),
            claim("a", safe),
            link("a", "b"),
            verdict("a", "true"),
            claim("c", will_close),
            source("d", (39, 46)),
            link("c", "d"),
        ];
        let third = [
            claim("x", will_close),
            claim("y", safe),
            source("z", (0, 9)),
            link("y", "z"),
        ];
        let gave_up = [claim("a", (0, 3))];
        let tasks = json!([{"data": {"text": TEXT}, "annotations": [
            {"result": first}, {"result": second}, {"result": gave_up, "was_cancelled": true}, {"result": third}]}]);
        let annotated = read_tasks(&tasks);
        assert_eq!(annotated.unplaced, []);
        let (_, article) = annotated.project.articles().iter().next().unwrap();
        let said: Vec<(String, String)> = article
            .claims
            .values()
            .map(|claim| {
                let source = match &claim.voice {
                    Voice::Attributed(chain) => chain[0].source[0].words.clone(),
                    _ => String::new(),
                };
                (claim.words(), source)
            })
            .collect();
        let mut expected = [
            ("the bridge is safe", "mayor"),
            ("it will close", "council"),
            ("it will close", ""),
            ("the bridge is safe", "The mayor"),
        ];
        let mut said: Vec<(&str, &str)> = said.iter().map(|(words, source)| (&**words, &**source)).collect();
        said.sort_unstable();
        expected.sort_unstable();
        assert_eq!(said, expected);
        let rated: Vec<(&str, &str)> = annotated
            .verdicts
            .iter()
            .map(|(_, claim, words)| (claim.as_str(), words.as_str()))
            .collect();
        assert_eq!(rated, [("c-1", "true")]);
    }

    #[test]
    fn a_task_that_nobody_annotated_yet_is_an_article_with_what_a_model_marked() {
        let mut predicted = [claim("a", (15, 33))];
        predicted[0]["value"]["labels"] = json!(["Important", "Claim"]);
        let gave_up = json!([{"result": [], "was_cancelled": true}]);
        let tasks = json!([{"data": {"text": TEXT}, "annotations": gave_up, "predictions": [{"result": predicted}]},
            {"data": {"text": "Nothing yet."}}]);
        let annotated = read_tasks(&tasks);
        let claims = annotated
            .project
            .articles()
            .values()
            .map(|article| article.claims.len());
        assert_eq!(claims.collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn tasks_are_told_from_tables_wherever_their_text_stands() {
        let many: Vec<Value> = (0..1000)
            .map(|number| claim(&format!("r{number}"), (15, 33)))
            .collect();
        let tasks = json!([{"id": 1, "annotations": [{"result": many}], "data": {"text": TEXT}}]).to_string();
        assert!(tasks.find("\"data\"").unwrap() > 64 * 1024);
        assert_eq!(
            AnnotatedFormat::detect(tasks.as_bytes()),
            Some(AnnotatedFormat::LabelStudio)
        );
    }

    #[test]
    fn a_long_text_that_very_many_annotated_is_refused() {
        let nothing = json!({"result": []});
        let tasks = json!([{"data": {"text": "a ".repeat(1 << 20)}, "annotations": vec![nothing; 200]}]);
        let bytes = tasks.to_string().into_bytes();
        let file = AnnotatedFile {
            path: "tasks.json",
            bytes: &bytes,
        };
        let refused = read(&[file], &LabelMap::default());
        assert!(matches!(refused, Err(ParseError::ZipBomb(_))));
    }
}
