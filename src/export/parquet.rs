//! Parquet: a table with one row a claim in typed columns, for data frames and databases. The columns are those of
//! the CSV table with lists where it has lines, as `assets/export/claims.message` says in Parquet's own words.
//! How values become columns of levels is not here.
//!
//! Rows are handed on in groups of some thousand, so that memory does not grow with their number.

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

use self::group::Group;
use self::leaves::Leaves;
use super::describe::{name, reviewer};
use super::row::{EachRow, Row, each_part};
use super::{ExportError, Format, Readers, Selection, Summary, Write, csv, words};
use crate::model::{Anchor, Attribution, Project};

/// The format.
pub const FORMAT: Format = Format {
    key: "parquet",
    name: "Parquet",
    extension: "parquet",
    readers: Readers::Programs,
    for_whom: "For research on many claims with DuckDB, polars, pandas, R or Spark: small, quick to read, every column with its type.",
    keeps: "One row a claim with its article, places, speakers, the whole chain, decisions, verdict and evidence as lists and times.",
    drops: "The articles' texts, guidelines, and aliases and notes of speakers.",
    offset_unit: "Unicode characters",
    write: Write::Binary {
        write,
        shown_as: &csv::PLAIN,
    },
};

const COLUMNS: &str = include_str!("../../assets/export/claims.message");
/// Columns in which hardly two claims have the same words.
const HARDLY_TWICE: [&str; 4] = [
    "claim_id",
    "claim",
    "spans.list.element.words",
    "evidence.list.element.excerpt",
];

fn write(project: &Project, selection: &Selection, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let columns = Arc::new(parse_message_type(COLUMNS).map_err(failure)?);
    let about = [
        ("sayso_parquet", "1"),
        ("offset_unit", "unicode code points, half open"),
    ];
    let about = about.map(|(key, value)| KeyValue::new(key.to_owned(), value.to_owned()));
    let properties = properties(&SchemaDescriptor::new(columns.clone()));
    let properties = Arc::new(properties.set_key_value_metadata(Some(about.into())).build());
    // The writer keeps what is handed on after each group.
    let mut file = SerializedFileWriter::new(Vec::new(), columns, properties.clone()).map_err(failure)?;
    let schema = file.schema_descr().clone();
    let make = |_: Option<Made>, each_row: &mut EachRow| {
        Group::of(&schema, &properties, |rows| {
            each_row(&mut |row| rows.add(|leaves| add(leaves, row)));
        })
    };
    let summary = each_part(project, selection, make, |group| {
        if let Some(group) = std::mem::replace(group, Ok(None)).map_err(failure)? {
            group.append_to(&mut file).map_err(failure)?;
        }
        hand_on(&mut file, out)
    })?;
    out.write_all(&file.into_inner().map_err(failure)?)?;
    Ok(summary)
}

/// A part of the rows; none may have been chosen of it.
type Made = Result<Option<Group>, ParquetError>;

/// How the columns are written: words by a dictionary where they come again, numbers and instants by how far each lies
/// from the one before. The least and the greatest of a group are told of what readers choose rows by, which is not
/// what stands in lists or differs in every row.
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

/// Adds the values of a row, in the order of the columns.
fn add(leaves: &mut Leaves, row: &Row) {
    let (project, claim, metadata) = (row.project, row.claim, &row.article.metadata);
    leaves.text(row.article_id.as_str());
    leaves.text(metadata.title.as_str());
    leaves.text(metadata.publisher.as_deref());
    leaves.text(metadata.byline.as_deref());
    leaves.list(&metadata.credit, |leaves, credit| leaves.text(credit.as_str()));
    leaves.text(metadata.url.as_deref());
    leaves.date(metadata.published);
    leaves.text(metadata.language.as_deref());
    leaves.truth(metadata.partial);

    leaves.text(row.id.as_str());
    leaves.joined(claim.spans.iter().map(|anchor| anchor.words.as_str()));
    spans(leaves, row, &claim.spans);
    leaves.truth(row.has_lost_its_place());
    leaves.text(row.offsets.quotation(claim).map(words::quotation));
    leaves.text(words::voice(&claim.voice));

    let link = row.nearest();
    leaves.list(row.speakers, |leaves, (id, speaker)| {
        leaves.text(id.as_str());
        leaves.text(speaker.map_or(id.as_str(), |speaker| &speaker.name));
        leaves.text(speaker.map(|speaker| words::speaker_kind(speaker.kind)));
        leaves.text(speaker.and_then(|speaker| speaker.role.as_deref()));
        leaves.text(speaker.and_then(|speaker| Some(name(project, speaker.affiliation.as_ref()?))));
        leaves.text(speaker.and_then(|speaker| speaker.wikidata.as_deref()));
    });
    leaves.truth(link.map(|link| link.inferred));
    for anchors in [link.map(|link| &link.source), link.map(|link| &link.cue)] {
        let anchors = anchors.map(Vec::as_slice).unwrap_or_default();
        leaves.joined(anchors.iter().map(|anchor| anchor.words.as_str()));
        spans(leaves, row, anchors);
    }
    leaves.text(link.map(|link| words::polarity(link.polarity)));
    leaves.list(claim.voice.chain().iter().skip(1), |leaves, link| {
        relay(leaves, row, link);
    });

    leaves.text(words::review_state(claim.review_state()));
    leaves.list(&claim.reviews, |leaves, (id, review)| {
        leaves.text(reviewer(project, id));
        leaves.text(words::decision(review.decision));
        leaves.time(review.at);
        leaves.text(review.why.as_str());
    });
    let verdict = claim.verdict.as_ref();
    leaves.text(verdict.map(|verdict| project.rating_label(&verdict.rating)));
    leaves.text(verdict.map(|verdict| reviewer(project, &verdict.by)));
    leaves.time(verdict.map(|verdict| verdict.at));
    leaves.list(claim.evidence.values(), |leaves, evidence| {
        leaves.text(evidence.url.as_str());
        leaves.text(evidence.title.as_str());
        leaves.text(evidence.excerpt.as_str());
        leaves.text(evidence.stance.map(words::stance));
        leaves.date(evidence.seen);
    });
    leaves.list(&claim.tags, |leaves, tag| leaves.text(tag.as_str()));
    leaves.text(claim.note.as_str());
    leaves.text(claim.marked_by.as_ref().map(|id| reviewer(project, id)));
    leaves.time(claim.marked_at);
}

fn relay(leaves: &mut Leaves, row: &Row, link: &Attribution) {
    leaves.list(&link.speakers, |leaves, id| {
        leaves.text(id.as_str());
        leaves.text(name(row.project, id));
    });
    spans(leaves, row, &link.source);
    spans(leaves, row, &link.cue);
    leaves.truth(link.inferred);
    leaves.text(words::polarity(link.polarity));
}

fn spans(leaves: &mut Leaves, row: &Row, anchors: &[Anchor]) {
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
    use bytes::Bytes;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::super::{Limit, row::each_row, row::tests::project_of_many_parts};
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
        let columns = SchemaDescriptor::new(Arc::new(parse_message_type(COLUMNS).unwrap()));
        let is_there = |path: &&str| {
            columns
                .columns()
                .iter()
                .any(|column| column.path().string() == **path)
        };
        assert!(HARDLY_TWICE.iter().all(is_there));
    }

    #[test]
    fn groups_made_apart_and_appended_hold_the_rows_that_one_group_holds() {
        let project = project_of_many_parts();
        let columns = Arc::new(parse_message_type(COLUMNS).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), columns, Arc::default()).unwrap();
        let schema = file.schema_descr().clone();
        let all = Group::of(&schema, &Arc::default(), |rows| {
            let written = each_row(&project, &Selection::ALL, Limit::NONE, |row| {
                rows.add(|leaves| add(leaves, row));
                Ok(true)
            });
            written.unwrap();
        });
        all.unwrap().unwrap().append_to(&mut file).unwrap();
        let (in_one, groups) = read_back(file.into_inner().unwrap());
        assert_eq!(groups, 1);

        let mut bytes = Vec::new();
        let written = write(&project, &Selection::ALL, &mut bytes).unwrap();
        let (in_many, groups) = read_back(bytes);
        assert!(groups > 2);
        assert_eq!((written.claims, &in_many), (in_one.len(), &in_one));
    }
}
