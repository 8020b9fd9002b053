//! Opening a project, and reading all its texts as well, beside reading the same bytes plain.

use std::fs;
use std::path::Path;

use sayso::session::Session;

use crate::clock::{in_turns, time};
use crate::material::{self, Material, thousands};
use crate::table::{Bar, Table};

/// Measures it for every project.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    for (articles, project) in material.projects() {
        let [open, claims, look, all] = in_turns(
            rounds(articles),
            [
                &mut || time(|| material::open(project)),
                &mut || time(|| read_plain(project, &["ron"])),
                &mut || time(|| Session::look(project).expect("the project opens")),
                &mut || time(|| read_plain(project, &["ron", "txt"])),
            ],
        );
        let size = thousands(articles);
        table.beside(
            format!("open, {size} articles (beside reading its RON plain)"),
            "ms",
            open,
            claims,
            Bar::None,
        );
        table.beside(
            format!("open with all texts, {size} articles (beside reading RON and texts plain)"),
            "ms",
            look,
            all,
            Bar::None,
        );
    }
}

fn rounds(articles: usize) -> usize {
    (20_000 / articles).clamp(3, 50)
}

/// Reads the files of these endings one after the other, and does nothing with them.
fn read_plain(project: &Path, endings: &[&str]) -> usize {
    let head = fs::read(project.join("project.ron")).expect("project.ron").len();
    let entries = fs::read_dir(project.join("articles")).expect("the articles");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let wanted = paths.filter(|path| {
        path.extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
    });
    head + wanted
        .map(|path| std::hint::black_box(fs::read(path).expect("a file")).len())
        .sum::<usize>()
}
