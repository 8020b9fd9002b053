//! What egui lacks: labels and fields that show every script, and controls in our look.

pub mod button;
pub mod choice;
pub mod clipboards;
pub mod dialog;
pub mod drop_down;
pub mod field;
pub mod icons;
pub mod list_keys;
pub mod list_row;
pub mod marked;
pub mod menu;
pub mod panel;
pub mod pill;
pub mod rating;
pub mod row_layout;
pub mod segments;
pub mod text;
pub mod text_painter;
pub mod theme;
pub mod words;
