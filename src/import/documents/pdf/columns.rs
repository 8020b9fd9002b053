//! Columns that are drawn row by row, across the gap between them: they are read one after the other, and no table.

use super::lines::PdfLine;

/// The lines in the order in which they are read.
pub(super) fn in_order(lines: Vec<PdfLine>) -> Vec<PdfLine> {
    let mut ordered = Vec::with_capacity(lines.len());
    let mut rows: Vec<PdfLine> = Vec::new();
    for line in lines {
        let goes_on = rows.last().is_none_or(|above| {
            let gap = line.baseline - above.baseline;
            above.page == line.page && above.turn == line.turn && gap > 0.0 && gap < 3.0 * above.size
        });
        if !goes_on || !line.is_row {
            take_rows(&mut rows, &mut ordered);
        }
        if line.is_row {
            rows.push(line);
        } else {
            ordered.push(line);
        }
    }
    take_rows(&mut rows, &mut ordered);
    ordered
}

/// Moves rows to the lines in their order: column by column where they are columns of prose.
fn take_rows(rows: &mut Vec<PdfLine>, ordered: &mut Vec<PdfLine>) {
    if are_columns(rows) {
        let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for column in 0..count {
            let lines = rows.iter().filter_map(|row| {
                let cell = row.cells.get(column)?;
                Some(PdfLine {
                    text: cell.text.clone(),
                    left: cell.left,
                    right: cell.right,
                    is_row: false,
                    cells: Vec::new(),
                    ..row.clone()
                })
            });
            ordered.extend(lines);
        }
        rows.clear();
    } else {
        ordered.append(rows);
    }
}

/// Whether rows are lines of columns: several, with as many cells each that begin at the same places, most of them words of
/// a sentence and not figures or labels.
fn are_columns(rows: &[PdfLine]) -> bool {
    const MIN_ROWS: usize = 3;
    const MIN_WORDS: usize = 3;
    let Some(first) = rows.first().filter(|_| rows.len() >= MIN_ROWS) else {
        return false;
    };
    let is_alike = |row: &PdfLine| {
        row.cells.len() == first.cells.len()
            && row
                .cells
                .iter()
                .zip(&first.cells)
                .all(|(a, b)| (a.left - b.left).abs() < 1.5 * row.size)
    };
    // The last rows of the longer columns stand alone, and are no rows.
    let alike = rows.iter().filter(|row| is_alike(row)).count();
    let words = |text: &str| {
        text.split_whitespace()
            .filter(|word| word.contains(char::is_alphabetic))
            .count()
    };
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let of_prose = cells().filter(|cell| words(&cell.text) >= MIN_WORDS).count();
    let begin_small = cells()
        .filter(|cell| cell.text.starts_with(char::is_lowercase))
        .count();
    let all = cells().count();
    alike * 5 >= rows.len() * 4
        && of_prose * 4 >= all * 3
        && (begin_small * 4 >= all || !cells().any(|cell| cell.text.contains(char::is_lowercase)))
}

#[cfg(test)]
mod tests {
    use super::super::lines::Cell;
    use super::*;

    fn row(number: f64, cells: &[(f64, &str)]) -> PdfLine {
        let cells = cells.iter().map(|(left, text)| Cell {
            text: (*text).to_owned(),
            left: *left,
            right: left + 100.0,
        });
        let cells: Vec<Cell> = cells.collect();
        let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
        PdfLine {
            text: texts.join("\t"),
            baseline: number * 12.0,
            size: 10.0,
            is_row: cells.len() > 1,
            cells,
            ..PdfLine::default()
        }
    }

    #[test]
    fn columns_are_read_one_after_the_other_and_tables_row_by_row() {
        let columns = vec![
            row(1.0, &[(0.0, "The board met on"), (200.0, "said that a berth")]),
            row(
                2.0,
                &[(0.0, "Monday, and heard the"), (200.0, "would be ready soon")],
            ),
            row(
                3.0,
                &[(0.0, "engineers, one of whom"), (200.0, "but named no day.")],
            ),
        ];
        let read: Vec<String> = in_order(columns).into_iter().map(|line| line.text).collect();
        let order = [
            "The board met on",
            "Monday, and heard the",
            "engineers, one of whom",
            "said that a berth",
            "would be ready soon",
            "but named no day.",
        ];
        assert_eq!(read, order);
        let table = vec![
            row(1.0, &[(0.0, "Name of the town"), (200.0, "People in it")]),
            row(2.0, &[(0.0, "Port of Spain"), (200.0, "37,000")]),
            row(3.0, &[(0.0, "Rio de Janeiro"), (200.0, "6,200,000")]),
        ];
        assert_eq!(in_order(table.clone()), table);
    }
}
