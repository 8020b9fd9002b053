//! A table and the articles of its rows: the columns are those that were asked for, else they are told by
//! their names, else by their contents.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cells;
use super::columns::{Columns, FIELDS, TableField, TableHead};
use super::dates::DayOrder;
use crate::import::article::SourceFile;
use crate::import::decode::with_line_feeds;
use crate::import::documents::{facts, language};
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::{Imported, NewArticle, WarningKind};

/// How many rows are examined to tell what a column holds: a table may have very many of both.
const SAMPLE_ROWS: usize = 200;

/// A table: the names of its columns and its rows, where a short row ends early.
#[derive(Debug, Default)]
pub(crate) struct ParsedTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl ParsedTable {
    /// The first cells of a column.
    fn sample(&self, place: usize) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().take(SAMPLE_ROWS);
        rows.filter_map(move |row| Some(row.get(place)?.as_str()))
    }
}

/// The maximum number of rows of a table.
pub(crate) const MAX_ROWS: usize = 200_000;
/// The maximum number of columns of a table.
const MAX_COLUMNS: usize = 16_384;
/// The maximum number of cells of a table.
const MAX_CELLS: usize = 5_000_000;
/// The maximum length of all cells together.
const MAX_TOTAL_BYTES: usize = 256 * 1024 * 1024;

/// How large a table has become while it is read: a small file may stand for a very large one.
#[derive(Debug, Default)]
pub(crate) struct TableSize {
    rows: usize,
    cells: usize,
    bytes: usize,
}

impl TableSize {
    /// Adds a row of so many columns and bytes; refused where the table is no table of articles any more.
    pub(super) fn grow(&mut self, columns: usize, bytes: usize) -> Result<(), ParseError> {
        self.rows += 1;
        self.widen(columns, bytes)?;
        if self.rows > MAX_ROWS {
            Err(ParseError::TooManyParts(MAX_ROWS))
        } else if columns > MAX_COLUMNS {
            Err(ParseError::TooManyParts(MAX_COLUMNS))
        } else {
            Ok(())
        }
    }

    /// Adds cells to a row that is still being read.
    pub(super) fn widen(&mut self, cells: usize, bytes: usize) -> Result<(), ParseError> {
        self.cells += cells;
        self.bytes += bytes;
        if self.cells > MAX_CELLS {
            Err(ParseError::TooManyParts(MAX_CELLS))
        } else if self.bytes > MAX_TOTAL_BYTES {
            Err(ParseError::ZipBomb(MAX_TOTAL_BYTES))
        } else {
            Ok(())
        }
    }
}

/// The articles of a table, one a row.
pub(crate) fn articles(table: &ParsedTable, source: &SourceFile) -> Result<Imported, ParseError> {
    let columns = settle(table, &source.choices.columns)?;
    let mut warnings = Vec::new();
    if columns != source.choices.columns {
        warnings.push(source.warning(WarningKind::ColumnsGuessed(columns.written())));
    }
    let place = |field| {
        let name = columns.column(field)?;
        table.columns.iter().position(|column| column == name)
    };
    let places: BTreeMap<TableField, usize> = FIELDS
        .iter()
        .filter_map(|(field, ..)| Some((*field, place(*field)?)))
        .collect();
    let texts = places.get(&TableField::Text).copied();
    let marked_up = texts.is_some_and(|place| {
        let texts = table.rows.iter().filter_map(|row| row.get(place));
        cells::are_marked_up(texts.map(String::as_str))
    });
    if marked_up {
        warnings.push(source.warning(WarningKind::TagsRemoved));
    }
    let order = day_order(table, &places);
    let mut dates_not_read = Vec::new();
    let articles = table.rows.iter().map(|row| {
        cancel::check_cancelled()?;
        let cell = |field| {
            let cell = row.get(*places.get(&field)?)?.trim();
            (!cell.is_empty()).then(|| cell.to_owned())
        };
        let text = cell(TableField::Text).unwrap_or_default();
        let text = if marked_up {
            cells::without_tags(&text)?
        } else {
            with_line_feeds(&text)
        };
        let stamp = cell(TableField::Published);
        let day = stamp.as_deref().and_then(|stamp| order.day(stamp));
        dates_not_read.extend(stamp.filter(|_| day.is_none()));
        Ok(article(text, day, cell))
    });
    let articles = articles.collect::<Result<_, ParseError>>()?;
    if let Some(first) = dates_not_read.first() {
        warnings.push(source.warning(WarningKind::DatesNotRead {
            count: dates_not_read.len(),
            first: shortened(first),
        }));
    }
    Ok(Imported {
        articles,
        warnings,
        table: Some(head(table, &columns)),
        ..Imported::default()
    })
}

/// The order of day and month in the column of dates.
fn day_order(table: &ParsedTable, places: &BTreeMap<TableField, usize>) -> DayOrder {
    let cells = |field| {
        let place = places.get(&field).copied();
        let rows = table.rows.iter();
        rows.filter_map(move |row| Some(row.get(place?)?.trim()).filter(|cell| !cell.is_empty()))
    };
    let declared = cells(TableField::Language).next().and_then(language::tag);
    let language = declared.or_else(|| {
        let texts: Vec<&str> = cells(TableField::Text).take(SAMPLE_ROWS).collect();
        language::guess(&texts.join("\n")).map(str::to_owned)
    });
    DayOrder::in_column(cells(TableField::Published), language.as_deref())
}

fn article(text: String, day: Option<Date>, cell: impl Fn(TableField) -> Option<String>) -> NewArticle {
    let article = NewArticle {
        title: cell(TableField::Title).unwrap_or_default(),
        byline: cell(TableField::Byline)
            .map(|names| cells::one_line(&names))
            .or_else(|| facts::byline(&text)),
        credit: match cell(TableField::Credit) {
            Some(names) => names
                .split([';', '\n'])
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect(),
            None => facts::credit(&text),
        },
        published: day.or_else(|| facts::published(&text)),
        publisher: cell(TableField::Publisher),
        url: cell(TableField::Url),
        language: cell(TableField::Language),
        text,
        ..NewArticle::default()
    };
    article.completed()
}

/// The columns that were asked for, and for the rest those whose names or contents speak for them.
fn settle(table: &ParsedTable, asked: &Columns) -> Result<Columns, ParseError> {
    let head = || Box::new(head(table, asked));
    if let Some(missing) = asked.names.values().find(|name| !table.columns.contains(name)) {
        return Err(ParseError::NoSuchColumn {
            asked: missing.clone(),
            head: head(),
        });
    }
    let mut columns = asked.clone();
    for (field, _, names) in FIELDS {
        let is_open = columns.column(*field).is_none() && !columns.without.contains(field);
        let taken: Vec<String> = columns.names.values().cloned().collect();
        if let Some(column) = named(table, *field, names, &taken).filter(|_| is_open) {
            columns.set(*field, column.clone());
        }
    }
    // What is called a source is an address in some programs, and the paper in others.
    let is_open = columns.column(TableField::Url).is_none() && !columns.without.contains(&TableField::Url);
    let source = table.columns.iter().enumerate().find(|(place, name)| {
        matches!(last_folded(name).as_str(), "source" | "sourceurl") && holds_addresses(table, *place)
    });
    if let Some((_, name)) = source.filter(|_| is_open) {
        columns.set(TableField::Url, name.clone());
    }
    if columns.column(TableField::Text).is_none() {
        let column = longest(table, &columns).ok_or_else(|| ParseError::NoTextColumn(head()))?;
        columns.set(TableField::Text, column);
    }
    Ok(columns)
}

/// The column whose name speaks for a field: the whole name first, else what stands behind its last full stop, as where
/// objects stand within objects. What holds addresses is not the name of who published it.
fn named<'table>(
    table: &'table ParsedTable,
    field: TableField,
    names: &str,
    taken: &[String],
) -> Option<&'table String> {
    let fits = |place: usize| field != TableField::Publisher || !holds_addresses(table, place);
    let find = |fold: fn(&str) -> String| {
        let folded_columns: Vec<String> = table.columns.iter().map(|column| fold(column)).collect();
        names.split(' ').find_map(|name| {
            let name = folded(name);
            let columns = table.columns.iter().zip(&folded_columns).enumerate();
            let mut columns = columns.filter(|(place, (column, known))| {
                **known == name && !taken.contains(column) && fits(*place)
            });
            columns.next().map(|(_, (column, _))| column)
        })
    };
    find(folded).or_else(|| find(last_folded))
}

/// Whether the first cells of a column are addresses on the web.
fn holds_addresses(table: &ParsedTable, place: usize) -> bool {
    let mut cells = table
        .sample(place)
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .peekable();
    cells.peek().is_some() && cells.all(facts::is_web_address)
}

/// What stands behind the last full stop of a name, folded.
fn last_folded(name: &str) -> String {
    folded(name.rsplit('.').next().unwrap_or(name))
}

/// What is shown of a table's columns.
fn head(table: &ParsedTable, columns: &Columns) -> TableHead {
    let first = |place: usize| {
        let cell = table.sample(place).map(str::trim).find(|cell| !cell.is_empty());
        shortened(cell.unwrap_or_default())
    };
    TableHead {
        there: table.columns.clone(),
        columns: columns.clone(),
        first: (0..table.columns.len()).map(first).collect(),
    }
}

/// The beginning of a cell, on one line.
fn shortened(cell: &str) -> String {
    const MAX_CHARS: usize = 160;
    let beginning: String = cell.chars().take(MAX_CHARS).collect();
    let mut line = beginning.split_whitespace().collect::<Vec<_>>().join(" ");
    if beginning.len() < cell.len() {
        line.push('…');
    }
    line
}

/// 'Published date' as 'publisheddate'.
fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The column with the longest cells, where they are long enough to be articles.
fn longest(table: &ParsedTable, taken: &Columns) -> Option<String> {
    const MIN_ARTICLE_CHARS: usize = 200;
    let lengths = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, name)| (table.sample(place).map(str::len).max().unwrap_or(0), name));
    lengths
        .filter(|(length, name)| {
            *length >= MIN_ARTICLE_CHARS && !taken.names.values().any(|used| used == *name)
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, name)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Choices, FileKind, import_as};

    fn columns(written: &str) -> Choices {
        Choices {
            kind: Some(FileKind::Csv),
            columns: Columns::parse(written).unwrap(),
            ..Choices::default()
        }
    }

    #[test]
    fn columns_are_taken_as_said_then_by_name_then_by_length() {
        let table = format!(
            "Headline,Wording,Date\nTalks,{},2024-02-11\n",
            "The army said so. ".repeat(20)
        );
        let guessed = import_as("a.csv", table.as_bytes(), &columns("")).unwrap();
        assert_eq!(
            guessed.warnings[0].to_string(),
            "columns were mapped automatically: text=Wording,title=Headline,published=Date: a.csv"
        );
        assert_eq!(guessed.articles[0].title, "Talks");
        assert_eq!(
            guessed.articles[0].published,
            Some(jiff::civil::date(2024, 2, 11))
        );
        let said = "text=Headline,title=Wording,published=Date";
        let settled = import_as("a.csv", table.as_bytes(), &columns(said)).unwrap();
        assert_eq!(settled.articles[0].text.as_str(), "Talks");
        assert_eq!(settled.warnings, vec![]);
    }

    #[test]
    fn a_column_that_is_not_there_and_a_table_without_texts_are_refused() {
        let warnings = |table: &str, said: &str| {
            import_as("a.csv", table.as_bytes(), &columns(said))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            warnings("a,b\n1,2\n", "text=Body"),
            "could not read this table (CSV): no column “Body”; columns: a, b: a.csv"
        );
        assert_eq!(
            warnings("a,b\n1,2\n", ""),
            "could not tell which column of this table (CSV) holds the article text; columns: a, b: a.csv"
        );
        assert_eq!(
            warnings("a,b\n1,\n", "text=b"),
            "could not read this table (CSV): column “b” is empty; columns: a, b: a.csv"
        );
        assert_eq!(
            Columns::parse("body=x").unwrap_err().split(';').next(),
            Some("unknown field “body”")
        );
        assert!(Columns::parse("text").is_err());
    }

    #[test]
    fn the_names_that_scrapers_and_languages_give_columns_are_known() {
        let line = "The harbour board met on Monday.";
        for (head, row) in [
            (
                "id,media_name,media_url,publish_date,title,url,text",
                "1,The Daily,example.org,2024-02-11,Talks,https://example.org/1,",
            ),
            (
                "title,hostname,date,source,source-hostname,text",
                "Talks,example.org,2024-02-11,https://example.org/1,The Daily,",
            ),
            (
                "date_publish,source_domain,title,url,maintext",
                "2024-02-11 10:00:00,The Daily,Talks,https://example.org/1,",
            ),
            (
                "标题,来源,日期,链接,正文",
                "Talks,The Daily,2024-02-11,https://example.org/1,",
            ),
            (
                "शीर्षक,स्रोत,दिनांक,लिंक,पाठ",
                "Talks,The Daily,2024-02-11,https://example.org/1,",
            ),
            (
                "Заголовок,Источник,Дата,Ссылка,Текст",
                "Talks,The Daily,2024-02-11,https://example.org/1,",
            ),
        ] {
            let table = format!("{head}\n{row}{line}\n");
            let article = import_as("a.csv", table.as_bytes(), &columns(""))
                .unwrap()
                .articles
                .remove(0);
            assert_eq!(
                (article.title.as_str(), article.text.as_str()),
                ("Talks", line),
                "{head}"
            );
            assert_eq!(article.publisher.as_deref(), Some("The Daily"), "{head}");
            assert_eq!(article.url.as_deref(), Some("https://example.org/1"), "{head}");
            assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)), "{head}");
        }
    }

    #[test]
    fn a_field_of_which_there_is_no_column_is_not_guessed() {
        let table = "title,text\nIn short,The army said so.\n";
        let title = |said: &str| {
            let imported = import_as("a.csv", table.as_bytes(), &columns(said)).unwrap();
            imported.articles[0].title.clone()
        };
        assert_eq!(title(""), "In short");
        assert_eq!(title("title="), "The army said so.");
        let said = Columns::parse("text=text,title=,byline=").unwrap();
        assert_eq!(said.written(), "text=text,title=,byline=");
        assert_eq!(Columns::parse(&said.written()), Ok(said));
    }

    #[test]
    fn what_stands_in_columns_is_shown_by_their_first_cells() {
        let long = "so ".repeat(100);
        let table = format!("a,b,c\n,,\n, The\tarmy ,\n1,{long},\n");
        let head = |said: &str| match import_as("a.csv", table.as_bytes(), &columns(said)) {
            Ok(imported) => imported.table.unwrap(),
            Err(error) => error.table().unwrap().clone(),
        };
        assert_eq!(head("text=b").first, ["1", "The army", ""]);
        assert_eq!(head("text=c").first, ["1", "The army", ""]);
        let late = format!("a,text\n{}x,said\n", ",said\n".repeat(300));
        let late = import_as("a.csv", late.as_bytes(), &columns("")).unwrap();
        assert_eq!(late.table.unwrap().first, ["", "said"]);
        let cut = shortened(&long);
        assert!(cut.ends_with("so s…") && cut.chars().count() <= 161, "{cut}");
    }

    #[test]
    fn a_columns_name_may_have_commas_and_equals_signs() {
        let mut said = Columns::default();
        said.set(TableField::Text, "Body, full");
        said.set(TableField::Title, "a=b");
        assert_eq!(said.written(), "text=\"Body, full\",title=a=b");
        assert_eq!(Columns::parse(&said.written()), Ok(said));
    }
}
