//! `sayso compare` and what belongs to it as processes: folders, one file, JSON Lines, a revision of git, two reviewers; who
//! reads what, and samples.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::program::{Folder, SAMPLE, sayso};

/// Writes all claims of `talks` as JSON Lines beside it.
fn write_lines(folder: &Folder) {
    let lines = folder.run(&[
        "export",
        "talks",
        "--format",
        "jsonl",
        "--claims",
        "all",
        "--out",
        "talks.jsonl",
    ]);
    assert_eq!(lines.code, 0);
}

/// A copy of the sample as `talks`, and one as `other` in which a claim is gone, a cue is shorter and a speaker another.
fn two_copies() -> Folder {
    let folder = Folder::with_sample();
    write_lines(&folder);
    folder
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let mut all = vec!["compare"];
    all.extend(arguments);
    all.push("--json");
    let answer = folder.run(&all);
    assert_eq!(answer.code, 0, "{}", answer.err);
    serde_json::from_str(&answer.out).unwrap()
}

#[test]
fn a_project_is_the_same_as_its_lines_its_file_and_its_committed_self() {
    let folder = two_copies();
    assert_eq!(folder.run(&["pack", "talks", "talks.sayso"]).code, 0);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        let run = git
            .arg("-C")
            .arg(folder.path("talks"))
            .args(who)
            .args(arguments)
            .output();
        assert!(run.unwrap().status.success(), "git {arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "All"]);
    for other in ["talks.jsonl", "talks.sayso", "talks@HEAD"] {
        let value = json(&folder, &["talks", other]);
        assert_eq!(value["pairs"], 52, "{other}");
        assert_eq!(value["differences"], Value::Array(vec![]), "{other}");
        assert_eq!(value["agreement"]["span_f1_exact"]["value"], 1.0, "{other}");
        assert_eq!(value["agreement"]["alpha_unitizing"]["value"], 1.0, "{other}");
        assert_eq!(value["agreement"]["kappa_speaker"]["value"], 1.0, "{other}");
        assert_eq!(value["agreement"]["span_f1_exact"]["n"], 104, "{other}");
    }
    // What is on disk now is not what was committed.
    let file = folder.path("talks/articles/drawdown-explained.ron");
    let text = fs::read_to_string(&file).unwrap();
    let without = text.split_once("claims: {").unwrap().0.to_owned() + "claims: {},\n)\n";
    fs::write(&file, without).unwrap();
    let value = json(&folder, &["talks@HEAD", "talks"]);
    let kinds: Vec<&str> = value["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["only_a"; 3]);
    assert_eq!(value["differences"][0]["article"], "drawdown-explained");
    assert_eq!(value["differences"][0]["b"], Value::Null);
    assert!(value["differences"][0]["a"]["claim"].is_string());
}

#[test]
fn changed_lines_are_told_by_what_changed() {
    let folder = two_copies();
    let lines = fs::read_to_string(folder.path("talks.jsonl")).unwrap();
    let mut changed = String::new();
    let mut done = false;
    for line in lines.lines() {
        let mut value: Value = serde_json::from_str(line).unwrap();
        let is_denied = value["chain"][0]["polarity"] == "denies";
        if is_denied && !done {
            value["chain"][0]["polarity"] = "affirms".into();
            done = true;
        }
        changed += &value.to_string();
        changed.push('\n');
    }
    assert!(done);
    fs::write(folder.path("changed.jsonl"), changed).unwrap();
    let value = json(&folder, &["talks", "changed.jsonl"]);
    let differences = value["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0]["kind"], "polarity");
    assert_eq!(differences[0]["a"]["value"], "denies");
    assert_eq!(differences[0]["b"]["value"], "affirms");
}

#[test]
fn two_reviewers_are_compared_with_figures_intervals_and_what_was_left_out() {
    let answer = sayso(&["compare", SAMPLE, "--by", "Amal", "--by", "jonas"]);
    assert_eq!(answer.code, 0);
    assert!(
        answer.out.starts_with("Amal and Jonas\n3 articles with "),
        "{}",
        answer.out
    );
    assert!(
        answer.out.contains("Same stretches of text (alpha unitizing)"),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("only first"), "{}", answer.out);
    assert!(answer.err.contains("drawdown-explained"), "{}", answer.err);
    let again = sayso(&["compare", SAMPLE, "--by", "Amal", "--by", "r-jonas"]);
    assert_eq!(answer.out, again.out, "the same seed gives the same intervals");
}

#[test]
fn what_cannot_be_compared_says_why() {
    for (arguments, told) in [
        (vec!["compare", SAMPLE, "nothing-here"], "nothing-here"),
        (
            vec!["compare", SAMPLE, "Cargo.toml"],
            "no project and no JSON Lines",
        ),
        (
            vec!["compare", SAMPLE, "--by", "Amal"],
            "--by must be given twice",
        ),
        (
            vec!["compare", SAMPLE, "--by", "Amal", "--by", "Nobody"],
            "Amal, Jonas",
        ),
    ] {
        let answer = sayso(&arguments);
        assert_eq!(answer.code, 1, "{arguments:?}");
        assert!(answer.err.contains(told), "{arguments:?}: {}", answer.err);
    }
    let answer = sayso(&["compare", SAMPLE, SAMPLE, "--overlap", "0"]);
    assert_eq!(answer.code, 2);
}

#[test]
fn reviewers_agree_by_pair_article_and_month_and_the_guidelines_that_cost_most_are_told() {
    let answer = sayso(&["agree", SAMPLE]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(
        answer
            .out
            .starts_with("Amal and Jonas\n3 articles read by both, 14 claims marked by both"),
        "{}",
        answer.out
    );
    assert!(
        answer
            .out
            .contains("Guidelines that differences have to do with\n"),
        "{}",
        answer.out
    );
    assert!(
        answer.err.contains("Amal and Jonas: 1 article was skipped"),
        "{}",
        answer.err
    );
    for each in ["article", "reviewer", "month", "publisher"] {
        let answer = sayso(&["agree", SAMPLE, "--each", each, "--json"]);
        let value: Value = serde_json::from_str(&answer.out).unwrap();
        let groups = value["groups"].as_array().unwrap();
        let pairs: u64 = groups.iter().map(|group| group["pairs"].as_u64().unwrap()).sum();
        let times = if each == "reviewer" { 2 } else { 1 };
        assert_eq!(pairs, 14 * times, "{each}");
    }
    let empty = Folder::with_project();
    let answer = empty.run(&["agree", "talks"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.err.contains("no two reviewers have read the same article"),
        "{}",
        answer.err
    );
}

#[test]
fn articles_are_assigned_split_and_taken_back_and_the_progress_is_told() {
    let folder = Folder::with_sample();
    let answer = folder.run(&["assign", "talks", "coalition", "--to", "amal", "--to", "Zoe"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(
        lines,
        [
            "Amal                1 article, 1 begun, 0 done",
            "Zoe                 1 article, 0 begun, 0 done",
            "3 articles are assigned to nobody"
        ]
    );
    // Zoe is the same person from now on.
    let answer = folder.run(&[
        "assign", "talks", "--to", "Zoe", "--to", "Jonas", "--split", "--twice", "50", "--seed", "3",
    ]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let told = folder.run(&["assign", "talks", "--json"]);
    let value: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(value["unassigned"], 0);
    assert_eq!(value["reviewers"].as_array().unwrap().len(), 3);
    assert_eq!(folder.run(&["check", "talks"]).code, 0);
    write_lines(&folder);
    let assigned = fs::read_to_string(folder.path("talks.jsonl"))
        .unwrap()
        .matches("\"assigned\"")
        .count();
    assert_eq!(assigned, 4);
    let answer = folder.run(&[
        "assign", "talks", "--to", "Amal", "--to", "Zoe", "--to", "Jonas", "--remove",
    ]);
    assert_eq!(answer.out, "4 articles are assigned to nobody\n");
    assert_eq!(
        folder
            .run(&["assign", "talks", "--to", "Nobody", "--remove"])
            .code,
        1
    );
    assert_eq!(
        folder.run(&["assign", "talks", "no-such", "--to", "Amal"]).code,
        1
    );
}

#[test]
fn a_sample_is_drawn_by_its_seed() {
    let draw = |seed: &str| sayso(&["sample", SAMPLE, "--count", "2", "--seed", seed]).out;
    assert_eq!(draw("1").lines().count(), 2);
    assert_eq!(draw("1"), draw("1"));
    assert!((2..9).any(|seed| draw(&seed.to_string()) != draw("1")));
    let weeks = sayso(&["sample", SAMPLE, "--count", "1", "--method", "constructed-week"]);
    assert!(weeks.err.contains("of the weekdays"), "{}", weeks.err);
    let all = sayso(&["sample", SAMPLE, "--count", "9", "--json"]);
    let value: Value = serde_json::from_str(&all.out).unwrap();
    assert_eq!(value["articles"].as_array().unwrap().len(), 4);
    assert_eq!((&value["method"], &value["seed"]), (&"random".into(), &1.into()));
}
