//! Measures Sayso's speeds and sizes, each beside a reference of the same run, and writes them with
//! their bars to `target/bench/summary.tsv`. What is measured lives in the modules; nothing of the
//! program does.
//!
//! `make bench` runs it and prints the table. Arguments choose parts by name: `tests/tools/bench save`.

#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on says so by panicking, and makes files of its own"
)]

mod articles;
mod claims;
mod clock;
mod desk;
mod export;
mod find;
mod import;
mod mark;
mod material;
mod memory;
mod mixed;
mod open;
mod plain;
mod save;
mod sharing;
mod suggest;
mod surface;
mod table;
mod undo;
mod update;
mod window;
mod words;

use std::path::Path;

use material::Material;
use table::Table;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One part of the benchmarks.
type Part = fn(&Material, &mut Table);

/// The parts by name, in the order of the table.
const PARTS: &[(&str, Part)] = &[
    ("window", window::measure),
    ("open", open::measure),
    ("save", save::measure),
    ("sharing", sharing::measure),
    ("undo", undo::measure),
    ("update", update::measure),
    ("export", export::measure),
    ("find", find::measure),
    ("import", import::measure),
    ("surface", surface::measure),
    ("mark", mark::measure),
    ("suggest", suggest::measure),
    ("memory", memory::measure),
    ("claims", claims::measure),
    ("merge", claims::merge),
    ("articles", articles::measure),
];

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|first| first == memory::CHILD).is_some() {
        let project = arguments.next().expect("a project");
        println!("{}", memory::child(Path::new(&project)));
        return;
    }
    if arguments.next_if(|first| first == memory::COMMAND).is_some() {
        memory::command(arguments);
        return;
    }
    // Cargo adds `--bench`.
    let wanted: Vec<String> = arguments.filter(|argument| !argument.starts_with("--")).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    std::fs::create_dir_all(&folder).expect("a folder for the summary");
    let material = Material::new(&folder);
    let mut table = Table::default();
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|part| part == name) {
            eprintln!("measuring: {name}");
            measure(&material, &mut table);
        }
    }
    std::fs::write(folder.join("summary.tsv"), table.to_string()).expect("the summary is written");
}
