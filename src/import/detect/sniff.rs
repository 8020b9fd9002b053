//! How the beginnings of some formats of text look, where neither markup nor a header tells them.

use std::io::Read;

use flate2::read::GzDecoder;

/// How archived web pages begin.
const WEB_ARCHIVE: &[u8] = b"WARC/";

/// Whether it is an archive of web pages, packed or not.
pub(super) fn is_web_archive(bytes: &[u8]) -> bool {
    if bytes.starts_with(WEB_ARCHIVE) {
        return true;
    }
    let mut beginning = [0; WEB_ARCHIVE.len()];
    let is_packed = bytes.starts_with(b"\x1f\x8b");
    is_packed && GzDecoder::new(bytes).read_exact(&mut beginning).is_ok() && beginning == *WEB_ARCHIVE
}

/// Whether the first line may be that of a transcript, so that a closer look is worth its time.
pub(super) fn may_begin_transcript(start: &[u8]) -> bool {
    start.starts_with(b"WEBVTT") || start.first().is_some_and(u8::is_ascii_digit)
}

/// Whether subtitles begin so: with the word of `WebVTT`, or with the times of the first one, perhaps under its number.
pub(super) fn begins_transcript(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    head.starts_with("WEBVTT")
        || times(first).is_some()
        || (is_number && lines.next().and_then(times).is_some())
}

/// The two times of a line like '00:01:02,500 --> 00:01:04,000 align:start' or '0:01:02.500,0:01:04.000', in milliseconds.
pub(crate) fn times(line: &str) -> Option<(u64, u64)> {
    if let Some((start, rest)) = line.split_once("-->") {
        return Some((time(start)?, time(rest.split_whitespace().next()?)?));
    }
    let (start, end) = line.split_once(',')?;
    let is_time = |time: &str| time.contains(':') && time.contains('.');
    (is_time(start) && is_time(end)).then_some((time(start)?, time(end)?))
}

/// '1:02:03.500', '02:03,5', '63.5s' in milliseconds.
pub(crate) fn time(written: &str) -> Option<u64> {
    const A_SECOND: f64 = 1000.0;
    const SIXTY: f64 = 60.0;
    let written = written.trim().trim_end_matches('s').replace(',', ".");
    let mut seconds = 0.0;
    for part in written.split(':') {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        seconds = seconds * SIXTY + part.parse::<f64>().ok()?;
    }
    Some((seconds * A_SECOND) as u64)
}

/// Whether an archive of what an account posted on X begins so: a script that sets a list.
pub(super) fn begins_posts(start: &[u8]) -> bool {
    start.starts_with(b"window.YTD.tweet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_subtitles_write_them() {
        assert_eq!(
            times("00:00:01,000 --> 00:01:04.500 align:start"),
            Some((1000, 64_500))
        );
        assert_eq!(times("0:00:01.000,0:00:04.000"), Some((1000, 4000)));
        assert_eq!(times("In 2024,2025"), None);
        assert_eq!(times("1.000,2.000"), None);
        assert_eq!(time("1.5s"), Some(1500));
        assert!(begins_transcript("1\n00:00:01,000 --> 00:00:04,000\nYes"));
        assert!(!begins_transcript("1\nThe army said so."));
    }
}
