//! The real program from the outside, without a display: every command, every exit code, and one
//! clear message that names the file for everything that can go wrong.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

mod audit;
mod comparing;
mod failures;
mod program;
mod proof;

use std::fs;

use program::{Answer, Folder, SAMPLE, sayso};

#[test]
fn help_tells_each_command_with_examples_and_exit_codes() {
    let help = sayso(&["--help"]);
    assert_eq!(help.code, 0);
    for words in [
        "new",
        "add",
        "check",
        "show",
        "export",
        "merge",
        "git-setup",
        "Examples:",
        "Exit codes: 0",
        "sayso ./new",
    ] {
        assert!(help.out.contains(words), "{words} is missing in:\n{}", help.out);
    }
    for command in [
        "new",
        "add",
        "check",
        "show",
        "audit",
        "prove",
        "export",
        "merge",
        "git-setup",
    ] {
        let help = sayso(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains(&format!("sayso {command} ")), "{}", help.out);
    }
}

#[test]
fn the_version_is_told() {
    let version = sayso(&["--version"]);
    assert_eq!(
        (version.code, version.out.trim()),
        (0, concat!("sayso ", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn misuse_is_2_and_says_how_it_is_meant() {
    for arguments in [
        &["new"][..],
        &["add", "talks"],
        &["show"],
        &["export", "talks"],
        &["export", "talks", "--format", "pptx"],
        &["export", "talks", "--format", "csv", "--claims", "some"],
        &["--nonsense"],
    ] {
        let answer = sayso(arguments);
        assert_eq!(answer.code, 2, "{arguments:?}: {}", answer.err);
        assert!(answer.err.contains("--help"), "{arguments:?}: {}", answer.err);
        assert_eq!(answer.out, "");
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_it_says_so_and_names_the_way_without_one() {
    for arguments in [&[][..], &["talks"], &["./new"], &["a.txt", "b.txt"]] {
        let answer = sayso(arguments);
        assert_eq!(answer.code, 1, "{arguments:?}");
        assert!(
            answer
                .err
                .starts_with("error: no display found, so no window can be opened")
        );
        assert!(answer.err.contains("sayso show"), "{}", answer.err);
    }
}

#[test]
fn a_new_project_takes_articles_and_lists_them() {
    let folder = Folder::new();
    let made = folder.run(&["new", "talks", "--title", "Bridges and talks"]);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert!(made.out.contains("talks"), "{}", made.out);
    folder.put(
        "in/a.txt",
        "Old bridge to stay open\n\nThe mayor said it is safe.\n",
    );
    folder.put("in/deep/b.txt", "قال رئيس البلدية\n\nإن السوق سيفتح.\n");
    let added = folder.run(&["add", "talks", "in"]);
    assert_eq!((added.code, added.err.as_str()), (0, ""), "{}", added.out);
    assert!(added.out.contains("Old bridge to stay open"), "{}", added.out);
    let listed = folder.run(&["show", "talks"]);
    assert_eq!(listed.code, 0);
    for words in [
        "Bridges and talks",
        "2 articles",
        "Old bridge to stay open",
        "قال رئيس البلدية",
        "no claims",
    ] {
        assert!(
            listed.out.contains(words),
            "{words} is missing in:\n{}",
            listed.out
        );
    }
    assert_eq!(folder.run(&["check", "talks"]).code, 0);
}

#[test]
fn a_project_without_a_title_is_called_like_its_folder() {
    let folder = Folder::new();
    folder.run(&["new", "deep/river-talks"]);
    assert!(
        folder
            .run(&["show", "deep/river-talks"])
            .out
            .starts_with("river-talks\n")
    );
}

#[test]
fn a_bad_file_keeps_no_other_from_being_added() {
    let folder = Folder::with_project();
    folder.put("good.txt", "A title\n\nSomebody said something.\n");
    folder.put("empty.txt", "");
    folder.put_bytes("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    let added = folder.run(&[
        "add",
        "talks",
        "picture.txt",
        "missing.txt",
        "empty.txt",
        "good.txt",
    ]);
    assert_eq!(added.code, 1);
    for name in ["picture.txt", "missing.txt", "empty.txt"] {
        assert_eq!(added.err.matches(name).count(), 1, "{name}:\n{}", added.err);
    }
    assert!(added.out.contains("A title"), "{}", added.out);
    assert!(folder.run(&["show", "talks"]).out.contains("1 article,"));
}

#[test]
fn a_text_that_is_there_already_is_not_added_again() {
    let folder = Folder::with_project();
    folder.put("in/a.txt", "A title\n\nSomebody said something.\n");
    folder.put("in/copy.txt", "A title\n\nSomebody said something.\n");
    assert_eq!(folder.run(&["add", "talks", "in"]).code, 0);
    let again = folder.run(&["add", "talks", "in/a.txt"]);
    assert_eq!(again.code, 0);
    assert!(
        again.out.contains("skipped, already in the project as "),
        "{}",
        again.out
    );
    assert!(folder.run(&["show", "talks"]).out.contains("1 article,"));
}

#[test]
fn claims_over_a_text_that_is_there_come_in_where_that_is_asked_for() {
    let folder = Folder::with_project();
    folder.put("talks.txt", "The mayor said the bridge is safe.");
    assert_eq!(folder.run(&["add", "talks", "talks.txt"]).code, 0);
    folder.put(
        "tasks.json",
        r#"[{"data": {"text": "The mayor said the bridge is safe."}, "annotations": [{"result": [{"id": "a",
            "from_name": "label", "type": "labels", "value": {"start": 15, "end": 33, "labels": ["Claim"]}}]}]}]"#,
    );
    let skipped = folder.run(&["add", "talks", "tasks.json"]);
    assert!(skipped.out.contains("skipped with its claim"), "{skipped:?}");
    let updated = folder.run(&["add", "talks", "tasks.json", "--update"]);
    assert!(
        updated.code == 0 && updated.out.contains("(1 claim added): "),
        "{updated:?}"
    );
    let listed = folder.run(&["show", "talks"]).out;
    assert!(listed.contains("1 article, 1 claim"), "{listed}");
}

#[test]
fn a_table_that_waits_for_its_columns_is_told_apart_from_what_cannot_be_read() {
    let folder = Folder::with_project();
    folder.put("in/a.csv", "x,y\nTalks,The army said so.\n");
    folder.put("in/b.txt", "The mayor said so.\n");
    let dry = folder.run(&["add", "talks", "in", "--dry-run"]);
    assert_eq!(dry.code, 1);
    assert!(
        dry.out
            .contains("Would add 1 article to talks\n1 table needs --map\n"),
        "{}",
        dry.out
    );
    for words in [
        "could not tell which column of this table (CSV) holds the article text; columns: x, y: ",
        "hint: Map the columns: --map text=",
    ] {
        assert!(dry.err.contains(words), "{}", dry.err);
    }
}

#[test]
fn a_table_is_shown_before_it_is_added_and_its_page_is_kept() {
    let folder = Folder::with_project();
    folder.put(
        "in/a.csv",
        "Kopf;Wortlaut;Tag\nTalks;The army said so.;2024-02-11\nMore;;\n",
    );
    folder.put(
        "in/page.html",
        "<html lang=en><title>A page</title><p>The mayor said so.</p></html>",
    );
    let map = ["--map", "text=Wortlaut,title=Kopf,published=Tag"];
    let dry = folder.run(&["add", "talks", "in", "--dry-run", map[0], map[1]]);
    assert_eq!(dry.code, 0, "{dry:?}");
    for words in [
        "format  date        lang  paragraphs  words  title",
        "csv     2024-02-11  –              1      4  Talks",
        "html    –           en             1      4  A page",
        "1 entry without text was skipped",
        "Would add 2 articles to talks",
    ] {
        assert!(dry.out.contains(words), "{words} is missing in:\n{}", dry.out);
    }
    assert!(folder.run(&["show", "talks"]).out.contains("No articles yet"));
    let added = folder.run(&["add", "talks", "in", map[0], map[1]]);
    assert!(added.out.contains("Added 2 articles to talks"), "{added:?}");
    assert!(folder.path("talks/originals/page.html").is_file());
    let quoted = folder.run(&["add", "talks", "in/a.csv", "--map", "text=\"Wortlaut, ganz\""]);
    assert!(
        quoted.err.contains("no column “Wortlaut, ganz”"),
        "{}",
        quoted.err
    );
    let wrong = folder.run(&["add", "talks", "in/a.csv", "--map", "body=Wortlaut"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("unknown field “body”"),
        "{wrong:?}"
    );
    let missing = folder.run(&["add", "talks", "in/a.csv", "--map", "text=Body"]);
    assert!(
        missing.code == 1 && missing.err.contains("columns: Kopf, Wortlaut, Tag"),
        "{missing:?}"
    );
}

#[test]
fn a_format_that_is_said_counts_more_than_the_content() {
    let folder = Folder::with_project();
    folder.put("a.html", "<html><title>T</title><p>The mayor said so.</p></html>");
    let added = folder.run(&["add", "talks", "a.html", "--format", "text"]);
    assert!(added.code == 0 && added.out.contains("<html>"), "{added:?}");
    assert_eq!(folder.run(&["add", "talks", "a.html", "--format", "doc"]).code, 2);
}

#[test]
fn of_a_folder_only_texts_are_taken_but_whatever_is_named_is_read() {
    let folder = Folder::with_project();
    folder.put("in/a.txt", "A title\n\nSomebody said something.\n");
    folder.put("in/.hidden.txt", "Hidden\n\nSomebody said something else.\n");
    folder.put("in/notes.log", "Notes\n\nSomebody said a third thing.\n");
    let added = folder.run(&["add", "talks", "in"]);
    assert!(
        added.code == 0 && added.out.contains("Added 1 article to talks"),
        "{added:?}"
    );
    let told = "files of other kinds were not read: 1 .log";
    assert!(added.out.contains(told), "{added:?}");
    let added = folder.run(&["add", "talks", "in/notes.log"]);
    assert!(
        added.code == 0 && added.out.contains("Added 1 article to talks"),
        "{added:?}"
    );
    folder.put("logs/b.log", "words");
    assert_eq!(folder.run(&["add", "talks", "logs"]).code, 1);
}

#[test]
fn the_sample_is_shown_claim_by_claim() {
    let listed = sayso(&["show", SAMPLE]);
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    assert!(listed.out.contains("4 articles"));
    let claims = sayso(&["show", SAMPLE, "coalition-talks"]);
    assert_eq!((claims.code, claims.err.as_str()), (0, ""));
    for words in [
        "Iraqi army ▸ announced that ▸",
        "International coalition and United States ▸",
        "✓",
        "≠ split",
    ] {
        assert!(
            claims.out.contains(words),
            "{words} is missing in:\n{}",
            claims.out
        );
    }
    assert_eq!(
        sayso(&["show", SAMPLE, "coal"]).out,
        claims.out,
        "the beginning of an id will do"
    );
    let unknown = sayso(&["show", SAMPLE, "no-such"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("no article “no-such” in this project"));
}

#[test]
fn what_goes_into_a_file_or_a_pipe_has_no_colour() {
    for arguments in [
        &["show", SAMPLE][..],
        &["show", SAMPLE, "coal"],
        &["check", SAMPLE],
    ] {
        assert!(!sayso(arguments).out.contains('\u{1b}'));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colour_unless_it_is_unwanted() {
    use std::process::{Command, Stdio};
    // `script` runs a program on a terminal of its own.
    let on_a_terminal = |name: &str, value: &str| {
        let mut command = Command::new("script");
        let line = format!("{} show {SAMPLE}", env!("CARGO_BIN_EXE_sayso"));
        command.args(["-qec", &line, "/dev/null"]).stdin(Stdio::null());
        command
            .env_remove("NO_COLOR")
            .env("TERM", "xterm")
            .env(name, value);
        command
            .output()
            .map(|output| String::from_utf8(output.stdout).unwrap())
    };
    let Ok(shown) = on_a_terminal("TERM", "xterm") else {
        println!("SKIPPED: there is no 'script' on this machine (Debian: bsdutils)");
        return;
    };
    assert!(shown.contains("\u{1b}[1mBaghdad talks"), "{shown}");
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let shown = on_a_terminal(name, value).unwrap();
        assert!(
            shown.contains("Baghdad talks") && !shown.contains('\u{1b}'),
            "{name}: {shown}"
        );
    }
}

#[test]
fn the_sample_has_no_problems_but_open_work() {
    let checked = sayso(&["check", SAMPLE]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
    assert!(checked.out.contains("Unattributed 2"), "{}", checked.out);
    assert!(
        checked.out.contains("No problems in 4 articles"),
        "{}",
        checked.out
    );
}

#[test]
fn check_finds_what_contradicts_itself_and_where() {
    let folder = Folder::with_sample();
    folder.replace(
        "talks/articles/coalition-talks.ron",
        "\"s-iraqi-army\"",
        "\"s-nobody\"",
    );
    let checked = folder.run(&["check", "talks"]);
    assert_eq!(checked.code, 1);
    let problem = checked
        .out
        .lines()
        .find(|line| line.contains("s-nobody"))
        .unwrap();
    assert!(problem.contains("line 3, c-"), "{problem}");
}

#[test]
fn an_export_is_the_same_twice_and_reviewed_claims_unless_all_are_wanted() {
    for format in ["csv", "jsonl"] {
        let export = |claims: &[&str]| sayso(&[&["export", SAMPLE, "--format", format], claims].concat());
        let reviewed = export(&[]);
        assert_eq!((reviewed.code, reviewed.err.as_str()), (0, ""));
        assert_eq!(reviewed.out, export(&["--claims", "reviewed"]).out);
        let all = export(&["--claims", "all", "--out", "-"]);
        assert!(all.out.len() > reviewed.out.len());
        assert!(!reviewed.out.contains("unreviewed") && all.out.contains("unreviewed"));
    }
}

#[test]
fn an_export_into_a_file_is_the_same_as_one_into_a_pipe() {
    let folder = Folder::with_sample();
    folder.put("talks.csv", "an older export");
    let Answer { out, .. } = folder.run(&["export", "talks", "--format", "csv"]);
    let told = folder.run(&["export", "talks", "--format", "csv", "--out", "talks.csv"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(
        told.out
            .starts_with("Exported 31 claims of 3 articles to talks.csv"),
        "{}",
        told.out
    );
    assert_eq!(fs::read_to_string(folder.path("talks.csv")).unwrap(), out);
    let left: Vec<_> = fs::read_dir(folder.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "nothing else is left behind: {left:?}");
}

#[test]
fn an_export_of_nothing_says_how_to_get_more() {
    let folder = Folder::with_sample();
    for article in ["attacks-on-bases", "coalition-talks", "muhadathat-baghdad"] {
        for ending in ["ron", "txt"] {
            fs::remove_file(folder.path(&format!("talks/articles/{article}.{ending}"))).unwrap();
        }
    }
    let told = folder.run(&["export", "talks", "--format", "csv"]);
    assert_eq!(told.code, 0);
    assert_eq!(told.out.lines().count(), 1);
    assert!(told.err.contains("--claims all"), "{}", told.err);
}

#[test]
fn looking_at_a_project_changes_nothing_in_it() {
    let folder = Folder::with_sample();
    let before = folder.listing("talks");
    for arguments in [
        &["show", "talks"][..],
        &["show", "talks", "coal"],
        &["check", "talks"],
        &["export", "talks", "--format", "jsonl"],
    ] {
        assert_eq!(folder.run(arguments).code, 0);
    }
    assert_eq!(folder.listing("talks"), before);
}

#[test]
fn verbose_says_what_is_done_on_the_standard_error_only() {
    let quiet = sayso(&["show", SAMPLE]);
    let verbose = sayso(&["show", SAMPLE, "--verbose"]);
    assert_eq!(quiet.err, "");
    assert_eq!(verbose.out, quiet.out);
    assert!(verbose.err.contains("project read"), "{}", verbose.err);
    assert!(verbose.err.contains("claims=52"), "{}", verbose.err);
    assert!(!verbose.err.contains("Baghdad"), "{}", verbose.err);
}
