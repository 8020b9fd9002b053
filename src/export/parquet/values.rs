//! The values of a column that are there, as the crate's writer of columns takes them. Their levels are not here.

use std::ops::Range;

use parquet::basic::Type;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};

/// Values of one type.
pub(super) enum Values {
    /// Words.
    Text(TextColumn),
    /// Yes and no.
    Truth(Vec<bool>),
    /// Days from 1970.
    Days(Vec<i32>),
    /// Numbers, and instants in microseconds from 1970.
    Numbers(Vec<i64>),
}

/// Words of many values, one behind the other.
#[derive(Default)]
pub(super) struct TextColumn {
    bytes: Vec<u8>,
    /// Where each value's lie.
    places: Vec<Range<usize>>,
    /// The values as their writer takes them; kept for its room.
    words: Vec<ByteArray>,
}

impl Values {
    /// No values of this type.
    pub(super) fn new(kind: Type) -> Self {
        match kind {
            Type::BOOLEAN => Self::Truth(Vec::new()),
            Type::INT32 => Self::Days(Vec::new()),
            Type::INT64 => Self::Numbers(Vec::new()),
            _ => Self::Text(TextColumn::default()),
        }
    }

    /// Hands them over with their levels, and begins anew.
    pub(super) fn write(
        &mut self,
        column: &mut ColumnWriter,
        definitions: Option<&[i16]>,
        repetitions: Option<&[i16]>,
    ) -> Result<()> {
        match (self, column) {
            (Self::Text(texts), ColumnWriter::ByteArrayColumnWriter(column)) => {
                column.write_batch(texts.words(), definitions, repetitions)?;
                texts.words.clear();
            }
            (Self::Truth(values), ColumnWriter::BoolColumnWriter(column)) => {
                column.write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            (Self::Days(values), ColumnWriter::Int32ColumnWriter(column)) => {
                column.write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            (Self::Numbers(values), ColumnWriter::Int64ColumnWriter(column)) => {
                column.write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            _ => return Err(ParquetError::General("a column is not of its type".to_owned())),
        }
        Ok(())
    }
}

impl TextColumn {
    /// Adds a value. Words that are the last value's too are kept once: what is said of an article is the same in all its rows.
    pub(super) fn add(&mut self, words: &str) {
        let last = self.places.last();
        let same = last.filter(|last| self.bytes.get(last.start..last.end) == Some(words.as_bytes()));
        let place = same.cloned().unwrap_or_else(|| {
            let start = self.bytes.len();
            self.bytes.extend_from_slice(words.as_bytes());
            start..self.bytes.len()
        });
        self.places.push(place);
    }

    /// All values as their writer takes them: parts of one piece of memory.
    fn words(&mut self) -> &[ByteArray] {
        let room = Vec::with_capacity(self.bytes.len());
        let bytes = ByteArray::from(std::mem::replace(&mut self.bytes, room));
        let words = self
            .places
            .drain(..)
            .map(|place| bytes.slice(place.start, place.len()));
        self.words.extend(words);
        &self.words
    }
}
