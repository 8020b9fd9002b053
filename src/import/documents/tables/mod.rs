//! Tables with one article a row: CSV, Excel workbooks, JSON Lines. `columns` maps their columns, `table`
//! makes articles of their rows.

mod cells;
pub(crate) mod columns;
pub(crate) mod csv;
mod dates;
pub(crate) mod json_lines;
pub(crate) mod pairs;
mod table;
pub(crate) mod xlsx;
