//! Tables with one article a row: CSV, Excel workbooks, JSON Lines. `columns` maps their columns, `table`
//! makes articles of their rows.

mod cells;
pub mod columns;
pub mod csv;
pub mod json_lines;
pub mod pairs;
mod table;
pub mod xlsx;
