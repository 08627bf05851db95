//! An archive that is written while it is sent: nothing of it is held whole, and nothing of it lies on the disk in clear.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use app::papers::Content;
use app::revocations::Assembled;
use store::StoreError;
use store::files::{Files, Reading};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// What the writer of the archive has written and nobody has sent yet.
#[derive(Clone, Default)]
struct Unsent(Arc<Mutex<Vec<u8>>>);

impl Unsent {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Unsent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where the bytes of a file of the archive come from.
enum Source {
    Written(Vec<u8>),
    Paper(Content),
}

/// An archive on its way.
pub(super) struct Archive {
    files: Files,
    waiting: VecDeque<(String, Source)>,
    reading: Option<Reading>,
    zip: Option<ZipWriter<StreamWriter<Unsent>>>,
    unsent: Unsent,
}

impl Archive {
    pub(super) fn new(bundle: Assembled, files: Files) -> Self {
        let written = bundle.written.into_iter().map(|(path, bytes)| (path.to_owned(), Source::Written(bytes)));
        let papers = bundle.papers.into_iter().map(|bundled| (bundled.path, Source::Paper(bundled.content)));
        let unsent = Unsent::default();
        Self {
            files,
            waiting: written.chain(papers).collect(),
            reading: None,
            zip: Some(ZipWriter::new_stream(unsent.clone())),
            unsent,
        }
    }

    /// The next piece; none when the archive is whole.
    ///
    /// # Errors
    /// `Corrupt` when a paper's file is not there or damaged.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        loop {
            let piece = self.unsent.take();
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
            if !self.go_on().await? {
                let last = self.unsent.take();
                return Ok((!last.is_empty()).then_some(last));
            }
        }
    }

    /// Writes a piece more; whether there may be more to come.
    async fn go_on(&mut self) -> Result<bool, StoreError> {
        if let Some(reading) = &mut self.reading {
            match reading.next().await? {
                Some(piece) => self.write(&piece)?,
                None => self.reading = None,
            }
            return Ok(true);
        }
        let Some((path, source)) = self.waiting.pop_front() else {
            let Some(zip) = self.zip.take() else { return Ok(false) };
            zip.finish().map_err(broken)?;
            return Ok(true);
        };
        // Stored as they are, with no time of their own: the same bundle gives the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default());
        if let Some(zip) = &mut self.zip {
            zip.start_file(path, options).map_err(broken)?;
        }
        match source {
            Source::Written(bytes) => self.write(&bytes)?,
            Source::Paper(Content { file, key, bytes }) => {
                self.reading = Some(self.files.read(file, &key, bytes, 0..bytes).await?);
            }
        }
        Ok(true)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.zip.as_mut().map_or(Ok(()), |zip| zip.write_all(bytes)).map_err(broken)
    }
}

/// Writing to memory fails only where the archive itself is at fault.
fn broken(error: impl std::fmt::Display) -> StoreError {
    StoreError::corrupt("bundles", "archive", error.to_string())
}
