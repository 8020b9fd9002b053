//! Files with a JSON object a line, as several programs write them.

use serde_json::Value;

use super::label_studio::MAX_VALUES;
use super::{AnnotatedFile, utf8};
use crate::import::documents::json::refuse_many_values;
use crate::import::error::ParseError;

/// The values of a file's lines, each with its number, from 1; empty lines are passed over. What is no JSON is refused with
/// the number of its line.
pub(super) fn json_lines(file: &AnnotatedFile) -> Result<Vec<(usize, Value)>, ParseError> {
    let text = utf8(file.bytes)?;
    refuse_many_values(text, MAX_VALUES)?;
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(number, line)| {
        let value = serde_json::from_str(line).map_err(|error| ParseError::damaged_line(number, &error))?;
        Ok((number, value))
    });
    read.collect()
}
