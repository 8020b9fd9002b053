//! A group of rows as it stands in a file: the pages of each of its columns. It is encoded apart from the file, so on any
//! thread, and appended to it in its turn. Which values the rows have is not known here.

use std::io::Write;

use bytes::Bytes;
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::errors::Result;
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::SchemaDescriptor;

use super::leaves::Leaves;

/// An encoded group.
pub(super) struct RowGroup {
    /// Each column's pages, and what the file's foot says of it.
    columns: Vec<(Bytes, ColumnCloseResult)>,
}

/// The rows of a group under way.
pub(super) struct GroupRows<'a> {
    leaves: Leaves,
    /// How many rows they hold.
    waiting: usize,
    columns: Vec<ColumnWriter<'a>>,
    outcome: Result<()>,
}

impl RowGroup {
    /// Encodes the rows that are added; nothing where there are none.
    pub(super) fn encode(
        schema: &SchemaDescriptor,
        properties: &WriterPropertiesPtr,
        add_rows: impl FnOnce(&mut GroupRows),
    ) -> Result<Option<Self>> {
        let no_pages = |_| TrackedWrite::new(Vec::new());
        let mut pages: Vec<_> = (0..schema.num_columns()).map(no_pages).collect();
        let writers = pages.iter_mut().zip(schema.columns()).map(|(pages, column)| {
            let pages = Box::new(SerializedPageWriter::new(pages));
            get_column_writer(column.clone(), properties.clone(), pages)
        });
        let mut rows = GroupRows {
            leaves: Leaves::new(schema),
            waiting: 0,
            columns: writers.collect(),
            outcome: Ok(()),
        };
        add_rows(&mut rows);
        let told = rows.close()?;
        if told.first().is_none_or(|column| column.rows_written == 0) {
            return Ok(None);
        }
        let columns = pages.into_iter().zip(told);
        let columns = columns.map(|(pages, told)| Ok((pages.into_inner()?.into(), told)));
        Ok(Some(Self {
            columns: columns.collect::<Result<_>>()?,
        }))
    }

    /// Puts it behind the groups that a file has.
    pub(super) fn append_to<W: Write + Send>(self, file: &mut SerializedFileWriter<W>) -> Result<()> {
        let mut group = file.next_row_group()?;
        for (pages, told) in self.columns {
            group.append_column(&pages, told)?;
        }
        group.close()?;
        Ok(())
    }
}

impl GroupRows<'_> {
    /// So many rows are encoded together: few enough that their values are still at hand in the processor.
    const TOGETHER: usize = 256;

    /// Adds a row, whose values `add` adds in the order of the columns.
    pub(super) fn add(&mut self, add: impl FnOnce(&mut Leaves)) {
        add(&mut self.leaves);
        self.waiting += 1;
        if self.waiting >= Self::TOGETHER {
            self.encode();
        }
    }

    fn encode(&mut self) {
        self.waiting = 0;
        let mut columns = self.leaves.columns().zip(&mut self.columns);
        let outcome = columns.try_for_each(|(leaf, column)| leaf.write(column));
        self.outcome = std::mem::replace(&mut self.outcome, Ok(())).and(outcome);
    }

    fn close(mut self) -> Result<Vec<ColumnCloseResult>> {
        self.encode();
        self.outcome?;
        self.columns.into_iter().map(ColumnWriter::close).collect()
    }
}
