//! Nested rows as Parquet keeps them: every column that holds values, with two levels beside each value, as the
//! format's documentation tells (definition: how much of the path to it is there; repetition: in which
//! list it begins a new element). Which columns there are is told by their description, and what goes into
//! them is not known here.

use jiff::Timestamp;
use jiff::civil::Date;
use parquet::column::writer::ColumnWriter;
use parquet::errors::Result;
use parquet::schema::types::{ColumnDescPtr, SchemaDescriptor};

use super::super::columns::CellValue;
use super::values::Values;

/// The columns of a group of rows under way. Rows are added value by value in the order of the
/// columns; every value goes into the next one.
pub(super) struct Leaves {
    columns: Vec<Leaf>,
    /// The column of the next value.
    at: usize,
    /// How many lists it is in.
    depth: i16,
    /// The levels of the next value.
    definition: i16,
    repetition: i16,
}

/// A column.
pub(super) struct Leaf {
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    /// The definition level of a value that is there.
    defined: i16,
    is_repeated: bool,
    /// For each list it is in, the outermost first: the column after the list's last.
    ends: Vec<usize>,
}

impl Leaves {
    /// No rows yet.
    pub(super) fn new(schema: &SchemaDescriptor) -> Self {
        let columns = schema.columns();
        Self {
            columns: columns.iter().map(|column| Leaf::new(column, columns)).collect(),
            at: 0,
            depth: 0,
            definition: 0,
            repetition: 0,
        }
    }

    /// Adds the single value of a cell.
    pub(super) fn cell(&mut self, cell: CellValue) {
        match cell {
            CellValue::Empty => {
                self.next(false);
            }
            CellValue::Text(words) | CellValue::Link(words) => self.text(words),
            CellValue::Number(count) => self.number(count),
            CellValue::Date(day) => self.date(day),
            CellValue::Bool(truth) => self.truth(truth),
        }
    }

    /// Adds words, or that there are none.
    pub(super) fn text<'a>(&mut self, words: impl Into<Option<&'a str>>) {
        let words = words.into();
        if let (Some(Values::Text(texts)), Some(words)) = (self.next(words.is_some()), words) {
            texts.add(words);
        }
    }

    /// Adds a yes or no.
    pub(super) fn truth(&mut self, truth: impl Into<Option<bool>>) {
        let truth = truth.into();
        if let Some(Values::Truth(values)) = self.next(truth.is_some()) {
            values.extend(truth);
        }
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: usize) {
        if let Some(Values::Numbers(values)) = self.next(true) {
            values.push(i64::try_from(number).unwrap_or(i64::MAX));
        }
    }

    /// Adds a day: Parquet counts them from 1970.
    pub(super) fn date(&mut self, date: impl Into<Option<Date>>) {
        let date = date.into();
        if let Some(Values::Days(values)) = self.next(date.is_some()) {
            values.extend(date.map(|date| (date - Date::constant(1970, 1, 1)).get_days()));
        }
    }

    /// Adds an instant, in microseconds from 1970.
    pub(super) fn time(&mut self, time: impl Into<Option<Timestamp>>) {
        let time = time.into();
        if let Some(Values::Numbers(values)) = self.next(time.is_some()) {
            values.extend(time.map(Timestamp::as_microsecond));
        }
    }

    /// Adds a list. Each element adds its values, in the order of the columns of the list.
    pub(super) fn list<T>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
        mut add: impl FnMut(&mut Self, T),
    ) {
        let (from, definition, repetition) = (self.at, self.definition, self.repetition);
        let end = self
            .columns
            .get(from)
            .and_then(|leaf| leaf.ends.get(self.depth as usize));
        let end = end.copied().unwrap_or(from);
        self.depth += 1;
        let mut is_empty = true;
        for element in elements {
            self.at = from;
            self.definition = definition + 1;
            add(self, element);
            self.repetition = self.depth;
            is_empty = false;
        }
        self.depth -= 1;
        (self.definition, self.repetition) = (definition, repetition);
        if is_empty {
            self.at = from;
            (from..end).for_each(|_| {
                self.next(false);
            });
        }
        self.at = end % self.columns.len().max(1);
    }

    /// The columns with their values, each once, in their order.
    pub(super) fn columns(&mut self) -> impl Iterator<Item = &mut Leaf> {
        self.columns.iter_mut()
    }

    /// Notes the levels of the next value, and gives where it goes if it is there.
    fn next(&mut self, is_there: bool) -> Option<&mut Values> {
        let count = self.columns.len();
        let leaf = self.columns.get_mut(self.at)?;
        self.at = (self.at + 1) % count;
        if leaf.defined > 0 {
            leaf.definitions
                .push(if is_there { leaf.defined } else { self.definition });
        }
        if leaf.is_repeated {
            leaf.repetitions.push(self.repetition);
        }
        Some(&mut leaf.values)
    }
}

impl Leaf {
    fn new(column: &ColumnDescPtr, columns: &[ColumnDescPtr]) -> Self {
        let path = column.path().parts();
        let lists = (1..path.len()).filter_map(|end| path.get(..end));
        let lists = lists.filter(|path| path.last().is_some_and(|part| part == "list"));
        let ends = lists.map(|list| {
            let is_in_it = |other: &ColumnDescPtr| other.path().parts().starts_with(list);
            columns.iter().rposition(is_in_it).map_or(0, |last| last + 1)
        });
        Self {
            values: Values::new(column.physical_type()),
            definitions: Vec::new(),
            repetitions: Vec::new(),
            defined: column.max_def_level(),
            is_repeated: column.max_rep_level() > 0,
            ends: ends.collect(),
        }
    }

    /// Hands its values over to their writer, and begins anew.
    pub(super) fn write(&mut self, column: &mut ColumnWriter) -> Result<()> {
        let definitions = (self.defined > 0).then_some(self.definitions.as_slice());
        let repetitions = self.is_repeated.then_some(self.repetitions.as_slice());
        self.values.write(column, definitions, repetitions)?;
        self.definitions.clear();
        self.repetitions.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::super::group::RowGroup;
    use super::*;

    type Row<'a> = (Option<&'a str>, &'a [(usize, &'a [&'a str])], bool);

    const ROWS: [Row; 5] = [
        (Some("two"), &[(1, &["a", "b"]), (2, &[])], true),
        (None, &[], false),
        (Some(""), &[(3, &[]), (4, &["c"]), (5, &["", "d", "e"])], true),
        (None, &[(6, &["🌉"])], false),
        (Some("last"), &[], true),
    ];

    fn read_back(rows_of_a_group: usize) -> String {
        let columns = "message m { optional binary a (STRING);
            required group b (LIST) { repeated group list { required group element { required int64 c;
                required group d (LIST) { repeated group list { required binary element (STRING); } } } } }
            required boolean e; }";
        let columns = Arc::new(parse_message_type(columns).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), columns, Arc::default()).unwrap();
        let schema = file.schema_descr().clone();
        let add = |leaves: &mut Leaves, (a, b, e): &Row| {
            leaves.text(*a);
            leaves.list(*b, |leaves, (c, d)| {
                leaves.number(*c);
                leaves.list(*d, |leaves, d| leaves.text(*d));
            });
            leaves.truth(*e);
        };
        for of_group in ROWS.chunks(rows_of_a_group) {
            let group = RowGroup::encode(&schema, file.properties(), |rows| {
                for row in of_group {
                    rows.add(|leaves| add(leaves, row));
                }
            });
            group.unwrap().unwrap().append_to(&mut file).unwrap();
        }
        let bytes = bytes::Bytes::from(file.into_inner().unwrap());
        let file = SerializedFileReader::new(bytes).unwrap();
        let rows = file.get_row_iter(None).unwrap();
        rows.fold(String::new(), |all, row| all + &row.unwrap().to_string() + "\n")
    }

    #[test]
    fn nested_and_empty_lists_come_back_in_one_group_and_in_many() {
        let expected = r#"{a: "two", b: [{c: 1, d: ["a", "b"]}, {c: 2, d: []}], e: true}
{a: null, b: [], e: false}
{a: "", b: [{c: 3, d: []}, {c: 4, d: ["c"]}, {c: 5, d: ["", "d", "e"]}], e: true}
{a: null, b: [{c: 6, d: ["🌉"]}], e: false}
{a: "last", b: [], e: true}
"#;
        assert_eq!(read_back(5), expected);
        assert_eq!(read_back(2), expected);
    }
}
