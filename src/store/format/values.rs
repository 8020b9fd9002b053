//! Single values in our RON: readable strings, small records on one line, and maps that reject duplicate keys.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use ron::ser::PrettyConfig;
use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

/// A string in which only invisible and direction-changing characters are escaped. RON's own writer would also
/// escape every apostrophe and every vowel mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words(pub String);

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self(words.to_owned())
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_raw(&quoted(&self.0), serializer)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_unseen(c) => quoted.extend(c.escape_default()),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Control characters, unusual spaces, invisible marks and whatever reorders a line, but not the joiners
/// that Persian and emoji need.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{1680}' | '\u{180e}' | '\u{2000}'..='\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// A record written on one line, so that git never merges half of it with half of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OneLine<T>(pub T);

impl<T: Serialize> Serialize for OneLine<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let line = PrettyConfig::new()
            .compact_structs(true)
            .compact_arrays(true)
            .new_line("\n");
        let line = ron::ser::to_string_pretty(&self.0, line).map_err(S::Error::custom)?;
        serialize_raw(&line, serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneLine<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

fn serialize_raw<S: Serializer>(ron: &str, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_ron(ron)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

/// Reads a map and rejects duplicate keys: one of the two values would be lost.
pub(super) fn unique<'de, D, V>(deserializer: D) -> Result<BTreeMap<Words, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct Unique<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Unique<V> {
        type Value = BTreeMap<Words, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some(key) = entries.next_key::<Words>()? {
                if map.contains_key(&key) {
                    return Err(A::Error::custom(fl!("store-format-duplicate-key", key = key.0)));
                }
                map.insert(key, entries.next_value()?);
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(Unique(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_readable_and_hides_nothing() {
        let seen = [
            ("don’t, 'don't' “x”", r#""don’t, 'don't' “x”""#),
            ("المُحادثات", "\"المُحادثات\""),
            ("می\u{200c}خواهم", "\"می\u{200c}خواهم\""),
            ("a\"b\\c\n\t", r#""a\"b\\c\n\t""#),
            ("\0\u{202e}x\u{a0}\u{feff}", r#""\u{0}\u{202e}x\u{a0}\u{feff}""#),
        ];
        for (words, written) in seen {
            assert_eq!(quoted(words), written);
            assert_eq!(ron::from_str::<String>(written).unwrap(), words);
        }
    }

    #[test]
    fn every_character_survives() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let words = format!("a{c}b");
            // Only every thirteenth of the plain ones, for speed.
            if u32::from(c) < 0x3000 || u32::from(c) % 13 == 0 {
                assert_eq!(ron::from_str::<String>(&quoted(&words)).unwrap(), words, "{c:?}");
            }
        }
    }

    #[test]
    fn a_record_stands_on_one_line() {
        #[derive(serde::Serialize)]
        struct Mark {
            start: usize,
            words: Words,
        }
        let marks = vec![OneLine(Mark {
            start: 4,
            words: "the \"mayor\"".into(),
        })];
        let text = ron::ser::to_string_pretty(&marks, PrettyConfig::new().new_line("\n")).unwrap();
        assert_eq!(text, "[\n    (start: 4, words: \"the \\\"mayor\\\"\"),\n]");
    }
}
