//! Exporting all claims as CSV to a file, beside writing the same bytes plain.

use std::fs::{self, File};
use std::io::BufWriter;

use sayso::export::{Format, Selection, export};
use sayso::session::Session;

use crate::clock::{in_turns, time};
use crate::material::{CLAIMS, Material, thousands};
use crate::table::{Bar, Table};

/// Measures it for every project.
pub fn measure(material: &Material, table: &mut Table) {
    let path = material.folder().join("claims.csv");
    let plain_path = material.folder().join("plain.csv");
    let csv = Format::by_key("csv").expect("the format");
    let mut differing = 0;
    for (articles, project) in material.projects() {
        let session = Session::look(project).expect("the project opens");
        let project = session.project();
        let in_memory = || {
            let mut bytes = Vec::new();
            let summary = export(csv, project, &Selection::ALL, &mut bytes).expect("an export");
            assert_eq!(summary.claims, articles * CLAIMS);
            bytes
        };
        let bytes = in_memory();
        differing += usize::from(bytes != in_memory());
        let rounds = (20_000 / articles).clamp(3, 50);
        let [figure, reference] = in_turns(
            rounds,
            [
                &mut || {
                    time(|| {
                        let mut out = BufWriter::new(File::create(&path).expect("a file"));
                        export(csv, project, &Selection::ALL, &mut out).expect("an export")
                    })
                },
                &mut || time(|| fs::write(&plain_path, &bytes).expect("a file")),
            ],
        );
        let size = thousands(articles);
        table.beside(
            format!("export CSV, {size} articles (beside writing the same bytes plain)"),
            "ms",
            figure,
            reference,
            Bar::None,
        );
    }
    table.alone(
        "projects of which a second export differs from the first",
        "projects",
        f64::from(u32::try_from(differing).unwrap_or(u32::MAX)),
        Bar::Figure(0.0),
    );
}
