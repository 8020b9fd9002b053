//! Writes anew the table of a PDF that says where its objects lie, for files in which it is broken or missing: as readers
//! do, by looking for the objects themselves.

use std::collections::BTreeMap;
use std::fmt::Write;

/// The maximum number of objects that are looked for.
const MAX_OBJECTS: usize = 500_000;

/// The file with a new table behind it; `None` where no catalogue of pages is found.
pub(super) fn repaired(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut places: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    let mut root = None;
    for at in memchr::memmem::find_iter(bytes, b" obj") {
        let Some((number, generation, begin)) = heading(bytes, at) else {
            continue;
        };
        // Of an object that stands there twice the later one counts.
        places.insert(number, (begin, generation));
        let end = memchr::memmem::find(bytes.get(at..)?, b"endobj").map_or(bytes.len(), |end| at + end);
        let body = bytes.get(at..end.min(at + 4096))?;
        let is_catalogue = memchr::memmem::find(body, b"/Catalog").is_some()
            && memchr::memmem::find(body, b"/Pages").is_some();
        if is_catalogue {
            root = Some((number, generation));
        }
        if places.len() > MAX_OBJECTS {
            return None;
        }
    }
    let (root, generation) = root.or_else(|| root_of_trailer(bytes))?;
    let mut table = String::from("\nxref\n0 1\n0000000000 65535 f \n");
    for (number, (place, generation)) in &places {
        // Writing to a string does not fail.
        let _written = write!(table, "{number} 1\n{place:010} {generation:05} n \n");
    }
    let size = places.keys().next_back().map_or(1, |last| last.saturating_add(1));
    let start = bytes.len() + 1;
    let _written = write!(
        table,
        "trailer\n<</Size {size}/Root {root} {generation} R>>\nstartxref\n{start}\n%%EOF\n"
    );
    let mut whole = Vec::with_capacity(bytes.len() + table.len());
    whole.extend_from_slice(bytes);
    whole.extend_from_slice(table.as_bytes());
    Some(whole)
}

/// The numbers before ' obj', and where they begin.
fn heading(bytes: &[u8], at: usize) -> Option<(u32, u32, usize)> {
    const MAX_HEADING_BYTES: usize = 20;
    let from = at.saturating_sub(MAX_HEADING_BYTES);
    let before = bytes.get(from..at)?;
    let digits = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let number = |bytes: &[u8]| std::str::from_utf8(bytes).ok()?.parse::<u32>().ok();
    let (rest, generation) = before.split_at(before.len() - digits(before));
    let rest = rest.strip_suffix(b" ")?;
    let (lead, first) = rest.split_at(rest.len() - digits(rest));
    Some((number(first)?, number(generation)?, from + lead.len()))
}

/// The catalogue that the last trailer names: '/Root 1 0 R'.
fn root_of_trailer(bytes: &[u8]) -> Option<(u32, u32)> {
    let at = memchr::memmem::rfind(bytes, b"/Root")?;
    let named = bytes.get(at + b"/Root".len()..)?;
    let mut words = named
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let mut number = || std::str::from_utf8(words.next()?).ok()?.parse().ok();
    Some((number()?, number()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_and_the_later_of_two_counts() {
        let file = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\nold\nendobj\n2 0 obj\nnew\nendobj\n";
        let repaired = String::from_utf8(repaired(file).unwrap()).unwrap();
        let place = file.len() - b"2 0 obj\nnew\nendobj\n".len();
        assert!(
            repaired.contains(&format!("2 1\n{place:010} 00000 n")),
            "{repaired}"
        );
        assert!(repaired.contains("/Root 1 0 R"));
        assert_eq!(super::repaired(b"%PDF-1.4 nothing"), None);
    }
}
