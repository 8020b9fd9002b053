//! Writing the records of an export once more from memory, as a plain serialiser of the format does: on one thread,
//! without care for anything but the format. How long it takes is not measured here.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Type as Kind};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, DataType};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::record::Field;
use parquet::schema::types::Type;

/// Writes the same records once more, from memory.
pub type Rewrite = Box<dyn Fn(&mut BufWriter<File>)>;

/// Rows of cells.
pub fn csv_again(bytes: &[u8]) -> Rewrite {
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
pub fn json_again(bytes: &[u8]) -> Rewrite {
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

/// What stands in a record of Parquet.
enum Value {
    Nothing,
    Truth(bool),
    Day(i32),
    Number(i64),
    /// In the type that the crate has for them, as the records of the other formats are of their crates' types.
    Words(ByteArray),
    /// The elements of a list, or the fields of a record in their order.
    Several(Vec<Value>),
}

impl Value {
    fn of(field: Field) -> Self {
        match field {
            Field::Null => Self::Nothing,
            Field::Bool(truth) => Self::Truth(truth),
            Field::Date(day) => Self::Day(day),
            Field::Long(number) | Field::TimestampMicros(number) => Self::Number(number),
            Field::Str(words) => Self::Words(words.into_bytes().into()),
            Field::ListInternal(list) => {
                Self::Several(list.elements().iter().cloned().map(Self::of).collect())
            }
            Field::Group(row) => Self::of_all(row.into_columns()),
            _ => unreachable!("claims have no fields of other types"),
        }
    }

    fn of_all(fields: Vec<(String, Field)>) -> Self {
        Self::Several(fields.into_iter().map(|(_, field)| Self::of(field)).collect())
    }
}

/// The values of a column and their levels.
struct Shreds {
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

enum Values {
    Truth(Vec<bool>),
    Days(Vec<i32>),
    Numbers(Vec<i64>),
    Words(Vec<ByteArray>),
}

impl Shreds {
    fn of(kind: Kind) -> Self {
        Self {
            values: match kind {
                Kind::BOOLEAN => Values::Truth(Vec::new()),
                Kind::INT32 => Values::Days(Vec::new()),
                Kind::INT64 => Values::Numbers(Vec::new()),
                _ => Values::Words(Vec::new()),
            },
            definitions: Vec::new(),
            repetitions: Vec::new(),
        }
    }

    /// Adds a value that is there.
    fn push(&mut self, value: &Value) {
        match (&mut self.values, value) {
            (Values::Truth(values), Value::Truth(truth)) => values.push(*truth),
            (Values::Days(values), Value::Day(day)) => values.push(*day),
            (Values::Numbers(values), Value::Number(number)) => values.push(*number),
            (Values::Words(values), Value::Words(words)) => values.push(words.clone()),
            _ => unreachable!("a value is of its column's type"),
        }
    }

    fn write(&self, column: &mut ColumnWriter) {
        let (definitions, repetitions) = (Some(&*self.definitions), Some(&*self.repetitions));
        let written = match (&self.values, column) {
            (Values::Truth(values), ColumnWriter::BoolColumnWriter(column)) => {
                column.write_batch(values, definitions, repetitions)
            }
            (Values::Days(values), ColumnWriter::Int32ColumnWriter(column)) => {
                column.write_batch(values, definitions, repetitions)
            }
            (Values::Numbers(values), ColumnWriter::Int64ColumnWriter(column)) => {
                column.write_batch(values, definitions, repetitions)
            }
            (Values::Words(values), ColumnWriter::ByteArrayColumnWriter(column)) => {
                column.write_batch(values, definitions, repetitions)
            }
            _ => unreachable!("a column is of its type"),
        };
        written.expect("written");
    }
}

/// How much of the path to a value is there, and in which list it begins a new element; and in how many lists it is.
#[derive(Clone, Copy, Default)]
struct Levels {
    definition: i16,
    repetition: i16,
    lists: i16,
}

/// Adds a value to the columns of its type, the first of which is the next one.
fn shred(value: &Value, of: &Type, at: Levels, columns: &mut [Shreds], next: &mut usize) {
    if of.is_primitive() {
        let column = &mut columns[*next];
        *next += 1;
        let is_there = !matches!(value, Value::Nothing);
        if is_there {
            column.push(value);
        }
        column
            .definitions
            .push(at.definition + i16::from(is_there && of.is_optional()));
        column.repetitions.push(at.repetition);
        return;
    }
    let several: &[Value] = match value {
        Value::Several(several) => several,
        _ => &[],
    };
    if of.get_basic_info().converted_type() != ConvertedType::LIST {
        for (number, field) in of.get_fields().iter().enumerate() {
            let value = several.get(number).unwrap_or(&Value::Nothing);
            shred(value, field, at, columns, next);
        }
        return;
    }
    let (element, first) = (&of.get_fields()[0].get_fields()[0], *next);
    if several.is_empty() {
        shred(&Value::Nothing, element, at, columns, next);
    }
    for (number, value) in several.iter().enumerate() {
        let at = Levels {
            definition: at.definition + 1,
            repetition: if number == 0 { at.repetition } else { at.lists + 1 },
            lists: at.lists + 1,
        };
        *next = first;
        shred(value, element, at, columns, next);
    }
}

/// Records of values and lists, row by row made into columns, which the crate's writer then writes.
pub fn parquet_again(bytes: &[u8]) -> Rewrite {
    let file = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).expect("a file");
    let about = file.metadata().file_metadata();
    let (kind, schema) = (Arc::new(about.schema().clone()), about.schema_descr_ptr());
    let group = |at| {
        let group = file.get_row_group(at).expect("a group");
        let rows = group.get_row_iter(None).expect("rows");
        rows.map(|row| Value::of_all(row.expect("a row").into_columns()))
            .collect()
    };
    let groups: Vec<Vec<Value>> = (0..file.num_row_groups()).map(group).collect();
    Box::new(move |out| {
        let mut file = SerializedFileWriter::new(out, kind.clone(), properties()).expect("a file");
        for rows in &groups {
            let columns = schema.columns().iter();
            let mut columns: Vec<Shreds> = columns.map(|column| Shreds::of(column.physical_type())).collect();
            for row in rows {
                shred(row, &kind, Levels::default(), &mut columns, &mut 0);
            }
            let mut group = file.next_row_group().expect("a group");
            for column in &columns {
                let mut writer = group.next_column().expect("written").expect("a column");
                column.write(writer.untyped());
                writer.close().expect("written");
            }
            group.close().expect("written");
        }
        file.close().expect("written");
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

/// No records but columns, whose values and levels are ready-made: what a serialiser of columns does.
pub fn columns_again(bytes: &[u8]) -> Rewrite {
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
