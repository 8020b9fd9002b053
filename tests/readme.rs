//! Checks README.md, ARCHITECTURE.md and the pages in docs against the program: keys, commands, formats, what
//! the program prints, excerpts of files, links, and the names of rooms and tests. Prose is not tested.

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
use sayso::export::{ClaimSelection, Format, preview};
use sayso::model::{Head, Project};
use sayso::ui::bus::command::{ENTRIES, Entry};

/// Stands in the pages for lines that are left out.
const LEFT_OUT: &str = "…";

/// The README introduces the program; reference belongs in docs.
const MAX_README_LINES: usize = 140;

const KEYBOARD: &str = "docs/keyboard.md";
const EXPORT: &str = "docs/export.md";
const COMMAND_LINE: &str = "docs/command-line.md";
const PROJECT_FILES: &str = "docs/project-files.md";

/// The names of all pages: those at the top of the repository, then those in docs.
fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    for folder in ["", "docs/"] {
        let mut names: Vec<String> = fs::read_dir(at_home(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "md"))
            .collect();
        names.sort();
        pages.extend(names.iter().map(|name| format!("{folder}{name}")));
    }
    assert!(pages.len() > 8, "the pages were not found");
    pages
}

/// All pages, one after the other. Each ends outside a fenced block.
fn all_pages() -> String {
    let pages = pages();
    let texts = pages.iter().map(|name| {
        let text = page(name);
        assert_eq!(text.matches("```").count() % 2, 0, "a block of {name} has no end");
        text
    });
    texts.collect::<Vec<_>>().join("\n")
}

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
fn the_keyboard_page_lists_every_command_with_its_keys() {
    let keyboard = page(KEYBOARD);
    let rows: BTreeMap<&str, &str> = keyboard
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "))
        .collect();
    let wrong: Vec<String> = ENTRIES
        .iter()
        .filter(|entry| rows.get(entry.command.label()).copied() != Some(&keys_of(entry)))
        .map(|entry| format!("| {} | {} |", entry.command.label(), keys_of(entry)))
        .collect();
    assert!(
        wrong.is_empty(),
        "{KEYBOARD} lacks these rows:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_keyboard_page_lists_no_key_that_is_none() {
    let keyboard = page(KEYBOARD);
    let mut groups: Vec<&str> = ENTRIES.iter().map(|entry| entry.group.label()).collect();
    groups.dedup();
    for group in groups {
        let section = keyboard.split(&format!("### {group}\n")).nth(1);
        let section = section.unwrap_or_else(|| panic!("{KEYBOARD} has no heading '{group}'"));
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
                .any(|entry| entry.command.label() == *label && entry.group.label() == group)
        });
        assert_eq!(stray, None, "under '{group}'");
    }
}

#[test]
fn the_export_page_lists_every_format_as_the_program_does() {
    let export = page(EXPORT);
    let rows: Vec<String> = Format::ALL
        .iter()
        .map(|format| {
            let unit = match format.offset_unit {
                "" => "none",
                unit => unit,
            };
            let (key, name, audience) = (format.key, format.name(), format.audience());
            let (includes, leaves_out) = (format.includes(), format.leaves_out());
            format!("| `{key}` | {name} | {audience} | {includes} | {leaves_out} | {unit} |")
        })
        .collect();
    let table = rows.join("\n");
    assert!(export.contains(&table), "{EXPORT} lacks this table:\n{table}");
    let count = format!("{} formats", Format::ALL.len());
    assert!(
        page("README.md").contains(&count),
        "README.md does not say '{count}'"
    );
}

#[test]
fn the_export_page_lists_every_column_of_the_tables_in_order() {
    let table = Format::by_key("csv-plain").unwrap();
    let project = Project::new(Head::titled("Talks"));
    let header = preview(table, &project, &ClaimSelection::ALL, 1);
    let text = page(EXPORT);
    let section = text.split("## Columns of the tables").nth(1).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let listed: Vec<&str> = rows
        .flat_map(|row| row.split(" |").next().unwrap_or_default().split(", "))
        .map(|name| name.trim_matches('`'))
        .collect();
    assert_eq!(listed.join(","), header);
}

#[test]
fn the_command_line_page_names_every_format_that_add_reads() {
    let help = answer(program().args(["add", "--help"])).out;
    // The help is wrapped to the terminal's width.
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = help.split("[possible values:").nth(1).unwrap();
    let values = values.split(']').next().unwrap();
    let text = page(COMMAND_LINE);
    let named = code_spans(&text);
    let missing: Vec<&str> = values
        .split(',')
        .map(str::trim)
        .filter(|value| !named.contains(value))
        .collect();
    assert!(missing.is_empty(), "{COMMAND_LINE} does not name {missing:?}");
}

#[test]
fn keys_in_the_prose_belong_to_a_command() {
    /// Keys of the table of claims, which are no commands.
    const OF_TABLES: &[&str] = &["Ctrl A"];
    let known: Vec<String> = ENTRIES.iter().flat_map(caps_of).collect();
    let is_key = |span: &str| {
        let is_function = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
        let modified = ["Ctrl+", "Alt+", "Shift+"]
            .iter()
            .any(|start| span.starts_with(start));
        modified || span.strip_prefix('F').is_some_and(is_function)
    };
    let mut seen = 0;
    for name in pages() {
        let text = page(&name);
        for span in code_spans(&text).into_iter().filter(|span| is_key(span)) {
            let caps = span.replace('+', " ");
            let is_known = known.contains(&caps) || OF_TABLES.contains(&caps.as_str());
            assert!(is_known, "{name} names the key {span}, which does nothing");
            seen += 1;
        }
    }
    assert!(seen > 9, "the keys were not found");
}

#[test]
fn the_readme_stays_short() {
    let lines = page("README.md").lines().count();
    assert!(lines <= MAX_README_LINES, "README.md has {lines} lines");
}

/// The keys of a command as the page writes them: '`Ctrl Shift Z` or `Ctrl Y`'; a dash for none.
fn keys_of(entry: &Entry) -> String {
    let keys: Vec<String> = caps_of(entry).iter().map(|caps| format!("`{caps}`")).collect();
    if keys.is_empty() {
        "–".to_owned()
    } else {
        keys.join(" or ")
    }
}

/// The keys of a command as its key caps show them: 'Ctrl Shift Z'.
fn caps_of(entry: &Entry) -> Vec<String> {
    let caps = entry.keys.iter().map(|keys| keys.caps().replace('⌘', "Ctrl"));
    caps.collect()
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
fn commands_of_the_pages_print_what_they_show() {
    let pages = all_pages();
    let desk = desk();
    let mut shown_commands = 0;
    for block in blocks(&pages, "console") {
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
fn every_command_line_of_the_pages_is_understood() {
    let pages = all_pages();
    let desk = desk();
    let spans = code_spans(&pages).into_iter();
    let lines = blocks(&pages, "sh").into_iter().flat_map(str::lines).chain(spans);
    let commands: Vec<Vec<String>> = lines
        .filter_map(|line| line.strip_prefix("sayso ").map(words))
        .collect();
    assert!(commands.len() > 2, "the command lines were not found");
    for arguments in commands {
        if let [command] = arguments.as_slice()
            && command.chars().all(|c| c.is_ascii_lowercase())
        {
            // A command that is only named.
            let help = answer(program().args([command, "--help"])).out;
            let usage = format!("Usage: sayso {command} ");
            assert!(help.contains(&usage), "there is no command sayso {command}");
            continue;
        }
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
fn every_make_target_of_the_pages_is_there_and_contributors_find_them_all() {
    let (pages, makefile) = (all_pages(), page("Makefile"));
    let targets = targets_of(&pages);
    assert!(
        targets.contains(&"run") && targets.contains(&"test"),
        "{targets:?}"
    );
    for target in targets {
        assert!(makefile.contains(&format!("\n{target}: ##")), "make {target}");
    }
    let contributing = page("CONTRIBUTING.md");
    let told = targets_of(&contributing);
    let all = makefile
        .lines()
        .filter_map(|line| Some(line.split_once(": ## ")?.0));
    // These two tell of the others, and are called by them.
    for target in all.filter(|target| !["help", "setup"].contains(target)) {
        assert!(told.contains(&target), "CONTRIBUTING.md lacks make {target}");
    }
}

/// The targets of the command lines on a page.
fn targets_of(page: &str) -> Vec<&str> {
    let lines = blocks(page, "sh").into_iter().flat_map(str::lines);
    lines
        .chain(code_spans(page))
        .filter_map(|line| line.strip_prefix("make ")?.split_whitespace().next())
        .collect()
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
    let page = page(PROJECT_FILES);
    let excerpts = blocks(&page, "ron");
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
    for name in pages() {
        let page = page(&name);
        let folder = at_home(&name).parent().unwrap().to_owned();
        for link in links(&page).filter(|link| !link.contains("://")) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let file = match path {
                "" => at_home(&name),
                path => folder.join(path),
            };
            assert!(file.exists(), "{name} links to {link}");
            let has = heading.is_empty() || headings(&file).contains(&heading.to_owned());
            assert!(has, "{name} links to {link}, which has no such heading");
        }
        let paths = code_spans(&page).into_iter().filter(|span| {
            ["src/", "tests/", "assets/", "projects/", "docs/"]
                .iter()
                .any(|top| span.starts_with(top))
        });
        for path in paths {
            assert!(at_home(path).exists(), "{name} names {path}");
        }
    }
}

/// Where the links and pictures of a page lead.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("](")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap())
}

/// The headings of a page as links name them: 'Where your work is stored' is `where-your-work-is-stored`.
fn headings(file: &Path) -> Vec<String> {
    let page = fs::read_to_string(file).unwrap();
    let titles = page.lines().filter(|line| line.starts_with('#'));
    titles
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .replace(' ', "-")
        })
        .collect()
}

#[test]
fn the_table_of_contents_lists_every_page_of_the_docs() {
    let contents = page("docs/SUMMARY.md");
    let listed: Vec<&str> = links(&contents).collect();
    for name in pages() {
        if let Some(name) = name.strip_prefix("docs/").filter(|name| *name != "SUMMARY.md") {
            assert!(listed.contains(&name), "docs/SUMMARY.md lacks {name}");
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
