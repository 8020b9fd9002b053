//! Unicode's own test cases, read from the compressed files of `tests/data/unicode`. What is held
//! against them is not here.

use std::io::Read as _;

/// A text, and where it may be cut.
pub(crate) struct Broken {
    /// Which line of the file it stands on, from 1.
    pub line: usize,
    /// The text.
    pub text: String,
    /// In bytes; the ends of the text only where the file says so.
    pub breaks: Vec<usize>,
}

/// The cases of a break test.
pub(crate) fn broken(compressed: &[u8]) -> Vec<Broken> {
    let of_line = |(line, case): (usize, &str)| {
        let (mut text, mut breaks) = (String::new(), Vec::new());
        for token in case.split_whitespace() {
            match token {
                "÷" => breaks.push(text.len()),
                "×" => {}
                code => text.push(character(code)),
            }
        }
        Broken { line, text, breaks }
    };
    cases(&unpacked(compressed)).map(of_line).collect()
}

/// The lines of a file that hold a case, numbered from 1, without their comments.
pub(crate) fn cases(file: &str) -> impl Iterator<Item = (usize, &str)> {
    file.lines().enumerate().filter_map(|(index, line)| {
        let case = line.split('#').next().unwrap_or_default().trim();
        (!case.is_empty()).then_some((index + 1, case))
    })
}

/// The text of a compressed file.
pub(crate) fn unpacked(compressed: &[u8]) -> String {
    let mut file = String::new();
    let mut decoder = flate2::read::GzDecoder::new(compressed);
    decoder.read_to_string(&mut file).unwrap();
    file
}

/// The character of a hexadecimal code.
pub(crate) fn character(code: &str) -> char {
    char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()
}
