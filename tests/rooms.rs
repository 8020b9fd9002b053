//! The laws of the house as tests: which room may use which, who may touch files, threads, the
//! clock and the window, and that no user's text reaches egui's own text. Nothing of what the
//! program does is tested here.
//!
//! A law that must be broken in one place has its exception in the table beside it, with the
//! reason; an exception that nothing needs any more fails too.

#![expect(clippy::expect_used, reason = "a test says what went wrong by panicking")]

#[path = "support/imports.rs"]
mod imports;
#[path = "support/source.rs"]
mod source;

use std::collections::BTreeSet;

use imports::{Arrow, arrows, circles};
use source::{Kind, Source, Token, closing, split_at_commas};

/// Each room in the order of `src/lib.rs`, with the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("wording", &[]),
    ("text", &[]),
    ("typeset", &["text"]),
    ("model", &["text"]),
    ("report", &["model", "text"]),
    ("interchange", &["model"]),
    ("import", &["interchange", "model", "text"]),
    ("export", &["interchange", "model", "text"]),
    ("suggest", &["model", "text"]),
    ("compare", &["model", "text"]),
    ("proof", &["model", "text"]),
    ("audit", &["interchange", "model", "text"]),
    ("search", &["model", "text"]),
    ("merge", &["model", "text"]),
    ("store", &["merge", "report", "model", "text"]),
    (
        "session",
        &[
            "store", "merge", "search", "audit", "proof", "compare", "suggest", "export", "import", "report",
            "model", "text",
        ],
    ),
    (
        "cli",
        &[
            "session", "report", "merge", "search", "audit", "proof", "compare", "suggest", "export",
            "import", "model", "text",
        ],
    ),
    (
        "ui",
        &[
            "session", "report", "merge", "search", "audit", "proof", "compare", "suggest", "export",
            "import", "model", "typeset", "text",
        ],
    ),
    ("main", &["ui", "cli", "report"]),
];

/// The slices of the window, from the ground up. A slice sees those before it.
const SLICES: &[&str] = &[
    "bus",
    "kit",
    "find",
    "article",
    "speaker_picker",
    "suggestions",
    "inspector",
    "claims",
    "speakers",
    "compare",
    "review_queue",
    "guidelines",
    "check",
    "articles",
    "sidebar",
    "export",
    "import",
    "project",
    "tour",
    "help",
    "app",
];

/// So many files may use one another in a circle.
const MAX_CIRCLE: usize = 3;
/// So many of the window's own, which hold its parts together.
const MAX_APP_CIRCLE: usize = 7;
/// Larger circles that are still there: their folder, and of how many files they are.
const CIRCLE_EXCEPTIONS: &[(&str, usize)] = &[];

/// What only some rooms may name: the names (paths by their parts, methods with a dot before),
/// the rooms, and why. Test code may name them anywhere.
const KEPT: &[(&[&str], &[&str], &str)] = &[
    (
        &[
            "egui",
            "eframe",
            "epaint",
            "emath",
            "egui_extras",
            "egui_kittest",
            "rfd",
        ],
        &["ui"],
        "only ui knows the window",
    ),
    (
        &[
            "std::fs",
            "tempfile",
            "File::open",
            "OpenOptions",
            ".exists",
            ".try_exists",
            ".is_file",
            ".is_dir",
            ".canonicalize",
            ".read_dir",
            ".read_link",
            ".symlink_metadata",
        ],
        &["store"],
        "only store touches files",
    ),
    (
        &["std::thread", "thread::spawn", "thread::Builder", "thread::scope"],
        &["session"],
        "only session starts threads",
    ),
    (
        &["rayon"],
        &["session", "store"],
        "only session starts threads; store reads many files within one call",
    ),
    (
        &[
            "Instant::now",
            "SystemTime::now",
            "Timestamp::now",
            "ZonedDateTime::now",
        ],
        &["session"],
        "only session reads the clock",
    ),
    (
        &["getrandom"],
        &["session", "store"],
        "ids arrive inside the edit: only session draws lots, and store for the names of temporary files",
    ),
    (&["parley", "swash"], &["typeset"], "only typeset sets text"),
];

/// Where a kept name may stand all the same: the file, the name, and why.
const KEPT_EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("src/export/row.rs", "std::thread", ROWS),
    ("src/export/row.rs", "thread::Builder", ROWS),
    ("src/export/row.rs", "thread::scope", ROWS),
];
const ROWS: &str = "rows are made on several cores within one call, and the threads end with it";

/// The files outside `model` that may name the variants of `Edit`, and why.
const EDIT_EXCEPTIONS: &[(&str, &str)] = &[
    (
        "src/session/prepare.rs",
        "the acting reviewer comes with the edit that names them, and its marks are proved before it is applied",
    ),
    (
        "src/session/texts.rs",
        "the texts of the articles an edit concerns are read before it is applied",
    ),
    (
        "src/session/long_edit.rs",
        "what takes the slices of a long edit back is put together as one step",
    ),
];

#[test]
fn edits_are_made_in_the_model_alone() {
    let mut unused: BTreeSet<&str> = EDIT_EXCEPTIONS.iter().map(|(file, _)| *file).collect();
    let mut broken = Vec::new();
    for source in Source::all_under("src") {
        let Some(line) = edit_variant_in(&source).filter(|_| !source.path.starts_with("src/model/")) else {
            continue;
        };
        if !unused.remove(source.path.as_str()) {
            broken.push(format!(
                "{}:{line}: an edit is made here, but model/ops makes all of them",
                source.path
            ));
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    assert!(
        unused.is_empty(),
        "nothing needs these exceptions any more: {unused:?}"
    );
}

/// The line of the first variant of `Edit` that is named outside tests.
fn edit_variant_in(source: &Source) -> Option<usize> {
    let tokens = source.production();
    let is_variant = |window: &&[Token]| {
        let of_edit = window[0].is("Edit") && window[1].is("::");
        of_edit && (window[2].is("*") || window[2].is("{") || window[2].text.starts_with(char::is_uppercase))
    };
    tokens.windows(3).find(is_variant).map(|window| window[0].line)
}

#[test]
fn the_scanner_finds_edits_that_are_made_and_none_in_calls_types_and_tests() {
    let line = |text: &str| edit_variant_in(&Source::new("src/ui/x.rs", text));
    assert_eq!(line("\nfn f() { send(Edit::Claim(a, b, None)) }"), Some(2));
    assert_eq!(line("use crate::model::Edit::*;"), Some(1));
    assert_eq!(line("use crate::model::Edit::{Claim, Done};"), Some(1));
    for text in [
        "fn f(edit: Edit) -> Edit { Edit::nothing() }",
        "fn f(edit: BulkEdit) { BulkEdit::New }",
        "#[cfg(test)] mod tests { fn f() { Edit::Claim(a, b, None) } }",
        "// Edit::Claim",
    ] {
        assert_eq!(line(text), None, "{text}");
    }
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    let sources = Source::all_under("src");
    assert!(sources.len() > 3, "the source was not found");
    let broken: Vec<String> = sources.iter().flat_map(broken_arrows).collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn rooms_are_declared_in_the_order_of_the_ladder() {
    let sources = Source::all_under("src");
    let lib = sources
        .iter()
        .find(|source| source.path == "src/lib.rs")
        .expect("src/lib.rs");
    let declared: Vec<&str> = declared_modules(lib);
    let ladder = ROOMS
        .iter()
        .map(|(room, _)| *room)
        .filter(|room| declared.contains(room));
    assert_eq!(declared, ladder.collect::<Vec<_>>());
    for (place, (room, uses)) in ROOMS.iter().enumerate() {
        let below = |used: &&str| ROOMS[..place].iter().any(|(other, _)| other == used);
        assert!(uses.iter().all(below), "{room} may use a room above it");
    }
}

#[test]
fn a_slice_of_the_window_sees_only_slices_below_it() {
    let sources = Source::all_under("src/ui");
    let slices: BTreeSet<&str> = sources
        .iter()
        .filter_map(|source| slice_of(&source.path))
        .collect();
    assert_eq!(
        slices,
        SLICES.iter().copied().collect(),
        "the table is out of date"
    );
    let broken: Vec<String> = arrows(&Source::all_under("src"))
        .iter()
        .filter_map(wrong_sight)
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn few_files_use_one_another_in_a_circle() {
    let mut exceptions = CIRCLE_EXCEPTIONS.to_vec();
    let broken: Vec<String> = circles(&arrows(&Source::all_under("src")))
        .iter()
        .filter(|circle| {
            let known = |(folder, files): &(&str, usize)| {
                circle.len() == *files && circle.iter().all(|file| file.starts_with(folder))
            };
            match exceptions.iter().position(known) {
                Some(at) => {
                    exceptions.remove(at);
                    false
                }
                None => true,
            }
        })
        .filter_map(|circle| too_large(circle))
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    assert!(exceptions.is_empty(), "these circles are no more: {exceptions:?}");
}

#[test]
fn files_threads_the_clock_and_the_window_are_kept_to_their_rooms() {
    let mut unused: BTreeSet<_> = KEPT_EXCEPTIONS
        .iter()
        .map(|(file, name, _)| (*file, *name))
        .collect();
    let mut broken = Vec::new();
    for source in Source::all_under("src") {
        for (name, line, why) in kept_names(&source) {
            let exception = (source.path.as_str(), name);
            match KEPT_EXCEPTIONS
                .iter()
                .find(|(file, name, _)| (*file, *name) == exception)
            {
                Some((file, name, _)) => drop(unused.remove(&(*file, *name))),
                None => broken.push(format!("{}:{line}: {name} stands here, but {why}", source.path)),
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    assert!(
        unused.is_empty(),
        "nothing needs these exceptions any more: {unused:?}"
    );
}

#[test]
fn every_file_opens_by_saying_what_lives_in_it() {
    let silent: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(Source::all_under)
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "these do not open with `//! `: {silent:?}");
}

#[test]
fn no_file_is_longer_than_five_hundred_lines_of_code() {
    let long: Vec<String> = Source::all_under("src")
        .iter()
        .filter(|source| source.lines_of_code() > 500)
        .map(|source| format!("{} has {} lines of code", source.path, source.lines_of_code()))
        .collect();
    assert!(long.is_empty(), "a file this long is two files: {long:?}");
}

/// The slice that a file belongs to.
fn slice_of(path: &str) -> Option<&str> {
    let (slice, _) = path.strip_prefix("src/ui/")?.split_once('/')?;
    Some(slice)
}

/// What is wrong with an arrow between two slices.
fn wrong_sight(arrow: &Arrow) -> Option<String> {
    let place = |slice| SLICES.iter().position(|known| *known == slice);
    let (from, to) = (slice_of(&arrow.from)?, slice_of(&arrow.to)?);
    (place(to) > place(from)).then(|| {
        let Arrow {
            from: file,
            line,
            to: used,
        } = arrow;
        format!("{file}:{line}: the slice {from} may not see {to} ({used})")
    })
}

/// What is wrong with a circle: all its files.
fn too_large(circle: &[String]) -> Option<String> {
    let is_app = circle.iter().all(|file| slice_of(file) == Some("app"));
    let limit = if is_app { MAX_APP_CIRCLE } else { MAX_CIRCLE };
    (circle.len() > limit).then(|| format!("{} files in a circle: {}", circle.len(), circle.join(", ")))
}

/// Every use of a room that the table does not allow, as a complaint.
fn broken_arrows(source: &Source) -> Vec<String> {
    let module = source.module_path();
    let room = module.first().map_or("lib", String::as_str);
    if room == "lib" {
        return Vec::new();
    }
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!(
            "{}: the room {room} is not in the table of tests/rooms.rs",
            source.path
        )];
    };
    rooms_used(source)
        .into_iter()
        .filter(|(used, _)| used != room && !allowed.contains(&used.as_str()))
        .map(|(used, line)| format!("{}:{line}: {room} may not use {used}", source.path))
        .collect()
}

/// The first names of all paths from the crate's root, with their lines.
fn rooms_used(source: &Source) -> Vec<(String, usize)> {
    let tokens = &source.tokens;
    let mut used = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        if before.is_some_and(|before| before.is("::") || before.is(".")) {
            continue;
        }
        let depth = source.module_path().len() + token.inner_modules.len();
        let after_root = match token.text.as_str() {
            "crate" | "sayso" => Some(at + 1),
            "super" | "self" => after_supers(tokens, at, depth),
            _ => None,
        };
        if let Some(after_root) = after_root.filter(|_| token.kind == Kind::Word) {
            used.extend(first_names(tokens, after_root));
        }
    }
    used
}

/// Where the path goes on that has climbed from `depth` modules to the root; none if it stays in.
fn after_supers(tokens: &[Token], mut at: usize, mut depth: usize) -> Option<usize> {
    if tokens[at].is("self") && tokens.get(at + 1).is_some_and(|next| next.is("::")) {
        at += 2;
    }
    while depth > 0 && tokens.get(at).is_some_and(|token| token.is("super")) {
        depth -= 1;
        at += 1;
        if depth == 0 {
            return Some(at);
        }
        if tokens.get(at).is_some_and(|token| token.is("::")) {
            at += 1;
        }
    }
    None
}

/// What follows the root: `::name`, or the first name of each part of `::{…}`.
fn first_names(tokens: &[Token], at: usize) -> Vec<(String, usize)> {
    let (Some(colons), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
        return Vec::new();
    };
    if !colons.is("::") {
        return Vec::new();
    }
    if !next.is("{") {
        return vec![(next.text.clone(), next.line)];
    }
    let parts = split_at_commas(&tokens[at + 2..closing(tokens, at + 1)]);
    parts
        .into_iter()
        .filter_map(<[Token]>::first)
        .map(|token| (token.text.clone(), token.line))
        .collect()
}

fn declared_modules(lib: &Source) -> Vec<&str> {
    let declarations = lib
        .tokens
        .windows(3)
        .filter(|window| window[0].is("mod") && window[2].is(";"));
    declarations.map(|window| window[1].text.as_str()).collect()
}

/// The names that are kept to other rooms than this file's: name, line, reason.
fn kept_names(source: &Source) -> Vec<(&'static str, usize, &'static str)> {
    let module = source.module_path();
    let room = module.first().map_or("lib", String::as_str);
    let tokens = source.production();
    let mut found = Vec::new();
    for (names, rooms, why) in KEPT {
        if rooms.contains(&room) {
            continue;
        }
        for name in *names {
            let lines = (0..tokens.len())
                .filter(|&at| names_at(&tokens, at, name))
                .map(|at| tokens[at].line);
            found.extend(lines.map(|line| (*name, line, *why)));
        }
    }
    found
}

/// Whether `name` stands at this token: a path (also with its end in a group), a name or a method.
fn names_at(tokens: &[Token], at: usize, name: &str) -> bool {
    if tokens[at].kind != Kind::Word {
        return false;
    }
    let is = |at: Option<usize>, text: &str| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| token.is(text))
    };
    if let Some(method) = name.strip_prefix('.') {
        return tokens[at].text == method && is(at.checked_sub(1), ".") && is(Some(at + 1), "(");
    }
    match name.split_once("::") {
        // A name of a crate begins a path or is imported whole; a field of that name does not.
        None => tokens[at].text == name && !is(at.checked_sub(1), ".") && !is(Some(at + 1), ":"),
        Some((first, last)) => {
            if tokens[at].text != first || !is(Some(at + 1), "::") {
                return false;
            }
            if !is(Some(at + 2), "{") {
                return is(Some(at + 2), last);
            }
            let parts = split_at_commas(&tokens[at + 3..closing(tokens, at + 2)]);
            parts
                .into_iter()
                .any(|part| part.first().is_some_and(|token| token.is(last)))
        }
    }
}

fn used_in(path: &str, text: &str) -> Vec<String> {
    rooms_used(&Source::new(path, text))
        .into_iter()
        .map(|(room, _)| room)
        .collect()
}

fn kept_in(path: &str, text: &str) -> Vec<&'static str> {
    kept_names(&Source::new(path, text))
        .into_iter()
        .map(|(name, ..)| name)
        .collect()
}

#[test]
fn the_scanner_finds_a_room_however_it_is_reached() {
    let path = "src/export/csv.rs";
    assert_eq!(used_in(path, "use crate::model::Claim;"), ["model"]);
    assert_eq!(
        used_in(path, "use crate::{model::{Claim, Voice}, text, store::{self}};"),
        ["model", "text", "store"]
    );
    assert_eq!(
        used_in(path, "fn f() -> crate::ui::View { sayso::cli::run() }"),
        ["ui", "cli"]
    );
    assert_eq!(used_in(path, "use super::super::import::Warning;"), ["import"]);
    assert_eq!(
        used_in(path, "use super::super::{import, text::Span};"),
        ["import", "text"]
    );
    assert_eq!(used_in(path, "use self::super::super::store;"), ["store"]);
    assert_eq!(used_in("src/report.rs", "use super::ui;"), ["ui"]);
    assert_eq!(
        used_in("src/export/mod.rs", "mod tests { use super::super::ui; }"),
        ["ui"]
    );
    assert_eq!(used_in("src/lib.rs", "mod inner { use super::ui; }"), ["ui"]);
}

#[test]
fn the_scanner_finds_no_room_in_words_about_rooms() {
    let path = "src/export/csv.rs";
    for text in [
        "// use crate::ui;",
        "//! [`crate::ui`] is above.",
        "/* crate::ui /* nested */ crate::ui */",
        "let s = \"crate::ui\";",
        "let s = r#\"crate::ui \" crate::ui\"#;",
        "let s = \"\\\" crate::ui\";",
        "let c = '\"'; // crate::ui\"",
        "fn f<'a>(x: &'a str) { /* crate::ui */ }",
        "pub(crate) fn f() {}",
        "use super::Format;",
        "mod tests { use super::super::Format; }",
        "self.crate_name::ui()",
    ] {
        assert!(used_in(path, text).is_empty(), "{text}");
    }
}

#[test]
fn a_wrong_arrow_is_told_with_its_place() {
    let source = Source::new(
        "src/export/csv.rs",
        "//! x\n\nuse crate::import::Warning;\nuse crate::text::Span;",
    );
    assert_eq!(
        broken_arrows(&source),
        ["src/export/csv.rs:3: export may not use import"]
    );
    let stranger = Source::new("src/attic/mod.rs", "");
    assert_eq!(broken_arrows(&stranger).len(), 1);
}

/// What is said of these files, which pretend to be at their paths.
fn arrows_of(files: &[(&str, &str)]) -> Vec<Arrow> {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    arrows(&sources)
}

#[test]
fn a_slice_that_looks_up_is_told_with_both_files() {
    let find = "use crate::ui::{bus::Core, article::update::step};\n";
    let told = |user: &str| -> Vec<String> {
        let files = [
            ("src/ui/bus/mod.rs", ""),
            ("src/ui/find/update.rs", user),
            ("src/ui/article/mod.rs", "pub mod update; pub use update::step;"),
            (
                "src/ui/article/update.rs",
                "use crate::ui::bus::Core; use crate::ui::find::update::poll;",
            ),
        ];
        arrows_of(&files).iter().filter_map(wrong_sight).collect()
    };
    let wrong = "the slice find may not see article (src/ui/article/update.rs)";
    assert_eq!(told(find), [format!("src/ui/find/update.rs:1: {wrong}")]);
    for user in [
        "fn f() {\n    crate::ui::article::step();\n}",
        "\nuse super::super::article::update as other;",
        "\nuse crate::ui::article::step as other;",
    ] {
        assert_eq!(
            told(user),
            [format!("src/ui/find/update.rs:2: {wrong}")],
            "{user}"
        );
    }
    for user in [
        "use crate::ui::bus::Core;",
        "// crate::ui::article::step",
        "#[cfg(test)]\nmod tests { use crate::ui::article::step; }",
        "const S: &str = \"crate::ui::article\";",
    ] {
        assert!(told(user).is_empty(), "{user}");
    }
}

#[test]
fn a_circle_is_told_with_all_its_files_and_a_front_may_call_its_own() {
    let circle = |last: &str| {
        circles(&arrows_of(&[
            (
                "src/store/mod.rs",
                "mod a; mod b; mod c; mod d; pub use a::A; fn f() { a::g() }",
            ),
            ("src/store/a.rs", "use super::b::B; use super::helper;"),
            ("src/store/b.rs", "use crate::store::{c::C, d};"),
            ("src/store/c.rs", "fn f() { super::d::g() }"),
            ("src/store/d.rs", last),
        ]))
    };
    assert!(circle("use std::fmt;").is_empty());
    let found = circle("use crate::store::A;");
    let files = ["a", "b", "c", "d"].map(|file| format!("src/store/{file}.rs"));
    assert_eq!(found, [files.to_vec()]);
    let told = found.first().and_then(|circle| too_large(circle));
    assert_eq!(told, Some(format!("4 files in a circle: {}", files.join(", "))));
    assert_eq!(too_large(&files[..3]), None);
    let app: Vec<String> = (0..8).map(|n| format!("src/ui/app/{n}.rs")).collect();
    assert_eq!((too_large(&app[..7]), too_large(&app).is_some()), (None, true));
}

#[test]
fn kept_names_are_found_in_paths_groups_and_methods() {
    let path = "src/suggest/mod.rs";
    assert_eq!(kept_in(path, "use eframe::egui;"), ["egui", "eframe"]);
    assert_eq!(kept_in(path, "use std::fs;"), ["std::fs"]);
    assert_eq!(
        kept_in(path, "use std::{collections::BTreeMap, fs::File};"),
        ["std::fs"]
    );
    assert_eq!(
        kept_in(path, "fn f(p: &Path) -> bool { p.exists() }"),
        [".exists"]
    );
    assert_eq!(
        kept_in(path, "let t = std::time::Instant::now();"),
        ["Instant::now"]
    );
    assert_eq!(
        kept_in(path, "std::thread::spawn(f);"),
        ["std::thread", "thread::spawn"]
    );
}

#[test]
fn kept_names_may_stand_where_they_belong_in_tests_and_in_words() {
    assert!(kept_in("src/ui/mod.rs", "use eframe::egui;").is_empty());
    assert!(kept_in("src/store/mod.rs", "use std::fs;").is_empty());
    let path = "src/suggest/mod.rs";
    for text in [
        "#[cfg(test)] mod tests { use std::fs; fn f() { fs::read(p); } }",
        "#[cfg(test)] #[path = \"x.rs\"] mod tests { use std::fs; }",
        "#[test] fn f() { std::fs::read(p); }",
        "// std::fs",
        "let message = \"std::fs\";",
        "struct S { rayon: u8 } fn f(s: S) { s.rayon; }",
        "self.exists",
    ] {
        assert!(kept_in(path, text).is_empty(), "{text}");
    }
    assert_eq!(
        kept_in(path, "#[cfg(test)] mod tests { } use std::fs;"),
        ["std::fs"]
    );
    assert_eq!(kept_in(path, "#[cfg(test)] mod tests; use std::fs;"), ["std::fs"]);
}

#[test]
fn lines_of_code_are_counted_without_comments_blank_lines_and_tests() {
    let text =
        "//! x\n\nuse a;\nfn f() {\n    // why\n    g();\n}\n#[cfg(test)]\nmod tests {\n    fn t() {}\n}\n";
    assert_eq!(Source::new("src/a.rs", text).lines_of_code(), 4);
}
