//! Holds README.md and ARCHITECTURE.md to what is true: keys, commands, what the program prints, the
//! excerpts of files, and the names of rooms and tests. What the pages explain in prose is not tested.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

#[path = "cli/program.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of the command line, which use all of it"
)]
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use program::{SAMPLE, answer, program};
use sayso::export::Format;
use sayso::ui::bus::command::{ENTRIES, Entry};

/// Stands in the pages for lines that are left out.
const LEFT_OUT: &str = "…";

fn page(name: &str) -> String {
    fs::read_to_string(at_home(name)).unwrap()
}

fn at_home(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The fenced blocks of a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("```{language}\n");
    let after = page.split(opening.as_str()).skip(1);
    after.map(|rest| rest.split("```").next().unwrap()).collect()
}

/// What stands between backticks on a line, outside fenced blocks.
fn code_spans(page: &str) -> Vec<&str> {
    let prose = page.split("```").step_by(2);
    let lines = prose.flat_map(str::lines);
    lines
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn the_readme_lists_every_command_with_its_keys() {
    let readme = page("README.md");
    let rows: BTreeMap<&str, &str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "))
        .collect();
    let wrong: Vec<String> = ENTRIES
        .iter()
        .filter(|entry| rows.get(entry.label).copied() != Some(&keys_of(entry)))
        .map(|entry| format!("| {} | {} |", entry.label, keys_of(entry)))
        .collect();
    assert!(
        wrong.is_empty(),
        "README.md lacks these rows:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_readme_lists_no_key_that_is_none() {
    let readme = page("README.md");
    let mut groups: Vec<&str> = ENTRIES.iter().map(|entry| entry.group.label()).collect();
    groups.dedup();
    for group in groups {
        let section = readme.split(&format!("### {group}\n")).nth(1);
        let section = section.unwrap_or_else(|| panic!("README.md has no heading '{group}'"));
        let section = section.split("\n#").next().unwrap();
        let mut listed = section
            .lines()
            .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
            .skip_while(|label| *label != "Command")
            .skip(1)
            .filter(|label| !label.starts_with("---"));
        let stray = listed.find(|label| {
            !ENTRIES
                .iter()
                .any(|entry| entry.label == *label && entry.group.label() == group)
        });
        assert_eq!(stray, None, "under '{group}'");
    }
}

#[test]
fn the_readme_lists_every_format_as_the_program_does() {
    let readme = page("README.md");
    let rows: Vec<String> = Format::ALL
        .iter()
        .map(|format| {
            let or = |text: &'static str, none: &'static str| if text.is_empty() { none } else { text };
            let (drops, unit) = (or(format.drops, "Nothing."), or(format.offset_unit, "none"));
            let (key, name, whom, keeps) = (format.key, format.name, format.for_whom, format.keeps);
            format!("| `{key}` | {name} | {whom} | {keeps} | {drops} | {unit} |")
        })
        .collect();
    let table = rows.join("\n");
    assert!(readme.contains(&table), "README.md lacks this table:\n{table}");
}

/// The keys of a command as the page writes them: '`Ctrl Shift Z` or `Ctrl Y`'; a dash for none.
fn keys_of(entry: &Entry) -> String {
    let mut keys: Vec<String> = Vec::new();
    for caps in entry.keys.iter().map(|keys| keys.caps().replace('⌘', "Ctrl")) {
        // Some keyboards report '?' as the key it is typed with.
        if caps != "Shift Slash" && !keys.contains(&format!("`{caps}`")) {
            keys.push(format!("`{caps}`"));
        }
    }
    match keys.is_empty() {
        true => "–".to_owned(),
        false => keys.join(" or "),
    }
}

/// A folder with the bundled project where the pages have it.
fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    for folder in ["", "articles"] {
        let from = Path::new(SAMPLE).join(folder);
        let to = desk.path().join("projects/baghdad-talks").join(folder);
        fs::create_dir_all(&to).unwrap();
        for file in fs::read_dir(from).unwrap().map(Result::unwrap) {
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        }
    }
    desk
}

/// The words of a command line, with single quotation marks around some of them.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// Whether lines are those shown, where some of these may be left out.
fn is_shown(shown: &[&str], lines: &[&str]) -> bool {
    match shown.split_first() {
        None => lines.is_empty(),
        Some((&LEFT_OUT, rest)) => (0..=lines.len()).any(|skipped| is_shown(rest, &lines[skipped..])),
        Some((first, rest)) => lines.first() == Some(first) && is_shown(rest, &lines[1..]),
    }
}

#[test]
fn commands_of_the_readme_print_what_it_shows() {
    let readme = page("README.md");
    let desk = desk();
    let mut shown_commands = 0;
    for block in blocks(&readme, "console") {
        for command in block.split("$ ").skip(1) {
            let (line, shown) = command.split_once('\n').unwrap();
            let Some(arguments) = line.strip_prefix("sayso") else {
                continue;
            };
            let answer = answer(program().args(words(arguments)).current_dir(desk.path()));
            let printed = format!("{}{}", answer.out, answer.err);
            let shown: Vec<&str> = shown.trim_end().lines().collect();
            let lines: Vec<&str> = printed.trim_end().lines().collect();
            assert!(is_shown(&shown, &lines), "{line}\n{printed}");
            shown_commands += 1;
        }
    }
    assert!(shown_commands > 4, "the examples were not found");
}

#[test]
fn every_command_line_of_the_readme_is_understood() {
    let readme = page("README.md");
    let desk = desk();
    let spans = code_spans(&readme).into_iter();
    let lines = blocks(&readme, "sh")
        .into_iter()
        .flat_map(str::lines)
        .chain(spans);
    let commands: Vec<Vec<String>> = lines
        .filter_map(|line| line.strip_prefix("sayso ").map(words))
        .collect();
    assert!(commands.len() > 2, "the command lines were not found");
    for arguments in commands {
        let answer = answer(program().args(&arguments).current_dir(desk.path()));
        let line = arguments.join(" ");
        assert_ne!(answer.code, 2, "sayso {line}\n{}", answer.err);
        // A mistyped command would be taken for the path of an article to be opened.
        let is_path = |word: &str| word.starts_with(char::is_uppercase) || desk.path().join(word).exists();
        let opens_window = answer.err.contains("no display");
        assert!(
            !opens_window || arguments.iter().all(|word| is_path(word)),
            "sayso {line}"
        );
    }
}

#[test]
fn every_make_target_of_the_readme_is_there() {
    let (readme, makefile) = (page("README.md"), page("Makefile"));
    let blocks = blocks(&readme, "sh");
    let lines = blocks
        .iter()
        .copied()
        .flat_map(str::lines)
        .chain(code_spans(&readme));
    let targets: Vec<&str> = lines
        .filter_map(|line| line.strip_prefix("make ")?.split_whitespace().next())
        .collect();
    assert!(
        targets.contains(&"run") && targets.contains(&"test"),
        "{targets:?}"
    );
    for target in targets {
        assert!(makefile.contains(&format!("\n{target}: ##")), "make {target}");
    }
}

#[test]
fn excerpts_of_files_stand_in_the_sample() {
    let files: Vec<String> = ["", "articles"]
        .into_iter()
        .flat_map(|folder| fs::read_dir(Path::new(SAMPLE).join(folder)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let readme = page("README.md");
    let excerpts = blocks(&readme, "ron");
    assert!(!excerpts.is_empty(), "the excerpts were not found");
    for excerpt in excerpts {
        let shown: Vec<&str> = excerpt.trim_end().lines().map(str::trim_end).collect();
        let shown: Vec<&str> = shown
            .into_iter()
            .map(|line| if line.trim() == LEFT_OUT { LEFT_OUT } else { line })
            .collect();
        let is_in = |file: &String| is_shown(&shown, &file.lines().collect::<Vec<_>>());
        assert!(files.iter().any(is_in), "in no file of the sample:\n{excerpt}");
    }
}

#[test]
fn files_that_the_pages_name_are_there() {
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let page = page(name);
        let links = page
            .split("](")
            .skip(1)
            .map(|rest| rest.split(')').next().unwrap());
        let paths = code_spans(&page).into_iter().filter(|span| {
            ["src/", "tests/", "assets/", "projects/"]
                .iter()
                .any(|top| span.starts_with(top))
        });
        for path in links.chain(paths) {
            // Pictures come from `make screenshots`, which a fresh copy of the sources may not have run.
            let unmade = path.starts_with("docs/") && !at_home("docs").exists();
            let outside = path.contains("://") || path.starts_with('#');
            assert!(outside || unmade || at_home(path).exists(), "{name} names {path}");
        }
    }
}

#[test]
fn the_architecture_page_names_every_room_and_only_tests_that_are_there() {
    let page = page("ARCHITECTURE.md");
    let library = fs::read_to_string(at_home("src/lib.rs")).unwrap();
    let rooms = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for room in rooms {
        assert!(
            page.contains(&format!("\n  {room}/ ")) || page.contains(&format!("\n  {room}.rs ")),
            "the tree lacks {room}"
        );
    }
    let mut sources = String::new();
    for folder in ["src", "tests"] {
        read_sources(&at_home(folder), &mut sources);
    }
    let is_test = |name: &&str| name.matches('_').count() > 2 && !name.contains(['.', '/', ' ', ':']);
    let tests: Vec<&str> = code_spans(&page).into_iter().filter(is_test).collect();
    assert!(tests.len() > 8, "the tests were not found");
    for test in tests {
        assert!(
            sources.contains(&format!("fn {test}(")),
            "there is no test {test}"
        );
    }
}

fn read_sources(folder: &Path, sources: &mut String) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            read_sources(&path, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            sources.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}
