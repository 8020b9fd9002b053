//! Reference texts on the command line, and the quotations that are checked against them.

use serde_json::Value;

use super::program::Folder;

const TRANSCRIPT: &str = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Nadia Karim>We have carried out more than 165 attacks on their \
    bases.\n\n04:09.000 --> 04:15.000\n<v Nadia Karim>We will not stop until the last of their soldiers has left the country, and \
    we have told them so.\n";

const ARTICLE: &str = "Talks go on\n\nKarim said: “We have carried out more than 165 attacks on their bases.” She went on: “We will stop \
    until the last of their soldiers has left the country.”\n\nEarlier she had promised “a very quiet winter”. “We will not stop … and we have told \
    them so,” she added.\n";

fn lines(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn quotations_are_proved_against_a_transcript_and_told_one_a_line() {
    let folder = Folder::with_project();
    folder.put("talks.txt", ARTICLE);
    folder.put("briefing.vtt", TRANSCRIPT);
    let added = folder.run(&[
        "add",
        "talks",
        "talks.txt",
        "--reference",
        "briefing.vtt",
        "--event",
        "Briefing",
        "--date",
        "2024-02-11",
    ]);
    assert_eq!(added.code, 0, "{added:?}");
    assert!(
        added.out.contains("Added 1 reference text to ") && added.out.contains("Added 1 article to"),
        "{}",
        added.out
    );
    let listed = folder.run(&["show", "talks"]);
    assert!(!listed.out.contains("briefing"), "{}", listed.out);

    let before = folder.listing("talks");
    let proved = folder.run(&["prove", "talks", "--jsonl"]);
    assert_eq!((proved.code, proved.err.as_str()), (0, ""));
    assert_eq!(folder.listing("talks"), before);
    let found: Vec<(String, Value)> = lines(&proved.out)
        .iter()
        .map(|line| {
            assert!(
                line["claim"].is_null() && line["article"] == "talks-go-on",
                "{line}"
            );
            (
                line["verdict"].as_str().unwrap().to_owned(),
                line["words"].clone(),
            )
        })
        .collect();
    let expected = [
        ("verbatim", "[]"),
        (
            "altered",
            r#"[{"kind":"left_out","marked":false,"quoted":"","reference":"not"}]"#,
        ),
        ("not_found", "[]"),
        (
            "cut",
            r#"[{"kind":"left_out","marked":true,"quoted":"","reference":"until the last of their soldiers has left the country"}]"#,
        ),
    ];
    assert_eq!(
        found,
        expected.map(|(verdict, words)| (verdict.to_owned(), serde_json::from_str(words).unwrap()))
    );
    let lines = lines(&proved.out);
    let reference = lines[0]["reference"].as_str().unwrap();
    let text = std::fs::read_to_string(folder.path(&format!("talks/references/{reference}.txt"))).unwrap();
    let at = |span: &Value| -> String {
        let (start, end) = (
            span[0].as_u64().unwrap() as usize,
            span[1].as_u64().unwrap() as usize,
        );
        text.chars().skip(start).take(end - start).collect()
    };
    assert_eq!(
        at(&lines[0]["spans"][0]),
        "We have carried out more than 165 attacks on their bases."
    );
    let kept: Vec<String> = lines[3]["spans"].as_array().unwrap().iter().map(at).collect();
    assert_eq!(kept, ["We will not stop", "and we have told them so"]);

    let checked = folder.run(&["check", "talks"]);
    assert_eq!(checked.code, 1);
    assert!(
        checked.out.contains("Quotation altered 1") && checked.out.contains("left out, not marked: “not”"),
        "{}",
        checked.out
    );
    let table = folder.run(&["prove", "talks"]);
    assert!(
        table.out.contains("at 4:09") && table.out.contains("left out, not marked: “not”"),
        "{}",
        table.out
    );
    assert!(
        table
            .out
            .contains("4 quotations, 1 reference text: 1 verbatim, 1 cut, 1 altered, 1 not found"),
        "{}",
        table.out
    );
}

#[test]
fn quotations_are_told_in_the_order_in_which_articles_are_listed() {
    let folder = Folder::with_project();
    folder.put("briefing.txt", "We will go on as before.\n");
    folder.put("alpha.txt", "Alpha\n\nHe said: “We will go on as before.”\n");
    folder.put("zulu.txt", "Zulu\n\nHe said: “We will go on as before.”\n");
    let added = folder.run(&[
        "add",
        "talks",
        "alpha.txt",
        "zulu.txt",
        "--reference",
        "briefing.txt",
    ]);
    assert_eq!(added.code, 0, "{added:?}");
    let file = "talks/articles/zulu.ron";
    let stored = std::fs::read_to_string(folder.path(file)).unwrap();
    let line = stored.lines().find(|line| line.contains("added: ")).unwrap();
    folder.replace(file, line, r#"    added: Some("2020-01-01T00:00:00Z"),"#);

    let proved = lines(&folder.run(&["prove", "talks", "--jsonl"]).out);
    let articles: Vec<&str> = proved
        .iter()
        .filter_map(|line| line["article"].as_str())
        .collect();
    assert_eq!(articles, ["zulu", "alpha"]);
    for line in &proved {
        let mut fields: Vec<&String> = line.as_object().unwrap().keys().collect();
        fields.sort();
        assert_eq!(
            fields,
            [
                "article",
                "claim",
                "quotation",
                "reference",
                "spans",
                "verdict",
                "words"
            ]
        );
        assert!(line["claim"].is_null(), "{line}");
    }
    let table = folder.run(&["prove", "talks"]).out;
    assert!(table.find("zulu") < table.find("alpha"), "{table}");
}

#[test]
fn a_reference_text_is_there_once_and_says_what_is_wrong_with_a_file() {
    let folder = Folder::with_project();
    folder.put("speech.txt", "We will rebuild every bridge in the province.\n");
    let add = |more: &[&str]| folder.run(&[&["add", "talks", "--reference", "speech.txt"], more].concat());
    assert!(add(&[]).out.contains("Added 1 reference text"));
    assert!(add(&[]).out.contains("skipped, already in the project"));
    assert!(add(&["--speaker", "Nadia Karim"]).out.contains("updated"));
    let missing = folder.run(&["add", "talks", "--reference", "gone.vtt"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("gone.vtt"), "{}", missing.err);
    let empty = folder.run(&["prove", "talks"]);
    assert!(
        empty.out.contains("0 quotations, 1 reference text"),
        "{}",
        empty.out
    );
    assert_eq!(
        folder
            .run(&["add", "talks", "speech.txt", "--event", "Rally"])
            .code,
        2
    );
}
