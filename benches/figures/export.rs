//! Exporting all claims: a file of CSV beside writing the same bytes plain, and a million claims beside
//! the plain serialiser that writes the same records.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::sync::Arc;
use std::time::Duration;

use parquet::basic::Compression;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use sayso::export::{Format, Selection, export};
use sayso::model::Project;
use sayso::session::Session;

use crate::clock::{in_turns, time};
use crate::material::{CLAIMS, Material, thousands};
use crate::table::{Bar, Table};

/// A million claims are this project's, as often as it takes.
const OFTEN_WRITTEN: usize = 1_000;
/// As many claims as that gives.
const MILLION: usize = 1_000_000;
/// An export may grow the process by so many megabytes, however many claims it writes.
const GROWTH: f64 = 32.0;

/// Measures it for every project.
pub fn measure(material: &Material, table: &mut Table) {
    let path = material.folder().join("claims.csv");
    let plain_path = material.folder().join("plain.csv");
    let csv = Format::by_key("csv").expect("the format");
    let mut differing = 0;
    let mut growth: f64 = 0.0;
    for (articles, project) in material.projects() {
        let session = Session::look(project).expect("the project opens");
        let project = session.project();
        for key in ["csv", "jsonl", "parquet"] {
            let format = Format::by_key(key).expect("the format");
            growth = growth.max(grown_by(|| {
                export(format, project, &Selection::ALL, &mut io::sink()).expect("an export");
            }));
        }
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
        if articles == OFTEN_WRITTEN {
            a_million(material, project, table);
        }
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
}

/// A million claims, beside the serialiser of the format with the same records ready-made.
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
        export(format, project, &Selection::ALL, &mut bytes).expect("an export");
        let again = plain(&bytes);
        let to_file = |write: &dyn Fn(&mut BufWriter<File>)| -> Duration {
            time(|| {
                let mut out = BufWriter::new(File::create(&path).expect("a file"));
                (0..times).for_each(|_| write(&mut out));
                out.flush().expect("written");
            })
        };
        let ours = |out: &mut BufWriter<File>| {
            export(format, project, &Selection::ALL, out).expect("an export");
        };
        let [figure, reference] = in_turns(3, [&mut || to_file(&ours), &mut || to_file(&|out| again(out))]);
        table.beside(
            format!(
                "export {}, 1,000,000 claims (beside the plain serialiser)",
                format.name
            ),
            "ms",
            figure,
            reference,
            Bar::Ratio(2.0),
        );
    }
    fs::remove_file(&path).expect("the file is there");
}

/// Writes the same records once more, from memory.
type Rewrite = Box<dyn Fn(&mut BufWriter<File>)>;

fn csv_again(bytes: &[u8]) -> Rewrite {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
    Box::new(move |out| {
        let mut writer = csv::Writer::from_writer(out);
        for record in &records {
            writer.write_record(record).expect("written");
        }
    })
}

fn json_again(bytes: &[u8]) -> Rewrite {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let records: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_slice(line).expect("a record"))
        .collect();
    Box::new(move |out| {
        for record in &records {
            serde_json::to_writer(&mut *out, record).expect("written");
            out.write_all(b"\n").expect("written");
        }
    })
}

/// The values of a column with their two levels.
struct Leaf<T: DataType> {
    values: Vec<T::T>,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

impl<T: DataType> Leaf<T> {
    fn read(mut column: ColumnReaderImpl<T>, rows: usize) -> Self {
        let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
        column
            .read_records(rows, Some(&mut definitions), Some(&mut repetitions), &mut values)
            .expect("a column");
        Self {
            values,
            definitions,
            repetitions,
        }
    }

    fn write(&self, column: &mut SerializedColumnWriter) {
        let levels = |levels: &Vec<i16>| (!levels.is_empty()).then_some(levels.clone());
        let (definitions, repetitions) = (levels(&self.definitions), levels(&self.repetitions));
        let column = column.typed::<T>();
        column
            .write_batch(&self.values, definitions.as_deref(), repetitions.as_deref())
            .expect("written");
    }
}

/// A column's values, written as a column of its type.
type Column = Box<dyn Fn(&mut SerializedColumnWriter)>;

fn column(reader: ColumnReader, rows: usize) -> Column {
    fn of<T: DataType>(reader: ColumnReaderImpl<T>, rows: usize) -> Column {
        let leaf = Leaf::read(reader, rows);
        Box::new(move |writer| leaf.write(writer))
    }
    match reader {
        ColumnReader::BoolColumnReader(reader) => of(reader, rows),
        ColumnReader::Int32ColumnReader(reader) => of(reader, rows),
        ColumnReader::Int64ColumnReader(reader) => of(reader, rows),
        ColumnReader::ByteArrayColumnReader(reader) => of(reader, rows),
        _ => unreachable!("claims have no columns of other types"),
    }
}

fn parquet_again(bytes: &[u8]) -> Rewrite {
    let file = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).expect("a file");
    let columns = Arc::new(file.metadata().file_metadata().schema().clone());
    let group = |at| {
        let group = file.get_row_group(at).expect("a group");
        let rows = usize::try_from(group.metadata().num_rows()).expect("a number of rows");
        let columns = 0..group.num_columns();
        columns
            .map(|at| column(group.get_column_reader(at).expect("a column"), rows))
            .collect()
    };
    let groups: Vec<Vec<Column>> = (0..file.num_row_groups()).map(group).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk);
    let properties = Arc::new(properties.build());
    Box::new(move |out| {
        let mut file = SerializedFileWriter::new(out, columns.clone(), properties.clone()).expect("a file");
        for columns in &groups {
            let mut group = file.next_row_group().expect("a group");
            for write in columns {
                let mut column = group.next_column().expect("written").expect("a column");
                write(&mut column);
                column.close().expect("written");
            }
            group.close().expect("written");
        }
        file.close().expect("written");
    })
}

/// How many megabytes more than before the process takes at most while something is done.
pub fn grown_by(work: impl FnOnce()) -> f64 {
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
