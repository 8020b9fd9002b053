//! The fronts' way to files outside a project: what to import, where to export, the bundled sample.

pub use crate::store::files::{
    FoundFiles, Listing, MAX_FILE_BYTES, PathKind, kind_of, list, read, unpack, walk, write, write_with,
};
