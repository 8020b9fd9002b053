//! What stands between a stranger's file and the parsers: bounded archives and XML, limits of size,
//! cancellation, and panics caught.

pub(super) mod archive;
pub(super) mod cancel;
pub(super) mod limits;
pub(super) mod panics;
pub(super) mod xml;
