//! What can go wrong with files, disks, pipes and displays.

use std::fs::{self, File, OpenOptions};
use std::process::{Command, Stdio};

use super::program::{Answer, Folder, SAMPLE, answer, program};

/// One message that names the file, and the exit code for problems.
fn assert_told(answer: &Answer, name: &str) {
    assert_eq!(answer.code, 1, "{answer:?}");
    let told = answer.err.lines().filter(|line| line.contains(name)).count();
    assert_eq!(told, 1, "{name} is named once in:\n{}", answer.err);
}

#[test]
fn a_project_that_is_not_there_is_named() {
    let folder = Folder::new();
    for arguments in [
        &["show", "gone"][..],
        &["check", "gone"],
        &["export", "gone", "--format", "csv"],
        &["add", "gone", "a.txt"],
    ] {
        let told = folder.run(arguments);
        assert_told(&told, "gone");
        assert!(told.err.contains("hint:"), "{}", told.err);
        assert_eq!(told.out, "");
    }
}

#[test]
fn a_folder_that_is_no_project_is_named() {
    let folder = Folder::new();
    folder.put("letters/a.txt", "Dear sir\n");
    assert_told(&folder.run(&["show", "letters"]), "letters");
    assert_told(&folder.run(&["new", "letters"]), "letters");
}

#[test]
fn a_project_is_not_made_twice() {
    let folder = Folder::with_project();
    let before = folder.listing("talks");
    assert_told(&folder.run(&["new", "talks"]), "talks");
    assert_eq!(folder.listing("talks"), before);
}

#[test]
fn a_project_cannot_be_made_inside_a_file() {
    let folder = Folder::new();
    folder.put("file", "words");
    assert_told(&folder.run(&["new", "file/talks"]), "file/talks");
}

#[test]
fn a_truncated_project_file_is_named_with_its_line() {
    let folder = Folder::with_sample();
    let path = folder.path("talks/project.ron");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    for arguments in [
        &["show", "talks"][..],
        &["check", "talks"],
        &["add", "talks", "a.txt"],
    ] {
        assert_told(&folder.run(arguments), "project.ron:");
    }
}

#[test]
fn a_broken_article_is_named_with_its_line_and_the_rest_is_there() {
    let folder = Folder::with_sample();
    let path = folder.path("talks/articles/coalition-talks.ron");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("title:", "title", 1)).unwrap();
    let shown = folder.run(&["show", "talks"]);
    assert_told(&shown, "coalition-talks.ron:");
    assert!(shown.out.contains("3 articles"), "{}", shown.out);
    let checked = folder.run(&["check", "talks"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("coalition-talks.ron:"), "{}", checked.out);
    let exported = folder.run(&["export", "talks", "--format", "csv"]);
    assert_told(&exported, "coalition-talks.ron:");
    assert!(exported.out.contains("attacks-on-bases"));
}

#[test]
fn a_project_written_by_a_newer_version_is_told() {
    let folder = Folder::with_sample();
    let path = folder.path("talks/project.ron");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("format: 1", "format: 2", 1)).unwrap();
    let told = folder.run(&["check", "talks"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.out.contains("newer version"), "{}", told.out);
}

#[test]
fn a_text_changed_by_hand_is_told_and_nothing_is_lost() {
    let folder = Folder::with_sample();
    folder.put(
        "talks/articles/coalition-talks.txt",
        "Nothing of what stood here is left.\n",
    );
    let checked = folder.run(&["check", "talks"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("coalition-talks.txt"), "{}", checked.out);
    assert!(
        checked.out.contains("Words not found in the text"),
        "{}",
        checked.out
    );
    let exported = folder.run(&["export", "talks", "--format", "jsonl", "--claims", "all"]);
    assert_eq!(exported.out.matches("{\"type\":\"claim\"").count(), 52);
}

#[test]
fn a_missing_text_is_told() {
    let folder = Folder::with_sample();
    fs::remove_file(folder.path("talks/articles/coalition-talks.txt")).unwrap();
    assert_told(&folder.run(&["show", "talks"]), "coalition-talks.txt");
}

#[test]
fn articles_that_are_not_text_or_empty_are_named_with_the_reason() {
    let folder = Folder::with_project();
    folder.put_bytes("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n");
    folder.put("empty.txt", "");
    folder.put("blank.txt", " \n\n\t\n");
    for name in ["a.pdf", "empty.txt", "blank.txt", "missing.txt"] {
        let told = folder.run(&["add", "talks", name]);
        assert_told(&told, name);
        assert!(told.err.contains("hint:"), "{}", told.err);
    }
}

#[test]
fn a_line_too_long_to_work_in_is_told_and_one_of_20_megabytes_refused() {
    let folder = Folder::with_project();
    folder.put("long.txt", &format!("A title\n\n{}\n", "said ".repeat(1 << 19)));
    let added = folder.run(&["add", "talks", "long.txt"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert!(added.out.contains("line 3 is "), "{}", added.out);
    folder.put("longer.txt", &"said ".repeat(4 << 20));
    let refused = folder.run(&["add", "talks", "longer.txt"]);
    assert_told(&refused, "longer.txt");
    assert!(refused.err.contains("too large"), "{}", refused.err);
    assert_eq!(folder.run(&["check", "talks"]).code, 0);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_project();
    folder.put("closed/a.txt", "words");
    let closed = folder.path("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let readable_all_the_same = fs::read_dir(&closed).is_ok();
    let told = folder.run(&["add", "talks", "closed"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    if readable_all_the_same {
        println!("SKIPPED: this user reads folders without permission");
    } else {
        assert_told(&told, "closed");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_by_every_command_that_writes() {
    let folder = Folder::with_sample();
    for format in ["csv", "jsonl"] {
        let told = folder.run(&["export", "talks", "--format", format, "--out", "/dev/full"]);
        assert_told(&told, "/dev/full");
        assert!(told.err.contains("No space left"), "{}", told.err);
    }
    for arguments in [
        &["show", "talks"][..],
        &["check", "talks"],
        &["export", "talks", "--format", "csv"],
        &["--help"],
    ] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let told = folder.program().args(arguments).stdout(full).output().unwrap();
        let err = String::from_utf8(told.stderr).unwrap();
        assert_eq!(told.status.code(), Some(1), "{arguments:?}: {err}");
        assert!(err.contains("standard output"), "{arguments:?}: {err}");
    }
}

#[test]
fn an_export_into_a_folder_that_is_not_there_is_named_and_leaves_nothing() {
    let folder = Folder::with_sample();
    let told = folder.run(&["export", "talks", "--format", "csv", "--out", "no/where.csv"]);
    assert_told(&told, "no/where.csv");
    let told = folder.run(&["export", "talks", "--format", "csv", "--out", "talks"]);
    assert_told(&told, "talks");
    assert_eq!(fs::read_dir(folder.path(".")).unwrap().count(), 1);
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    for arguments in [
        &["show", SAMPLE, "coal"][..],
        &["export", SAMPLE, "--format", "jsonl"],
        &["--help"],
    ] {
        let mut child = program()
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), err.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_project_that_somebody_works_on_takes_no_articles_and_says_who() {
    let folder = Folder::with_project();
    folder.put("a.txt", "A title\n\nWords.\n");
    let lock = folder.path("talks/.sayso/lock");
    let held = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock)
        .unwrap();
    held.lock().unwrap();
    let told = folder.run(&["add", "talks", "a.txt"]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("in use by another program"), "{}", told.err);
    assert_eq!(folder.run(&["show", "talks"]).code, 0, "to look at it is allowed");
}

#[cfg(unix)]
#[test]
fn a_project_that_leads_elsewhere_takes_no_articles_and_names_the_link() {
    let folder = Folder::with_project();
    folder.put("a.txt", "A title\n\nWords.\n");
    folder.put("thesis.docx", "ten years of work");
    let lock = folder.path("talks/.sayso/lock");
    fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink(folder.path("thesis.docx"), &lock).unwrap();
    let told = folder.run(&["add", "talks", "a.txt"]);
    assert_told(&told, ".sayso/lock");
    assert!(
        told.err.contains("a link") && told.err.contains("hint:"),
        "{}",
        told.err
    );
    let checked = folder.run(&["check", "talks"]);
    assert!(
        checked.code == 1 && checked.out.contains(".sayso/lock"),
        "{checked:?}"
    );
    assert_eq!(
        fs::read_to_string(folder.path("thesis.docx")).unwrap(),
        "ten years of work"
    );
}

#[cfg(unix)]
#[test]
fn names_of_files_cannot_act_on_the_terminal() {
    let folder = Folder::new();
    let told = answer(folder.program().args(["show", "a\u{1b}[2Jb"]));
    assert_eq!(told.code, 1);
    assert!(
        !told.err.contains('\u{1b}') && told.err.contains("a␛[2Jb"),
        "{}",
        told.err
    );
}

#[test]
fn without_a_display_one_sentence_names_the_command_line() {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .arg("projects/baghdad-talks")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("it can be started");
    assert!(!output.status.success());
    assert_eq!(output.stdout, b"");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("no display found, so no window can be opened") && said.contains("sayso show PROJECT"),
        "{said}"
    );
    assert_eq!(
        said.trim().lines().filter(|line| !line.trim().is_empty()).count(),
        2,
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
}
