//! CSV in UTF-8, with or without byte order mark, or in GB18030.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::GB18030;

use super::{Cell, CellKind, FileFault, Row};

const BYTE_ORDER_MARK: char = '\u{FEFF}';
const UTF_16_MARKS: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];
/// How documents begin that people send in place of a roster and that could pass for text.
const OTHER_DOCUMENTS: [&[u8]; 3] = [b"%PDF", b"{\\rtf", b"<"];

/// The text of the file. Valid UTF-8 is UTF-8: text in GB18030 with a Chinese word in it practically never is.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, FileFault> {
    if UTF_16_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(FileFault::WrongEncoding);
    }
    let start = bytes.trim_ascii_start();
    if bytes.iter().any(|byte| is_binary(*byte)) || OTHER_DOCUMENTS.iter().any(|mark| start.starts_with(mark)) {
        return Err(FileFault::NotASpreadsheet);
    }
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => GB18030
            .decode_without_bom_handling_and_without_replacement(error.as_bytes())
            .ok_or(FileFault::WrongEncoding)?
            .into_owned(),
    };
    if text.starts_with(BYTE_ORDER_MARK) {
        text.remove(0);
    }
    Ok(text)
}

/// Control characters that no text file has, but nearly every other file: pictures, the old .xls, programs.
fn is_binary(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// The rows of a CSV.
pub(super) struct DelimitedRows<'a> {
    text: &'a [u8],
    records: csv::Reader<&'a [u8]>,
    record: StringRecord,
    number: u32,
}

impl<'a> DelimitedRows<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let records = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { text: text.as_bytes(), records, record: StringRecord::new(), number: 0 }
    }

    pub(super) fn read(&mut self) -> Result<Option<Row>, FileFault> {
        loop {
            let start = self.records.position().byte();
            if !self.records.read_record(&mut self.record)? {
                return Ok(None);
            }
            let passed = empty_lines(self.text, usize::try_from(start).unwrap_or(usize::MAX));
            self.number = self.number.saturating_add(passed).saturating_add(1);
            let mut row = Row::new(self.number);
            for (column, text) in self.record.iter().enumerate() {
                let cell = Cell::new(text, CellKind::Text);
                if !cell.is_blank() {
                    row.put(column, cell)?;
                }
            }
            if !row.is_blank() {
                return Ok(Some(row));
            }
        }
    }
}

/// The empty lines from here on: the reader passes over them, a spreadsheet program counts them as rows.
fn empty_lines(text: &[u8], start: usize) -> u32 {
    let mut previous = start.checked_sub(1).and_then(|before| text.get(before)).copied();
    let mut lines: u32 = 0;
    for byte in text.iter().skip(start) {
        match (previous, byte) {
            // The second half of a line end.
            (Some(b'\r'), b'\n') => {}
            (_, b'\r' | b'\n') => lines = lines.saturating_add(1),
            _ => break,
        }
        previous = Some(*byte);
    }
    lines
}
