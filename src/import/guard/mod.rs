//! What stands between a stranger's file and the parsers: bounded archives and XML, limits of size,
//! cancellation, and panics caught.

pub mod archive;
pub mod cancel;
pub mod limits;
pub mod panics;
pub mod xml;
