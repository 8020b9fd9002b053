//! At which time the words of a transcript are said: each cue is found again in the paragraphs that were made of all of them.

use super::transcript;
use crate::import::article::{Choices, SourceFile};

/// Where in `text`, in Unicode characters, each cue of a transcript begins, and its time in milliseconds; in order. `text` is
/// what was read from these bytes. Cues whose words are not found are left out.
pub(crate) fn times(path: &str, bytes: &[u8], choices: &Choices, text: &str) -> Vec<(usize, u64)> {
    let source = SourceFile { path, bytes, choices };
    let cues = transcript::starts(&source).unwrap_or_default();
    let mut times: Vec<(usize, u64)> = Vec::new();
    let (mut read, mut chars) = (0, 0);
    for (time, words) in cues {
        let Some(at) = text.get(read..).and_then(|rest| rest.find(&words)) else {
            continue;
        };
        let skipped = text.get(read..read + at).unwrap_or("").chars().count();
        chars += skipped;
        read += at;
        // A line that is shown again belongs to the time it was shown first.
        if times.last().is_none_or(|(last, _)| *last < chars) {
            times.push((chars, time));
        }
        chars += words.chars().count();
        read += words.len();
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_has_its_time_in_the_text() {
        let file = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada Roe>We have carried\nout much.\n\n00:03.500 --> 00:05.000\n\
            <v Ada Roe>And é more.\n\n01:04:09.250 --> 01:04:12.000\n<v Bo>No.\n";
        let imported = crate::import::import("a.vtt", file.as_bytes()).unwrap();
        let text = &imported.articles[0].text;
        assert_eq!(text, "Ada Roe: We have carried out much. And é more.\n\nBo: No.");
        let times = times("a.vtt", file.as_bytes(), &Choices::default(), text);
        let said: Vec<(String, u64)> = times
            .iter()
            .map(|&(at, time)| (text.chars().skip(at).take(4).collect(), time))
            .collect();
        assert_eq!(
            said,
            [
                ("We h".to_owned(), 1_000),
                ("And ".to_owned(), 3_500),
                ("No.".to_owned(), 3_849_250)
            ]
        );
    }
}
