//! Formats of several files: a zip archive, or the files one after another for a preview.

use std::io::{self, Write as _};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};

use super::ExportError;

/// So much of a file is packed at a time.
const BLOCK_BYTES: usize = 1 << 16;

/// Takes the files of a format.
pub(super) enum Bundle<'a> {
    /// Into an archive.
    Zip(Box<ZipWriter<StreamWriter<&'a mut dyn io::Write>>>),
    /// As text, each below its name.
    Shown(&'a mut dyn io::Write),
}

impl<'a> Bundle<'a> {
    /// Writes an archive. Equal files give equal bytes: every entry has the same date.
    pub(super) fn zip<T>(
        out: &'a mut dyn io::Write,
        fill: impl FnOnce(&mut Self) -> Result<T, ExportError>,
    ) -> Result<T, ExportError> {
        let mut bundle = Self::Zip(Box::new(ZipWriter::new_stream(out)));
        let filled = fill(&mut bundle)?;
        if let Self::Zip(zip) = bundle {
            zip.finish().map_err(io_error)?;
        }
        Ok(filled)
    }

    /// Writes the files one after another, each below its name.
    pub(super) fn shown(out: &'a mut dyn io::Write) -> Self {
        Self::Shown(out)
    }

    /// Adds a file. Names are relative and made of ids, so they never lead out of the folder.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.add_with(name, |out| out.write_all(bytes))
    }

    /// Adds a file as it is written, piece by piece.
    pub(super) fn add_with<E: From<io::Error>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn io::Write) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Zip(zip) => {
                zip.start_file(name, SimpleFileOptions::default())
                    .map_err(io_error)?;
                // Packed by the block, whatever the pieces are.
                let mut blocks = io::BufWriter::with_capacity(BLOCK_BYTES, zip);
                write(&mut blocks)?;
                Ok(blocks.flush()?)
            }
            Self::Shown(out) => {
                writeln!(out, "── {name}")?;
                write(out)?;
                out.write_all(b"\n")?;
                Ok(())
            }
        }
    }
}

fn io_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}
