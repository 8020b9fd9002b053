//! The wording of the window and the command line. Every fixed text is a message of a Fluent file in
//! `assets/wording`, one file a language, and is asked for by its key with [`fl!`](crate::fl).
//!
//! Values of the user (names, titles, paths) are arguments of a message; they never become part of a
//! key. Words of file formats (column names, field names) are data and are not found here.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The language Sayso speaks, and its messages.
const LANGUAGE: (&str, &str) = ("en-GB", include_str!("../assets/wording/en-GB.ftl"));

static BUNDLE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(load);

/// The message with this key, in the user's language.
///
/// `fl!("key")` gives a `&'static str`, formatted once. `fl!("key", count = n, name)` gives a `String`;
/// arguments are anything that implements [`Argument`](crate::wording::Argument). Numbers choose plural forms and are shown with separators for thousands.
/// `"key.attribute"` asks for an attribute of the message. `tests/messages.rs` checks every key and
/// every argument against the Fluent file.
#[macro_export]
macro_rules! fl {
    ($key:expr) => {{
        static MESSAGE: std::sync::LazyLock<String> =
            std::sync::LazyLock::new(|| $crate::wording::message($key, &[]));
        MESSAGE.as_str()
    }};
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::wording::message($key, &[$(
            (stringify!($name), $crate::wording::Argument::value(&$value))
        ),+])
    };
}

/// A value that can stand in a message.
pub trait Argument {
    /// The value as Fluent takes it.
    fn value(&self) -> FluentValue<'_>;
}

impl Argument for str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl Argument for String {
    fn value(&self) -> FluentValue<'_> {
        self.as_str().value()
    }
}

impl Argument for Cow<'_, str> {
    fn value(&self) -> FluentValue<'_> {
        self.as_ref().value()
    }
}

impl Argument for char {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::String(self.to_string().into())
    }
}

impl Argument for Path {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::String(self.to_string_lossy())
    }
}

impl Argument for PathBuf {
    fn value(&self) -> FluentValue<'_> {
        self.as_path().value()
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> FluentValue<'_> {
        (**self).value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Argument for $number {
            fn value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i32, i64, f32, f64);

/// The message with `key` (or `key.attribute`), its `arguments` filled in.
///
/// A key that is not there is a mistake in the program: it is logged, and the key is shown in its place.
pub fn message(key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
    let (id, attribute) = key
        .split_once('.')
        .map_or((key, None), |(id, attribute)| (id, Some(attribute)));
    let pattern = BUNDLE.get_message(id).and_then(|message| match attribute {
        Some(attribute) => message
            .get_attribute(attribute)
            .map(|attribute| attribute.value()),
        None => message.value(),
    });
    let Some(pattern) = pattern else {
        debug_assert!(false, "no message has the key {key}");
        tracing::error!(key, "no message has this key");
        return key.to_owned();
    };
    let arguments: FluentArgs<'_> = arguments
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    let mut errors = Vec::new();
    let text = BUNDLE
        .format_pattern(pattern, Some(&arguments), &mut errors)
        .into_owned();
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    if !errors.is_empty() {
        tracing::error!(key, ?errors, "this message lacks an argument");
    }
    text
}

fn load() -> FluentBundle<FluentResource> {
    let (language, source) = LANGUAGE;
    let identifier: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // Text of both directions is laid out by `typeset`; isolating marks would reach files and the terminal.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(number)),
        _ => None,
    }));
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
        debug_assert!(false, "{language}.ftl: {errors:?}");
        tracing::error!(language, ?errors, "this file of messages has mistakes");
        resource
    });
    if let Err(errors) = bundle.add_resource(resource) {
        debug_assert!(false, "{language}.ftl: {errors:?}");
        tracing::error!(language, ?errors, "this file of messages has keys twice");
    }
    bundle
}

/// A number with commas between its thousands: '12,400', '1,234.5'.
fn grouped(number: &FluentNumber) -> String {
    let plain = number.as_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", &*plain), |rest| ("-", rest));
    let (whole, fraction) = plain
        .split_once('.')
        .map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_takes_its_plural_form_and_groups_thousands() {
        assert_eq!(fl!("count-claims", count = 1_usize), "1 claim");
        assert_eq!(fl!("count-claims", count = 12_400_usize), "12,400 claims");
    }

    #[test]
    fn numbers_are_grouped_by_thousands_only() {
        for (number, shown) in [
            (0.0, "0"),
            (999.0, "999"),
            (-1000.0, "-1,000"),
            (1_234_567.5, "1,234,567.5"),
        ] {
            assert_eq!(grouped(&FluentNumber::from(number)), shown);
        }
    }

    #[test]
    fn a_message_without_arguments_is_formatted_once() {
        let ask = || fl!("command-accept");
        assert_eq!(ask(), "Accept");
        assert!(std::ptr::eq(ask(), ask()));
    }
}
