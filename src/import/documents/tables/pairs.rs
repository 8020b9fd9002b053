//! Pairs of names and values as written on the command line: 'text=Body,title="Headline, short"'.

/// Reads pairs; the error says what is wrong with them. A value within quotation marks may have any letters, a
/// quotation mark written twice.
pub fn pairs(written: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    let mut rest = written;
    while !rest.trim().is_empty() {
        let (pair, after) = first_pair(rest)?;
        pairs.extend(pair);
        rest = after;
    }
    Ok(pairs)
}

/// A name and its value.
type NamedValue = (String, String);

/// The pair at the beginning, nothing where it is empty, and what stands behind its comma.
fn first_pair(written: &str) -> Result<(Option<NamedValue>, &str), String> {
    let until_comma = || written.split_once(',').unwrap_or((written, ""));
    let (bare, after) = until_comma();
    if bare.trim().is_empty() {
        return Ok((None, after));
    }
    let Some((name, value)) = written.split_once('=').filter(|(name, _)| !name.contains(',')) else {
        return Err(fl!("import-pair-no-equals", pair = bare));
    };
    let name = name.trim().to_owned();
    if let Some(quoted) = value.trim_start().strip_prefix('"') {
        let (value, behind) =
            quoted_value(quoted).ok_or_else(|| fl!("import-pair-unclosed", pair = written))?;
        let behind = behind.trim_start();
        return match behind.strip_prefix(',') {
            Some(after) => Ok((Some((name, value)), after)),
            None if behind.is_empty() => Ok((Some((name, value)), "")),
            None => Err(fl!("import-pair-no-comma", rest = behind)),
        };
    }
    let (value, after) = value.split_once(',').unwrap_or((value, ""));
    Ok((Some((name, value.trim().to_owned())), after))
}

/// What stands before the closing quotation mark, and what behind it.
fn quoted_value(written: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = written;
    loop {
        let (before, after) = rest.split_once('"')?;
        value.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                value.push('"');
                rest = after;
            }
            None => return Some((value, after)),
        }
    }
}

/// A pair as [`pairs`] reads it.
pub(crate) fn pair(name: &str, value: &str) -> String {
    let is_plain =
        !value.is_empty() && value.trim() == value && !value.contains(',') && !value.starts_with('"');
    if is_plain {
        format!("{name}={value}")
    } else {
        format!("{name}=\"{}\"", value.replace('"', "\"\""))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_and_values_are_read_with_and_without_quotation_marks() {
        let read = pairs("text=Body, title = \"Headline, \"\"short\"\"\" ,,url=a=b,").unwrap();
        let owned = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            read,
            [
                owned("text", "Body"),
                owned("title", "Headline, \"short\""),
                owned("url", "a=b")
            ]
        );
        assert!(pairs("text").unwrap_err().contains("“text” has no ="));
        assert!(pairs("text,title=x").is_err());
        assert!(pairs("text=\"x").unwrap_err().contains("unclosed quotation mark"));
        assert!(pairs("text=\"x\"y").unwrap_err().contains("no comma before “y”"));
    }

    proptest! {
        #[test]
        fn any_value_comes_back(values in prop::collection::vec("\\PC{0,12}|[ ,=\"a]{0,8}", 0..4)) {
            let written: Vec<String> = values.iter().map(|value| pair("text", value)).collect();
            let read = pairs(&written.join(",")).unwrap();
            let read: Vec<String> = read.into_iter().map(|(_, value)| value).collect();
            prop_assert_eq!(read, values);
        }
    }
}
