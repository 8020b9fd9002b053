//! Exporting all claims: a file of CSV beside writing the same bytes plain, and a million claims beside
//! the plain serialiser that writes the same records.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::time::Duration;

use sayso::export::{ClaimSelection, Format, export};
use sayso::model::Project;
use sayso::session::Session;

use crate::clock::{in_turns, time};
use crate::material::{CLAIMS, Material, thousands};
use crate::plain::{Rewrite, csv_again, json_again, parquet_again};
use crate::table::{Bar, Table};

/// A million claims are this project's, as often as it takes.
const OFTEN_WRITTEN: usize = 1_000;
/// As many claims as that gives.
const MILLION: usize = 1_000_000;
/// An export may grow the process by so many megabytes, however many claims it writes.
const GROWTH: f64 = 32.0;

/// Measures it for every project.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let path = material.folder().join("claims.csv");
    let plain_path = material.folder().join("plain.csv");
    let csv = Format::by_key("csv").expect("the format");
    let mut differing = 0;
    let mut growth: f64 = 0.0;
    for (articles, project) in material.projects() {
        let session = Session::look(project).expect("the project opens");
        let project = session.project();
        for key in ["csv", "jsonl", "parquet", "xlsx"] {
            let format = Format::by_key(key).expect("the format");
            growth = growth.max(grown_by(|| {
                export(format, project, &ClaimSelection::ALL, &mut io::sink()).expect("an export");
            }));
        }
        let in_memory = || {
            let mut bytes = Vec::new();
            let summary = export(csv, project, &ClaimSelection::ALL, &mut bytes).expect("an export");
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
                        export(csv, project, &ClaimSelection::ALL, &mut out).expect("an export")
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
    table.alone(
        "memory that an export of 250,000 claims takes besides the project",
        "MB",
        growth,
        Bar::Figure(GROWTH),
    );
    // Afterwards, for memory that the references left behind would be taken again and not be counted.
    let mut projects = material.projects();
    let project = projects.find_map(|(articles, project)| (articles == OFTEN_WRITTEN).then_some(project));
    let session = Session::look(project.expect("a project of that size")).expect("the project opens");
    a_million(material, session.project(), table);
}

/// A million claims, beside the serialiser of the format with the same records ready-made; in Parquet with the same columns.
fn a_million(material: &Material, project: &Project, table: &mut Table) {
    let path = material.folder().join("million");
    let times = MILLION / (OFTEN_WRITTEN * CLAIMS);
    for (key, plain) in [
        ("csv", csv_again as fn(&[u8]) -> Rewrite),
        ("jsonl", json_again),
        ("parquet", parquet_again),
    ] {
        let format = Format::by_key(key).expect("the format");
        let mut bytes = Vec::new();
        export(format, project, &ClaimSelection::ALL, &mut bytes).expect("an export");
        let again = plain(&bytes);
        let to_file = |write: &dyn Fn(&mut BufWriter<File>)| -> Duration {
            time(|| {
                let mut out = BufWriter::new(File::create(&path).expect("a file"));
                (0..times).for_each(|_| write(&mut out));
                out.flush().expect("written");
            })
        };
        let ours = |out: &mut BufWriter<File>| {
            export(format, project, &ClaimSelection::ALL, out).expect("an export");
        };
        let [figure, reference] = in_turns(3, [&mut || to_file(&ours), &mut || to_file(&|out| again(out))]);
        table.beside(
            format!(
                "export {}, 1,000,000 claims (beside the plain serialiser)",
                format.name()
            ),
            "ms",
            figure,
            reference,
            Bar::Ratio(2.0),
        );
    }
    fs::remove_file(&path).expect("the file is there");
}

/// How many megabytes more than before the process takes at most while something is done.
pub(crate) fn grown_by(work: impl FnOnce()) -> f64 {
    // Lets the highest mark begin anew.
    fs::write("/proc/self/clear_refs", "5").expect("Linux forgets the peak");
    let before = kilobytes("VmRSS:");
    work();
    kilobytes("VmHWM:").saturating_sub(before) as f64 / 1000.0
}

fn kilobytes(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells a process of itself");
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.expect("a number of kilobytes")
}
