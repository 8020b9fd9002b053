//! Texts behind a counted pointer, written and read by serde as plain strings.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text, or one that may be missing.
pub(super) trait SharedText: Sized {
    /// How it is written.
    type Written<'a>: Serialize
    where
        Self: 'a;
    /// How it is read.
    type Read: for<'de> Deserialize<'de>;

    fn written(&self) -> Self::Written<'_>;

    fn from_read(read: Self::Read) -> Self;
}

impl SharedText for Arc<str> {
    type Written<'a> = &'a str;
    type Read = Box<str>;

    fn written(&self) -> &str {
        self
    }

    fn from_read(read: Box<str>) -> Self {
        read.into()
    }
}

impl SharedText for Option<Arc<str>> {
    type Written<'a> = Option<&'a str>;
    type Read = Option<Box<str>>;

    fn written(&self) -> Option<&str> {
        self.as_deref()
    }

    fn from_read(read: Option<Box<str>>) -> Self {
        read.map(Arc::from)
    }
}

pub(super) fn serialize<T: SharedText, S: Serializer>(text: &T, serializer: S) -> Result<S::Ok, S::Error> {
    text.written().serialize(serializer)
}

pub(super) fn deserialize<'de, T: SharedText, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::Read::deserialize(deserializer).map(T::from_read)
}
