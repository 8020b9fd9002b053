//! The fronts' way to projects in one file.

use std::path::Path;

use super::jobs::Job;
use super::{Session, StoreError, Wake};

pub use crate::store::files::{ONE_FILE_ENDING as ENDING, is_one_file};
pub use crate::store::one_file::{Packed, Unpacked, pack, unpack, unpack_within};

impl Session {
    /// Packs the project's folder, as it is on disk, into one file. To be called when everything is saved.
    pub fn pack(&self, file: &Path, wake: Wake) -> Job<Result<Packed, StoreError>> {
        let (folder, file) = (self.path().to_owned(), file.to_owned());
        Job::start(wake, move |_| pack(&folder, &file))
    }
}
