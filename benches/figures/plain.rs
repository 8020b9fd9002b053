//! Writing the records of an export once more from memory, as a plain serialiser of the format does: on one thread,
//! without care for anything but the format. How long it takes is not measured here.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};

/// Writes the same records once more, from memory.
pub(crate) type Rewrite = Box<dyn Fn(&mut BufWriter<File>)>;

/// Rows of cells.
pub(crate) fn csv_again(bytes: &[u8]) -> Rewrite {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
    Box::new(move |out| {
        let mut writer = csv::Writer::from_writer(out);
        for record in &records {
            writer.write_record(record).expect("written");
        }
    })
}

/// Objects, a line each.
pub(crate) fn json_again(bytes: &[u8]) -> Rewrite {
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

fn properties() -> Arc<WriterProperties> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk);
    Arc::new(properties.build())
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

/// Columns, whose values and levels are ready-made.
pub(crate) fn parquet_again(bytes: &[u8]) -> Rewrite {
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
    Box::new(move |out| {
        let mut file = SerializedFileWriter::new(out, columns.clone(), properties()).expect("a file");
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
