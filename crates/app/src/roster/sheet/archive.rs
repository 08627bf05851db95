//! The zip around an XLSX, weighed before anything parses what is inside.
//!
//! The sizes that a zip declares are not believed: every part is inflated once, counted, and thrown away.

use std::io::{BufReader, Cursor, Read};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

use super::super::file_fault::FileFault;

/// How every zip begins.
const SIGNATURE: &[u8] = b"PK\x03\x04";
/// How each entry of a zip's directory begins.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
/// The most parts of a workbook.
const MAX_PARTS: usize = 1000;
/// The most bytes of all parts together, inflated.
const MAX_INFLATED_BYTES: u64 = 200 * 1024 * 1024;
/// How many times its packed size a part may inflate to, once it is beyond [`FREE_BYTES`].
const MAX_RATIO: u64 = 200;
/// A part up to this size may inflate at any ratio.
const FREE_BYTES: u64 = 1024 * 1024;
/// The most strings that a workbook may announce: the reader makes room for what is announced, not for what is there.
const MAX_STRINGS: u64 = 5_000_000;

/// Whether the file is a zip, whatever is in it.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Refuses a zip that is damaged, holds no workbook, or is much larger inside than a roster can be.
pub(super) fn weigh(bytes: &[u8]) -> Result<(), FileFault> {
    let entries = bytes.windows(DIRECTORY_ENTRY.len()).filter(|window| *window == DIRECTORY_ENTRY).count();
    if entries > MAX_PARTS {
        return Err(FileFault::TooLargeInside);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.index_for_name("[Content_Types].xml").is_none() {
        return Err(FileFault::NotASpreadsheet);
    }
    let mut left = MAX_INFLATED_BYTES;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let limit = left.min(FREE_BYTES.max(part.compressed_size().saturating_mul(MAX_RATIO)));
        // One byte beyond the limit is enough to know.
        let inflated = std::io::copy(&mut part.by_ref().take(limit.saturating_add(1)), &mut std::io::sink())?;
        if inflated > limit {
            return Err(FileFault::TooLargeInside);
        }
        left = left.saturating_sub(inflated);
        let holds_strings = part.name()?.to_ascii_lowercase().ends_with("sharedstrings.xml");
        drop(part);
        if holds_strings && announced_strings(archive.by_index(index)?)? > MAX_STRINGS {
            return Err(FileFault::TooLargeInside);
        }
    }
    Ok(())
}

/// How many strings a table of strings announces.
fn announced_strings(part: impl Read) -> Result<u64, FileFault> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        if matches!(event, Event::Eof) {
            return Err(FileFault::NotASpreadsheet);
        }
        let (Event::Start(table) | Event::Empty(table)) = event else { continue };
        if table.local_name().as_ref() == "sst" {
            let mut attributes = table.attributes();
            let counts = attributes.with_checks(false).flatten().filter(|it| it.key.as_ref() == "uniqueCount");
            return Ok(counts.filter_map(|it| it.value.parse().ok()).max().unwrap_or(0));
        }
    }
}
