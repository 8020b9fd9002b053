//! Parquet: a table with one row per claim in typed columns, for data frames and databases. Columns, order and types are
//! those of `assets/export/claims.message`. Columns of single values are those of the other tables; lists, and columns
//! that only Parquet has, are defined here.
//!
//! Rows are written in groups of some thousand, so that memory does not grow with their number.

mod group;
mod leaves;
mod values;

use std::io;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding, Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::SchemaDescriptor;

use self::group::RowGroup;
use self::leaves::Leaves;
use super::columns::{self, ExportColumn};
use super::describe::name;
use super::row::{ClaimRow, EachRow, each_part};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, csv, words};
use crate::model::{Anchor, Attribution, Polarity};

pub(super) const FORMAT: Format = Format {
    key: "parquet",
    words: format_words!("format-parquet"),
    extension: "parquet",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Binary {
        write,
        shown_as: &csv::PLAIN,
    },
};

const MESSAGE: &str = include_str!("../../assets/export/claims.message");
/// Columns whose values rarely repeat.
const HARDLY_TWICE: [&str; 4] = [
    "claim_id",
    "claim",
    "claim_offsets.list.element.words",
    "evidence.list.element.excerpt",
];

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let columns = Arc::new(parse_message_type(MESSAGE).map_err(failure)?);
    let about = [
        ("sayso_parquet", "2"),
        ("offset_unit", "unicode code points, half open"),
    ];
    let about = about.map(|(key, value)| KeyValue::new(key.to_owned(), value.to_owned()));
    let properties = properties(&SchemaDescriptor::new(columns.clone()));
    let properties = Arc::new(properties.set_key_value_metadata(Some(about.into())).build());
    // The file so far, which is passed on after each group.
    let mut file = SerializedFileWriter::new(Vec::new(), columns, properties.clone()).map_err(failure)?;
    let schema = file.schema_descr().clone();
    let fields = fields(&schema).map_err(failure)?;
    let make = |_: Option<Made>, each_row: &mut EachRow| {
        let mut buffer = String::new();
        RowGroup::encode(&schema, &properties, |rows| {
            each_row(&mut |row| rows.add(|leaves| add(leaves, row, &fields, &mut buffer)));
        })
    };
    let summary = each_part(input, make, |group| {
        if let Some(group) = std::mem::replace(group, Ok(None)).map_err(failure)? {
            group.append_to(&mut file).map_err(failure)?;
        }
        hand_on(&mut file, out)
    })?;
    out.write_all(&file.into_inner().map_err(failure)?)?;
    Ok(summary)
}

/// A part of the rows, if any of its claims is selected.
type Made = Result<Option<RowGroup>, ParquetError>;

/// The encoding of the columns: dictionaries for repeated text, deltas for numbers and times. Minimum and maximum are
/// stored for columns that readers filter by, which excludes lists and columns whose values rarely repeat.
fn properties(columns: &SchemaDescriptor) -> WriterPropertiesBuilder {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk);
    for column in columns.columns() {
        let path = || column.path().clone();
        if column.physical_type() == Type::INT64 {
            properties = properties
                .set_column_dictionary_enabled(path(), false)
                .set_column_encoding(path(), Encoding::DELTA_BINARY_PACKED);
        }
        if column.physical_type() == Type::BYTE_ARRAY {
            let comes_again = !HARDLY_TWICE.contains(&column.path().string().as_str());
            properties = properties.set_column_dictionary_enabled(path(), comes_again);
        }
        if column.max_rep_level() > 0 || HARDLY_TWICE.contains(&column.path().string().as_str()) {
            properties = properties.set_column_statistics_enabled(path(), EnabledStatistics::None);
        }
    }
    properties
}

fn hand_on(file: &mut SerializedFileWriter<Vec<u8>>, out: &mut dyn io::Write) -> Result<(), ExportError> {
    file.flush()?;
    out.write_all(file.inner())?;
    file.inner_mut().clear();
    Ok(())
}

/// How a field of the message is filled.
enum ColumnField {
    /// With the value of the other tables' column.
    Shared(&'static ExportColumn),
    /// With a list, or a value that only Parquet has.
    Own(AddField),
}

/// Adds all values of a field.
type AddField = fn(&mut Leaves, &ClaimRow);

/// The fields of the message that are not single values of the other tables.
const OWN: &[(&str, AddField)] = &[
    ("credit_line", |leaves, row| {
        leaves.list(&row.article.metadata.credit, |leaves, credit| {
            leaves.text(credit.as_str());
        });
    }),
    ("claim_offsets", |leaves, row| {
        spans(leaves, row, &row.claim.spans);
    }),
    ("speaker", speakers),
    ("source_offsets", |leaves, row| spans(leaves, row, row.source())),
    ("cue_offsets", |leaves, row| spans(leaves, row, row.cue())),
    ("relayed_by", |leaves, row| {
        let further = row.claim.voice.chain().iter().skip(1);
        leaves.list(further, |leaves, link| relay(leaves, row, link));
    }),
    ("reviews", reviews),
    ("verdict_by", |leaves, row| {
        let verdict = row.claim.verdict.as_ref();
        leaves.text(verdict.map(|verdict| row.project.reviewer_label(&verdict.by)));
    }),
    ("verdict_at", |leaves, row| {
        leaves.time(row.claim.verdict.as_ref().map(|verdict| verdict.at));
    }),
    ("evidence", evidence),
    ("tags", |leaves, row| {
        leaves.list(&row.claim.tags, |leaves, tag| leaves.text(tag.as_str()));
    }),
    ("marked_at", |leaves, row| leaves.time(row.claim.marked_at)),
];

/// How each field of the message is filled, in its order.
fn fields(schema: &SchemaDescriptor) -> Result<Vec<ColumnField>, ParquetError> {
    let field = |name: &str| {
        let own = OWN.iter().find(|(field, _)| *field == name);
        let shared = || columns::all().find(|column| column.name == name);
        own.map(|(_, add)| ColumnField::Own(*add))
            .or_else(|| shared().map(ColumnField::Shared))
            .ok_or_else(|| ParquetError::General(format!("nothing fills the column '{name}'")))
    };
    let of_message = schema.root_schema().get_fields();
    of_message
        .iter()
        .map(|of_message| field(of_message.name()))
        .collect()
}

/// Adds the values of a row, in the order of the fields.
fn add(leaves: &mut Leaves, row: &ClaimRow, fields: &[ColumnField], buffer: &mut String) {
    for field in fields {
        match field {
            ColumnField::Shared(column) => {
                buffer.clear();
                leaves.cell((column.cell)(row, buffer));
            }
            ColumnField::Own(add) => add(leaves, row),
        }
    }
}

fn speakers(leaves: &mut Leaves, row: &ClaimRow) {
    leaves.list(row.speakers, |leaves, (id, speaker)| {
        leaves.text(id.as_str());
        leaves.text(speaker.map_or(id.as_str(), |speaker| &speaker.name));
        leaves.text(speaker.map(|speaker| words::speaker_kind(speaker.kind)));
        leaves.text(speaker.and_then(|speaker| speaker.role.as_deref()));
        leaves.text(speaker.and_then(|speaker| Some(name(row.project, speaker.affiliation.as_ref()?))));
        leaves.text(speaker.and_then(|speaker| speaker.wikidata.as_deref()));
    });
}

fn reviews(leaves: &mut Leaves, row: &ClaimRow) {
    leaves.list(&row.claim.reviews, |leaves, (id, review)| {
        leaves.text(row.project.reviewer_label(id));
        leaves.text(words::decision(review.decision));
        leaves.time(review.at);
        leaves.text(review.why.as_str());
    });
}

fn evidence(leaves: &mut Leaves, row: &ClaimRow) {
    leaves.list(row.claim.evidence.values(), |leaves, evidence| {
        leaves.text(evidence.url.as_str());
        leaves.text(evidence.title.as_str());
        leaves.text(evidence.excerpt.as_str());
        leaves.text(evidence.stance.map(words::stance));
        leaves.date(evidence.seen);
    });
}

fn relay(leaves: &mut Leaves, row: &ClaimRow, link: &Attribution) {
    leaves.list(&link.speakers, |leaves, id| {
        leaves.text(id.as_str());
        leaves.text(name(row.project, id));
    });
    spans(leaves, row, &link.source);
    spans(leaves, row, &link.cue);
    leaves.truth(link.inferred);
    leaves.truth(link.polarity == Polarity::Denies);
}

fn spans(leaves: &mut Leaves, row: &ClaimRow, anchors: &[Anchor]) {
    leaves.list(anchors, |leaves, anchor| {
        let chars = row.offsets.chars(anchor);
        leaves.number(chars.start);
        leaves.number(chars.end);
        leaves.text(anchor.words.as_str());
        leaves.truth(row.offsets.is_orphaned(anchor));
    });
}

fn failure(error: ParquetError) -> ExportError {
    ExportError::Write(io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use bytes::Bytes;
    use parquet::basic::LogicalType;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::super::articles::InMemory;
    use super::super::columns::CellValue;
    use super::super::{ClaimSelection, row::each_row, row::tests::project_of_many_parts};
    use super::*;

    /// The rows, each as the parquet crate tells it, and how many groups they are in.
    fn read_back(bytes: Vec<u8>) -> (Vec<String>, usize) {
        let file = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
        let rows = file.get_row_iter(None).unwrap();
        (
            rows.map(|row| row.unwrap().to_string()).collect(),
            file.num_row_groups(),
        )
    }

    #[test]
    fn columns_that_are_treated_apart_are_there() {
        let columns = SchemaDescriptor::new(Arc::new(parse_message_type(MESSAGE).unwrap()));
        let is_there = |path: &&str| {
            columns
                .columns()
                .iter()
                .any(|column| column.path().string() == **path)
        };
        assert!(HARDLY_TWICE.iter().all(is_there));
    }

    #[test]
    fn every_column_of_single_values_has_the_type_of_its_cells_in_the_other_tables() {
        let schema = SchemaDescriptor::new(Arc::new(parse_message_type(MESSAGE).unwrap()));
        let is_own = |name: &str| OWN.iter().any(|(own, _)| *own == name);
        let project = project_of_many_parts();
        let mut seen = BTreeSet::new();
        let first_row = |row: &ClaimRow| {
            for field in schema
                .root_schema()
                .get_fields()
                .iter()
                .filter(|field| !is_own(field.name()))
            {
                let column = columns::all().find(|column| column.name == field.name());
                let ExportColumn { name, cell, .. } = column.unwrap();
                let of_cell = match cell(row, &mut String::new()) {
                    CellValue::Empty if field.is_optional() => continue,
                    CellValue::Empty => panic!("{name} is nowhere empty"),
                    CellValue::Text(_) | CellValue::Link(_) => (Type::BYTE_ARRAY, Some(LogicalType::String)),
                    CellValue::Number(_) => (Type::INT64, None),
                    CellValue::Date(_) => (Type::INT32, Some(LogicalType::Date)),
                    CellValue::Bool(_) => (Type::BOOLEAN, None),
                };
                let info = field.get_basic_info();
                assert_eq!(
                    (field.get_physical_type(), info.logical_type_ref().cloned()),
                    of_cell,
                    "{name}"
                );
                seen.insert(*name);
            }
            Ok(true)
        };
        let articles = InMemory::new(&project);
        let input = ExportInput {
            limit: 1,
            ..ExportInput::new(&project, &articles, &ClaimSelection::ALL)
        };
        each_row(&input, first_row).unwrap();
        assert!(
            seen.contains("date_published") && seen.contains("url") && seen.contains("not_found_in_text"),
            "{seen:?}"
        );
    }

    #[test]
    fn groups_made_apart_and_appended_hold_the_rows_that_one_group_holds() {
        let project = project_of_many_parts();
        let articles = InMemory::new(&project);
        let input = ExportInput::new(&project, &articles, &ClaimSelection::ALL);
        let columns = Arc::new(parse_message_type(MESSAGE).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), columns, Arc::default()).unwrap();
        let schema = file.schema_descr().clone();
        let (fields, mut buffer) = (fields(&schema).unwrap(), String::new());
        let all = RowGroup::encode(&schema, &Arc::default(), |rows| {
            let written = each_row(&input, |row| {
                rows.add(|leaves| add(leaves, row, &fields, &mut buffer));
                Ok(true)
            });
            written.unwrap();
        });
        all.unwrap().unwrap().append_to(&mut file).unwrap();
        let (in_one, groups) = read_back(file.into_inner().unwrap());
        assert_eq!(groups, 1);

        let mut bytes = Vec::new();
        let written = write(&input, &mut bytes).unwrap();
        let (in_many, groups) = read_back(bytes);
        assert!(groups > 2);
        assert_eq!((written.claims, &in_many), (in_one.len(), &in_one));
    }
}
