//! A project of everything odd that texts, names and notes can hold, in every format, and read back from it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sayso::export::{ClaimSelection, Format, Summary, export};
use sayso::import::annotated::{AnnotatedFile, AnnotatedFormat, LabelMap, read_annotated};
use sayso::import::import;
use sayso::model::{
    Anchor, Article, Attribution, Claim, ClaimId, Decision, Edit, Head, Metadata, Project, Review, Reviewer,
    ReviewerId, Speaker, SpeakerId, Standing, Voice,
};
use sayso::text::Span;

/// What is claimed, noted, titled and named.
const ODD: &[&str] = &[
    "plain words",
    "a\ttab\tor two",
    "two\n\nparagraphs",
    "a carriage\r\nreturn\rand one alone",
    "nul \0 bell \u{7} escape \u{1b}[31m and \u{9b}",
    "turned \u{202e}round\u{202c} and \u{2067}left open",
    "=1+1",
    "@SUM(A1)",
    "-2+3\u{ff0b}4",
    "+cmd|' /C calc'!A0",
    "“quoted” \"straight\" 'single' \\back\\slash",
    "comma, semicolon; pipe | and `tick`",
    "family 👨‍👩‍👧 and flag 🇮🇶",
    "e\u{301} a\u{308}\u{323} combined",
    "no character \u{fffe} here \u{ffff}",
    "a mark \u{feff} within",
    "قال الجيش إن المحادثات",
    "שלום, אמר השר",
    "<script>alert(1)</script> &amp; ]]> <!-- -->",
    "# *bold* _under_ [a](b) {c} $d$ ~~e~~",
    "line\u{2028}and paragraph\u{2029}separators",
    "  white space  around  ",
    "\u{1f9ff}\u{10ffff}",
    "{\"json\": [1, null]}\\u0041 %s {0}",
    "T1\tClaim 0 5\tbrat",
];

/// One that is longer than a cell of a workbook.
static LONG: LazyLock<String> = LazyLock::new(|| "Never 🙂 ending, ".repeat(2500));

const REVIEWERS: usize = 1000;

fn odd() -> impl Iterator<Item = &'static str> {
    ODD.iter().copied().chain([LONG.as_str()])
}

/// An article for each odd text, with one claim that it is, one of plain words, and details that are odd as well. All
/// reviewers have one name; so have all speakers who have none of their own.
fn project() -> Project {
    let mut project = Project::new(Head::titled("A title\nof \"two\" lines, =1+1 \u{202e}"));
    let mut edits: Vec<Edit> = (0..REVIEWERS)
        .map(|number| {
            Edit::Reviewer(
                reviewer(number),
                Some(Reviewer {
                    name: "Same Name".into(),
                }),
            )
        })
        .collect();
    for (number, odd) in odd().enumerate() {
        let speaker = SpeakerId::from(format!("s-{number}"));
        let mut named = Speaker::named(if number % 2 == 0 { odd } else { "Same Name" }, number);
        named.note = odd.into();
        edits.push(Edit::Speaker(speaker.clone(), Some(Box::new(named))));
        let text = format!(
            "Talks 🙂 {number} resume\n\nIt was said: {odd} and then\n\nplain prices rose. Done {number}\n"
        );
        let claim = |words: &str| Claim {
            voice: Voice::Attributed(vec![Attribution {
                speakers: vec![speaker.clone()],
                cue: vec![anchor(&text, "was said")],
                ..Attribution::default()
            }]),
            spans: vec![anchor(&text, words)],
            note: odd.into(),
            tags: vec![odd.into()],
            marked_by: Some(reviewer(number)),
            reviews: (0..if number == 0 { REVIEWERS } else { 1 })
                .map(|number| (reviewer(number), review(odd)))
                .collect(),
            ..Claim::default()
        };
        let metadata = Metadata {
            title: odd.into(),
            byline: Some(odd.into()),
            url: Some(format!("https://example.org/{number}")),
            ..Metadata::default()
        };
        let mut article = Article::new(metadata, text.as_str());
        article.claims.insert("c-odd".into(), claim(odd));
        article
            .claims
            .insert("c-plain".into(), claim("plain prices rose"));
        edits.push(Edit::Article(
            format!("a-{number}").into(),
            Some(Box::new(article)),
        ));
    }
    let empty = Article::new(Metadata::default(), "");
    edits.push(Edit::Article("empty".into(), Some(Box::new(empty))));
    project.apply(Edit::All(edits)).unwrap();
    project
}

fn reviewer(number: usize) -> ReviewerId {
    format!("r-{number}").into()
}

fn review(why: &str) -> Review {
    Review {
        decision: Decision::Accepted,
        at: "2024-02-12T09:30:00Z".parse().unwrap(),
        why: why.into(),
        standing: Standing::Current,
    }
}

fn anchor(text: &str, words: &str) -> Anchor {
    let start = text.find(words).unwrap();
    Anchor::new(text, Span::new(start, start + words.len())).unwrap()
}

fn exported(key: &str) -> (Vec<u8>, Summary) {
    let mut bytes = Vec::new();
    let format = Format::by_key(key).unwrap();
    let summary = export(format, &project(), &ClaimSelection::ALL, &mut bytes).unwrap();
    (bytes, summary)
}

fn text(key: &str) -> String {
    String::from_utf8(exported(key).0).unwrap()
}

/// What all formats can hold of words: neither white space, nor what is no character to some of them, nor what stands for it.
fn bare(words: &str) -> String {
    let stays = |c: &char| {
        let is_picture = matches!(c, '\u{2400}'..='\u{2421}');
        let is_no_character = matches!(c, '\u{fffd}'..='\u{ffff}' | '\u{feff}');
        let is_direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !c.is_whitespace() && !c.is_control() && !is_picture && !is_no_character && !is_direction
    };
    words.chars().filter(stays).collect()
}

/// How often each claim's words occur.
fn counted<'a>(claims: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for words in claims {
        *counts.entry(bare(words)).or_default() += 1;
    }
    counts
}

fn all_claims(project: &Project) -> BTreeMap<String, usize> {
    let words: Vec<String> = project.claims().map(|(_, _, claim)| claim.words()).collect();
    counted(words.iter().map(String::as_str))
}

#[test]
fn annotated_formats_bring_every_claim_back() {
    let wanted = all_claims(&project());
    for key in ["jsonl", "brat", "uima", "labelstudio", "doccano", "refi"] {
        let (bytes, summary) = exported(key);
        assert_eq!(summary.skipped, 0, "{key}");
        let format = AnnotatedFormat::detect(&bytes).unwrap_or_else(|| panic!("{key} is not known again"));
        let path = format!("claims.{}", Format::by_key(key).unwrap().extension);
        let file = AnnotatedFile {
            path: &path,
            bytes: &bytes,
        };
        let read = read_annotated(format, &path, &[file], &LabelMap::default());
        let read = read.unwrap_or_else(|error| panic!("{key}: {error}"));
        assert_eq!(read.unplaced, [], "{key}");
        let found = all_claims(&read.project);
        let differing: Vec<_> = wanted
            .iter()
            .filter(|(words, count)| found.get(*words) != Some(count))
            .collect();
        assert!(
            differing.is_empty(),
            "{key}: {differing:?} are not in {:?}",
            found.keys()
        );
        assert_eq!(found.len(), wanted.len(), "{key}");

        if matches!(key, "jsonl" | "brat") {
            assert_eq!(read.project, project(), "{key}");
        }
    }
}

#[test]
fn tables_have_every_claim_in_its_row() {
    for (key, is_exact) in [("csv", false), ("csv-plain", true)] {
        let text = text(key);
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let heads = reader.headers().unwrap().clone();
        let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
        let (claim, id, reviewers) = (column("claim"), column("article_id"), column("reviewer_id"));
        let mut rows = 0;
        for row in reader.records().map(Result::unwrap) {
            rows += 1;
            let number: usize = row[id].strip_prefix("a-").unwrap().parse().unwrap();
            let words = odd().nth(number).unwrap();
            if &row[column("claim_id")] == "c-odd" {
                if is_exact {
                    assert_eq!(&row[claim], words, "{key}");
                }
                assert_eq!(
                    bare(row[claim].trim_start_matches('\'')),
                    bare(words),
                    "{key} {words:?}"
                );
            }
            let count = row[reviewers].split("; ").count();
            assert_eq!(count, if number == 0 { REVIEWERS } else { 1 });
        }
        assert_eq!(rows, 2 * odd().count(), "{key}");
    }
    for (key, field) in [("claims-jsonl", "claim"), ("gender-gap-tracker", "quote")] {
        let text = text(key);
        let lines = text
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let words: Vec<String> = lines
            .map(|line| line[field].as_str().unwrap().to_owned())
            .collect();
        let exact: BTreeMap<&str, usize> = words.iter().fold(BTreeMap::new(), |mut counts, words| {
            *counts.entry(words.as_str()).or_default() += 1;
            counts
        });
        assert!(odd().all(|odd| exact.contains_key(odd)), "{key}");
        assert_eq!(words.len(), 2 * odd().count(), "{key}");
    }
    let (bytes, summary) = exported("parquet");
    assert_eq!(summary.claims, 2 * odd().count());
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn a_cell_that_is_too_long_is_cut_and_named_and_whole_on_a_sheet_of_its_own() {
    let (bytes, summary) = exported("xlsx");
    let cut: Vec<(&str, usize)> = summary
        .cut
        .iter()
        .map(|cut| (cut.column.as_str(), cut.chars))
        .collect();
    let chars = LONG.chars().count();
    for column in ["Claim", "Note", "Tags", "Article", "Reason"] {
        assert!(cut.contains(&(column, chars)), "{column}: {cut:?}");
    }
    let told = summary.told_of_cuts().unwrap();
    assert!(told.contains("Claim of claim c-odd in “Never"), "{told}");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let workbook = part("xl/workbook.xml");
    assert!(workbook.contains("name=\"Long texts\""), "{workbook}");
    let sheets = (1..=6).map(|number| part(&format!("xl/worksheets/sheet{number}.xml")));
    let strings: String = sheets.collect();
    let cells: Vec<&str> = strings
        .split("<t")
        .skip(1)
        .filter_map(|cell| cell.split_once('>')?.1.split("</t>").next())
        .collect();
    let longest = cells.iter().map(|cell| cell.encode_utf16().count()).max();
    assert_eq!(longest, Some(32_767));
    assert!(
        cells
            .iter()
            .any(|cell| cell.ends_with("… (cut, 40,000 characters)"))
    );
    // Its two halves, one behind the other.
    let first = cells
        .iter()
        .position(|cell| LONG.starts_with(cell) && cell.len() > 30_000)
        .unwrap();
    assert!(
        cells
            .iter()
            .any(|cell| format!("{}{cell}", cells[first]) == *LONG)
    );
}

#[test]
fn documents_have_every_claim_in_their_words() {
    for key in ["html", "docx", "markdown"] {
        let (bytes, _) = exported(key);
        let path = format!("report.{}", Format::by_key(key).unwrap().extension);
        let read = import(&path, &bytes).unwrap_or_else(|error| panic!("{key}: {error}"));
        let all: String = read.articles.iter().map(|article| bare(&article.text)).collect();
        for words in [
            "plain words",
            "plain prices rose",
            "قال الجيش إن المحادثات",
            "family 👨‍👩‍👧 and flag 🇮🇶",
        ] {
            assert!(all.contains(&bare(words)), "{key} lacks {words:?}");
        }
    }
}

#[test]
fn quotes_of_annotations_keep_within_paragraphs_and_stand_in_the_text() {
    let project = project();
    let text = text("webannotation");
    let annotations: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut quotes = 0;
    for item in annotations["first"]["items"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap().split(':').nth(3).unwrap();
        let text = project.article(&id.into()).unwrap().text.clone().unwrap();
        for target in item["target"].as_array().unwrap() {
            let quote = &target["selector"][0];
            let part = |key: &str| quote[key].as_str().unwrap();
            let whole = format!("{}{}{}", part("prefix"), part("exact"), part("suffix"));
            assert!(!whole.contains('\n'), "{whole:?}");
            assert_eq!(text.matches(&whole).count(), 1, "{whole:?}");
            let place = &target["state"]["refinedBy"];
            let at = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
            let cut: String = text
                .chars()
                .skip(at("start"))
                .take(at("end") - at("start"))
                .collect();
            assert_eq!(cut, part("exact"));
            quotes += 1;
        }
    }
    assert!(quotes > 4 * ODD.len());
    let claims: Vec<ClaimId> = project.claims().map(|(_, id, _)| id.clone()).collect();
    assert_eq!(claims.len(), 2 * odd().count());
}
