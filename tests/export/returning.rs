//! What was exported with its claims comes back, and corpora of others come in whole.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sayso::export::{ClaimSelection, Format, export};
use sayso::import::annotated::{
    Annotated, AnnotatedFile, AnnotatedFormat, LabelMap, MarkCounts, OffsetUnit, read_annotated,
};
use sayso::model::Project;

use super::example;

/// What JSON Lines give back.
pub(crate) fn from_lines(lines: &[u8]) -> Project {
    let file = AnnotatedFile {
        path: "project.jsonl",
        bytes: lines,
    };
    assert_eq!(AnnotatedFormat::detect(lines), Some(AnnotatedFormat::SaysoLines));
    let read = read_annotated(
        AnnotatedFormat::SaysoLines,
        "project.jsonl",
        &[file],
        &LabelMap::default(),
    );
    match read {
        Ok(annotated) => {
            assert_eq!(annotated.unplaced, []);
            annotated.project
        }
        Err(error) => panic!("{error}"),
    }
}

fn exported(key: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let format = Format::by_key(key).unwrap();
    export(format, &example::project(), &ClaimSelection::ALL, &mut bytes).unwrap();
    bytes
}

fn read(format: AnnotatedFormat, path: &str, bytes: &[u8]) -> Annotated {
    let file = AnnotatedFile { path, bytes };
    read_annotated(format, path, &[file], &LabelMap::default()).unwrap()
}

#[test]
fn brat_brings_the_example_back_equal() {
    let bytes = exported("brat");
    assert_eq!(AnnotatedFormat::detect(&bytes), Some(AnnotatedFormat::Brat));
    let annotated = read(AnnotatedFormat::Brat, "talks.brat.zip", &bytes);
    assert_eq!(annotated.unplaced, []);
    assert_eq!(annotated.project, example::project());
}

#[test]
fn lines_whose_offsets_count_something_else_are_proved_by_their_words() {
    let lines = String::from_utf8(exported("jsonl")).unwrap();
    // The emoji of the first line is one character, two units and four bytes.
    let shifted: Vec<String> = lines
        .lines()
        .filter(|line| !line.contains("\"souq\""))
        .map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            shift(&mut line, 1);
            line.to_string()
        })
        .collect();
    let annotated = read(
        AnnotatedFormat::SaysoLines,
        "x.jsonl",
        shifted.join("\n").as_bytes(),
    );
    assert_eq!(annotated.unit, OffsetUnit::Utf16);
    assert_eq!(annotated.unplaced, []);
    let article = "old-bridge".into();
    let (back, whole) = (annotated.project, example::project());
    assert_eq!(back.article(&article), whole.article(&article));
}

fn shift(value: &mut serde_json::Value, by: u64) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                match (key.as_str(), value.as_u64()) {
                    ("start" | "end", Some(at)) => *value = (at + by).into(),
                    _ => shift(value, by),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| shift(value, by)),
        _ => {}
    }
}

/// Counts the marks that belong to events, and the events, by nothing but splitting lines.
fn counted(marks: &str) -> MarkCounts {
    let mut counts = MarkCounts::default();
    let labels: std::collections::BTreeMap<&str, &str> = marks
        .lines()
        .filter(|line| line.starts_with('T'))
        .map(|line| line.split(['\t', ' ']))
        .map(|mut fields| (fields.next().unwrap(), fields.next().unwrap()))
        .collect();
    let mut used = BTreeSet::new();
    for event in marks.lines().filter(|line| line.starts_with('E')) {
        counts.links += 1;
        used.extend(
            event
                .split(' ')
                .skip(1)
                .map(|role| role.split(':').nth(1).unwrap()),
        );
    }
    for (mark, label) in labels {
        match label {
            "Content" => counts.claims += 1,
            "Source" if used.contains(mark) => counts.sources += 1,
            "Cue" if used.contains(mark) => counts.cues += 1,
            _ => {}
        }
    }
    counts
}

/// The pieces of a mark in the order of the text, cut out by counting characters and held against its words.
fn cut_out(line: &str, text: &str) -> String {
    let fields: Vec<&str> = line.split('\t').collect();
    let text: Vec<char> = text.chars().collect();
    let (_, places) = fields[1].split_once(' ').unwrap();
    let mut pieces: Vec<(usize, String)> = places
        .split(';')
        .map(|piece| piece.split_once(' ').unwrap())
        .map(|(start, end)| (start.parse().unwrap(), end.parse().unwrap()))
        .map(|(start, end): (usize, usize)| (start, text[start..end].iter().collect()))
        .collect();
    let joined = |pieces: &[(usize, String)]| {
        let words: Vec<&str> = pieces.iter().map(|(_, words)| words.as_str()).collect();
        words.join(" ").replace('\n', " ")
    };
    assert_eq!(joined(&pieces), fields[2]);
    pieces.sort();
    joined(&pieces)
}

fn in_folder(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn comes_in_whole(folder: &Path) -> Annotated {
    let files = in_folder(folder);
    let given: Vec<AnnotatedFile> = files
        .iter()
        .map(|(path, bytes)| AnnotatedFile { path, bytes })
        .collect();
    let path = folder.display().to_string();
    let annotated = read_annotated(AnnotatedFormat::Brat, &path, &given, &LabelMap::default()).unwrap();

    let mut expected = MarkCounts::default();
    let mut words: Vec<String> = Vec::new();
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "ann"))
    {
        let marks = std::str::from_utf8(bytes).unwrap();
        let these = counted(marks);
        assert!(these.claims > 0, "{path}");
        expected.articles += 1;
        expected.claims += these.claims;
        expected.sources += these.sources;
        expected.cues += these.cues;
        expected.links += these.links;
        let text = std::fs::read_to_string(path.replace(".ann", ".txt")).unwrap();
        let claims = marks.lines().filter(|line| line.contains("\tContent "));
        words.extend(claims.map(|line| cut_out(line, &text)));
    }
    let counts = annotated.counts();
    assert_eq!(
        MarkCounts {
            speakers: 0,
            ..counts
        },
        expected
    );

    let mut covered: Vec<String> = Vec::new();
    for (id, _, claim) in annotated.project.claims() {
        let text = annotated.project.article(id).unwrap().text.clone().unwrap();
        assert!(claim.anchors().all(|anchor| anchor.holds_in(&text)));
        let pieces: Vec<&str> = claim.spans.iter().map(|anchor| anchor.words.as_str()).collect();
        // brat cuts a mark at the ends of lines; cut there only, it is one piece here.
        covered.push(pieces.join(" ").replace("\n\n", " ").replace('\n', " "));
    }
    words.sort();
    covered.sort();
    assert_eq!(covered, words);
    println!("{counts:?}, proved in {}", annotated.unit);
    annotated
        .unplaced
        .iter()
        .for_each(|unplaced_mark| println!("{unplaced_mark}"));
    println!("left aside {:?}", annotated.left_aside);
    annotated
}

#[test]
fn a_corpus_of_events_comes_in_whole() {
    let annotated = comes_in_whole(Path::new("tests/data/import/brat-events"));
    assert_eq!(annotated.left_aside["Attribution"], 3);
    let told: Vec<String> = annotated.unplaced.iter().map(ToString::to_string).collect();
    assert!(
        told.len() == 1 && told[0].contains("not linked to a claim: Source “Residents”"),
        "{told:?}"
    );
    let counts = annotated.counts();
    assert_eq!(
        (counts.articles, counts.claims, counts.sources, counts.links),
        (1, 4, 2, 3)
    );
}

#[test]
fn a_person_says_what_labels_and_events_of_a_corpus_are() {
    let files = in_folder(Path::new("tests/data/import/brat-events"));
    let given: Vec<AnnotatedFile> = files
        .iter()
        .map(|(path, bytes)| AnnotatedFile { path, bytes })
        .collect();
    let read = |map: &LabelMap| read_annotated(AnnotatedFormat::Brat, "brat-events", &given, map).unwrap();
    let guessed = read(&LabelMap::default());
    let found: Vec<String> = guessed
        .labels
        .iter()
        .map(|label| format!("{:?} {} {}", label.kind, label.name, label.count))
        .collect();
    assert_eq!(
        found,
        [
            "Mark Attribution 3",
            "Mark Content 4",
            "Mark Cue 3",
            "Mark Discard 1",
            "Mark Source 3",
            "Event Attribution 3"
        ]
    );
    // Saying of each what it was taken for changes nothing.
    let settled = LabelMap::default().settled(&guessed.labels);
    assert_eq!(read(&settled).project, guessed.project);
    let mut apart = settled.clone();
    apart.set_relation("Attribution", None);
    let apart = read(&apart);
    assert_eq!((apart.counts().claims, apart.counts().links), (4, 0));
    let of_article = apart
        .unplaced
        .iter()
        .all(|unplaced_mark| unplaced_mark.article.is_some());
    assert!(of_article && apart.unplaced.len() > guessed.unplaced.len());
    let mut nothing = settled.clone();
    nothing.set("Content", None);
    assert_eq!(read(&nothing).counts().claims, 0);
}

/// The folder that `SAYSO_BRAT_SAMPLE` names is tried as well: real corpora may not be kept with the project.
#[test]
fn corpora_of_events_come_in_whole() {
    let own = PathBuf::from("tests/data/import/brat-events");
    let given = std::env::var_os("SAYSO_BRAT_SAMPLE").map(PathBuf::from);
    for folder in std::iter::once(own).chain(given) {
        comes_in_whole(&folder);
    }
}

/// What other programs' formats keep of the example: claims with their pieces, links, sources and cues.
fn comes_back_by_its_words(format: AnnotatedFormat, path: &str, bytes: &[u8], names_speakers: bool) {
    assert_eq!(AnnotatedFormat::detect(bytes), Some(format));
    let back = read(format, path, bytes);
    assert_eq!(back.unplaced, []);
    let whole = example::project();
    for (id, article) in whole.articles() {
        let there = back.project.article(id).unwrap();
        assert_eq!(there.text, article.text);
        let said = |project: &Project, article: &sayso::model::Article| {
            let claims = article
                .claims
                .values()
                .filter(|claim| claim.spans.iter().any(|anchor| anchor.span().is_some()));
            let mut said: Vec<_> = claims
                .map(|claim| {
                    let first = claim.voice.first_speaker().and_then(|id| project.speaker(id));
                    let first = first
                        .filter(|_| names_speakers)
                        .map(|speaker| speaker.name.clone());
                    (claim.words(), claim.voice.chain().len(), first)
                })
                .collect();
            said.sort();
            said
        };
        let (theirs, ours) = (said(&back.project, there), said(&whole, article));
        for (their, our) in theirs.iter().zip(&ours) {
            assert_eq!(their.0, our.0);
            if format != AnnotatedFormat::Doccano {
                assert_eq!(their.1, our.1, "{}", our.0);
            }
            // Names said jointly stand as one.
            let agree = our
                .2
                .as_ref()
                .is_none_or(|our| their.2.as_ref().is_some_and(|their| their.contains(our.as_str())));
            assert!(agree, "{their:?} {our:?}");
        }
        assert_eq!(theirs.len(), ours.len());
    }
}

#[test]
fn doccano_brings_back_claims_and_links() {
    comes_back_by_its_words(AnnotatedFormat::Doccano, "x.jsonl", &exported("doccano"), false);
}

#[test]
fn xmi_brings_back_claims_links_and_speakers() {
    comes_back_by_its_words(AnnotatedFormat::Xmi, "x.zip", &exported("uima"), true);
}

#[test]
fn label_studio_brings_back_claims_links_and_speakers() {
    let tasks = std::fs::read("tests/golden/labelstudio/tasks.json").unwrap();
    comes_back_by_its_words(AnnotatedFormat::LabelStudio, "tasks.json", &tasks, true);
}
