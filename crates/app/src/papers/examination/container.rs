//! Office documents: zips, told by the directory at their end.

use std::io::{Error, ErrorKind, Read, Result as IoResult, Seek, SeekFrom};

use domain::paper::MediaType;
use zip::ZipArchive;

use super::PaperFault;

/// How much of the end is kept. The directory of a document of thousands of parts takes less.
const TAIL: usize = 1024 * 1024;
/// The most bytes that the parts may say they unpack to.
const MAX_INSIDE: u64 = 1024 * 1024 * 1024;
/// How many times its own size a document may unpack to, once that is beyond [`FREE`].
const MAX_RATIO: u64 = 200;
/// Up to here a document may unpack to any multiple of its size.
const FREE: u64 = 16 * 1024 * 1024;
/// The part that makes a document one of its type.
const PARTS: [(&str, MediaType); 3] =
    [("word/document.xml", MediaType::Docx), ("xl/workbook.xml", MediaType::Xlsx), ("OFD.xml", MediaType::Ofd)];
/// The part that holds macros, in small letters.
const MACROS: &str = "vbaproject.bin";

/// A zip as it passes by.
#[derive(Debug, Default)]
pub(in crate::papers) struct Container {
    tail: Vec<u8>,
    length: u64,
}

impl Container {
    /// Looks at more of it.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        self.tail.extend_from_slice(bytes);
        self.length += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        // Cut seldom, so that what is kept is not moved for every piece.
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
    }

    /// Says which document it is.
    pub(super) fn finish(self) -> Result<MediaType, PaperFault> {
        let length = self.length;
        let archive = ZipArchive::new(End { tail: self.tail, length, at: 0 }).or(Err(PaperFault::Damaged))?;
        let (mut inside, mut found) = (0_u64, None);
        for index in 0..archive.len() {
            let part = archive.by_index_data(index).or(Err(PaperFault::Damaged))?;
            let name = part.name().or(Err(PaperFault::Damaged))?;
            if part.is_symlink() || part.encrypted() || part.enclosed_name().is_none() {
                return Err(PaperFault::Damaged);
            }
            if name.to_ascii_lowercase().ends_with(MACROS) {
                return Err(PaperFault::ActiveContent);
            }
            inside = inside.saturating_add(part.size());
            found = found.or_else(|| PARTS.iter().find(|(own, _)| *own == name).map(|(_, media_type)| *media_type));
        }
        if inside > MAX_INSIDE || inside > FREE.max(length.saturating_mul(MAX_RATIO)) {
            return Err(PaperFault::TooLargeInside);
        }
        found.ok_or(PaperFault::UnknownType)
    }
}

/// A file of which only the end is at hand. Before that it seems to be empty: a directory that lies there is not found.
struct End {
    tail: Vec<u8>,
    length: u64,
    at: u64,
}

impl Read for End {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let begin = self.length.saturating_sub(u64::try_from(self.tail.len()).unwrap_or(u64::MAX));
        let count = match self.at.checked_sub(begin) {
            Some(place) => {
                let mut there =
                    usize::try_from(place).ok().and_then(|place| self.tail.get(place..)).unwrap_or_default();
                there.read(buffer)?
            }
            None => {
                let before = usize::try_from(begin - self.at).unwrap_or(usize::MAX).min(buffer.len());
                buffer.iter_mut().take(before).for_each(|byte| *byte = 0);
                before
            }
        };
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

impl Seek for End {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = place.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn document(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn examined(bytes: &[u8]) -> Result<MediaType, PaperFault> {
        let mut container = Container::default();
        bytes.chunks(70_000).for_each(|piece| container.take(piece));
        container.finish()
    }

    /// What does not pack.
    fn noise(bytes: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..bytes).map(|_| next()).collect()
    }

    #[test]
    fn a_document_is_told_by_its_parts_however_large_it_is() {
        let types = (b"[Content_Types].xml".as_slice(), b"<Types/>".as_slice());
        let types = (std::str::from_utf8(types.0).unwrap(), types.1);
        assert_eq!(examined(&document(&[types, ("word/document.xml", b"<w/>")])), Ok(MediaType::Docx));
        assert_eq!(examined(&document(&[types, ("xl/workbook.xml", b"<x/>")])), Ok(MediaType::Xlsx));
        assert_eq!(examined(&document(&[("OFD.xml", b"<o/>")])), Ok(MediaType::Ofd));
        let large = document(&[("Doc_0/Res/scan.jpg", &noise(5 << 20)), ("OFD.xml", b"<o/>")]);
        assert!(large.len() > 4 * TAIL);
        assert_eq!(examined(&large), Ok(MediaType::Ofd));
    }

    #[test]
    fn a_zip_of_anything_else_is_no_document() {
        assert_eq!(examined(&document(&[("a.txt", b"a")])), Err(PaperFault::UnknownType));
        assert_eq!(examined(b"PK\x03\x04 and then nothing of the kind"), Err(PaperFault::Damaged));
        let whole = document(&[("OFD.xml", b"<o/>")]);
        assert_eq!(examined(&whole[..whole.len() - 10]), Err(PaperFault::Damaged));
    }

    #[test]
    fn macros_ways_out_and_bombs_are_refused() {
        let with = |name: &str, content: &[u8]| examined(&document(&[("word/document.xml", b"<w/>"), (name, content)]));
        assert_eq!(with("word/vbaProject.bin", b"Sub AutoOpen()"), Err(PaperFault::ActiveContent));
        assert_eq!(with("../../etc/passwd", b"root"), Err(PaperFault::Damaged));
        assert_eq!(with("word/media/bomb.png", &vec![0; 64 << 20]), Err(PaperFault::TooLargeInside));
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("word/document.xml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        assert_eq!(examined(&writer.finish().unwrap().into_inner()), Err(PaperFault::Damaged));
    }
}
