//! What a file is and whether it is kept, told from its bytes while they pass by.
//!
//! Nothing is ever unpacked or rendered here: of an office document the directory at its end is read, of an image its
//! dimensions, of everything else its beginning and what stands plainly in it. That takes the place of no virus scanner.

mod container;
mod text;

use domain::paper::MediaType;
use domain::text::Text;
use memchr::memmem;

use self::container::Container;
use self::text::PlainText;
use crate::error::Error;

/// How much of a file is looked at before anything is decided: enough for the dimensions of most photographs.
const HEAD: usize = 64 * 1024;
/// The most pixels of an image; a scan of an A3 page at 1200 dpi has less than 300 million.
const MAX_PIXELS: usize = 500_000_000;
/// How a zip begins, as which office documents come.
const ZIP: &[u8] = b"PK\x03\x04";
/// What makes a PDF act by itself.
const ACTIVE_IN_PDF: &[&str] = &["/JavaScript", "/Launch"];
/// How much of what has passed is kept, so that what is looked for is found across two pieces: more than any of it is long.
const OVERLAP: usize = 16;

/// Why a file is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PaperFault {
    /// It has no bytes.
    Empty,
    /// It is of no type that is kept.
    UnknownType,
    /// It is a page of markup, or a script.
    Markup,
    /// It would act by itself where it is opened: macros, scripts, programs to be started.
    ActiveContent,
    /// It is said to be an office document and cannot be read as one.
    Damaged,
    /// It unpacks to far more than it is.
    TooLargeInside,
    /// The image has more pixels than any scan.
    TooManyPixels,
}

impl From<PaperFault> for Error {
    fn from(fault: PaperFault) -> Self {
        let (code, zh, en) = match fault {
            PaperFault::Empty => ("empty", "文件为空", "The file is empty"),
            PaperFault::UnknownType => (
                "unknown_type",
                "只接受 PDF、OFD、JPEG、PNG、TIFF、DOCX、XLSX、MP3、WAV、MP4 和 UTF-8 纯文本（按内容识别）",
                "Only PDF, OFD, JPEG, PNG, TIFF, DOCX, XLSX, MP3, WAV, MP4 and plain UTF-8 text, told by content",
            ),
            PaperFault::Markup => {
                ("markup", "网页、标记文件和脚本不能作为材料", "Pages of markup and scripts are not kept")
            }
            PaperFault::ActiveContent => (
                "active_content",
                "文件含有宏、脚本或者自动启动的内容",
                "The file holds macros, scripts or what starts by itself",
            ),
            PaperFault::Damaged => ("damaged", "文件已损坏或者结构异常", "The file is damaged or oddly made"),
            PaperFault::TooLargeInside => ("too_large_inside", "文件解压后过大", "The file unpacks to too much"),
            PaperFault::TooManyPixels => ("too_many_pixels", "图像的像素过多", "The image has too many pixels"),
        };
        Self::File { code: code.to_owned(), detail: Text::new(zh, en) }
    }
}

/// The examination of one file.
#[derive(Debug)]
pub(super) enum Examination {
    /// Too little was seen to decide anything.
    Beginning(Vec<u8>),
    /// What it is to be, and how the rest is looked at.
    Going(Rest),
}

/// How a file is looked at beyond its beginning.
#[derive(Debug)]
pub(super) enum Rest {
    /// Not at all: the beginning has told.
    Told(MediaType),
    Pdf(Marks),
    Text(PlainText),
    Office(Container),
}

impl Examination {
    pub(super) fn new() -> Self {
        Self::Beginning(Vec::new())
    }

    /// Looks at more of the file.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(), PaperFault> {
        match self {
            Self::Going(rest) => rest.take(bytes),
            Self::Beginning(head) => {
                head.extend_from_slice(bytes);
                if head.len() >= HEAD {
                    *self = Self::Going(Rest::after(head)?);
                }
                Ok(())
            }
        }
    }

    /// Says what the file is, now that all of it has passed.
    pub(super) fn finish(self) -> Result<MediaType, PaperFault> {
        match self {
            Self::Going(rest) => rest.finish(),
            Self::Beginning(head) if head.is_empty() => Err(PaperFault::Empty),
            Self::Beginning(head) => Rest::after(&head)?.finish(),
        }
    }
}

impl Rest {
    /// Decides by the beginning, and looks at it.
    fn after(head: &[u8]) -> Result<Self, PaperFault> {
        let mut rest = match MediaType::of_beginning(head) {
            Some(MediaType::Pdf) => Self::Pdf(Marks::default()),
            Some(told) => {
                check_pixels(head)?;
                Self::Told(told)
            }
            None if head.starts_with(ZIP) => Self::Office(Container::default()),
            None => Self::Text(PlainText::beginning(head)?),
        };
        rest.take(head)?;
        Ok(rest)
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), PaperFault> {
        match self {
            Self::Told(_) => Ok(()),
            Self::Pdf(marks) => {
                if marks.find(bytes, ACTIVE_IN_PDF) {
                    Err(PaperFault::ActiveContent)
                } else {
                    Ok(())
                }
            }
            Self::Text(text) => text.take(bytes),
            Self::Office(container) => {
                container.take(bytes);
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<MediaType, PaperFault> {
        match self {
            Self::Told(told) => Ok(told),
            Self::Pdf(_) => Ok(MediaType::Pdf),
            Self::Text(text) => text.finish(),
            Self::Office(container) => container.finish(),
        }
    }
}

/// Looks for words in what passes by in pieces.
#[derive(Debug, Default)]
pub(super) struct Marks {
    before: Vec<u8>,
}

impl Marks {
    /// Whether one of the words stands in these bytes, or across them and those before.
    fn find(&mut self, bytes: &[u8], words: &[&str]) -> bool {
        self.before.extend_from_slice(bytes);
        let found = words.iter().any(|word| memmem::find(&self.before, word.as_bytes()).is_some());
        self.before.drain(..self.before.len().saturating_sub(OVERLAP));
        found
    }
}

/// Refuses an image that could not be shown. Where the beginning does not tell its dimensions, nothing is known against it.
fn check_pixels(head: &[u8]) -> Result<(), PaperFault> {
    match imagesize::blob_size(head) {
        Ok(size) if size.width.saturating_mul(size.height) > MAX_PIXELS => Err(PaperFault::TooManyPixels),
        Ok(_) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a file that arrives in pieces of this size.
    fn examined(content: &[u8], piece: usize) -> Result<MediaType, PaperFault> {
        let mut examination = Examination::new();
        for piece in content.chunks(piece) {
            examination.take(piece)?;
        }
        examination.finish()
    }

    /// What comes of a file, however it arrives.
    #[track_caller]
    fn whole(content: &[u8], expected: Result<MediaType, PaperFault>) {
        for piece in [5, 1000, 1 << 20] {
            assert_eq!(examined(content, piece), expected, "in pieces of {piece}");
        }
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x02\0\0\0");
        bytes
    }

    #[test]
    fn what_is_kept_is_told_by_content() {
        whole(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF", Ok(MediaType::Pdf));
        whole(&png(2480, 3508), Ok(MediaType::Png));
        whole(b"\xff\xd8\xff\xe0 no dimensions", Ok(MediaType::Jpeg));
        whole("谈话记录\r\n\t一切正常。\n".as_bytes(), Ok(MediaType::Text));
        whole("\u{feff}谈话记录".as_bytes(), Ok(MediaType::Text));
        whole("考核分 < 60 的".repeat(9000).as_bytes(), Ok(MediaType::Text));
    }

    #[test]
    fn what_is_not_kept_is_refused_with_its_reason() {
        whole(b"", Err(PaperFault::Empty));
        for unknown in [
            b"MZ\x90\0\x03\0\0\0".as_slice(),
            b"\x7fELF\x02\x01\x01\0",
            b"GIF89a\x01\0\x01\0\x80",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"Rar!\x1a\x07\0",
            b"\xb2\xe2\xca\xd4 in GB18030",
            b"text with a \0 in it",
            b"cut in a letter \xe6\x9d",
        ] {
            whole(unknown, Err(PaperFault::UnknownType));
        }
        for markup in [
            "<!DOCTYPE html><html></html>",
            "  \n<svg xmlns='http://www.w3.org/2000/svg'/>",
            "\u{feff}<?xml version='1.0'?><a/>",
            "#!/bin/sh\nrm -rf /",
            "harmless at first <ScRiPt>alert(1)</script>",
        ] {
            whole(markup.as_bytes(), Err(PaperFault::Markup));
        }
        let late = format!("{}<script>", "文".repeat(60_000));
        whole(late.as_bytes(), Err(PaperFault::Markup));
    }

    #[test]
    fn what_acts_by_itself_or_cannot_be_shown_is_refused() {
        whole(b"%PDF-1.7\n<</S/JavaScript/JS(app.alert(1))>>", Err(PaperFault::ActiveContent));
        let late = [b"%PDF-1.7\n".as_slice(), &[b' '; 200_000], b"<</S/Launch/F(calc.exe)>>"].concat();
        whole(&late, Err(PaperFault::ActiveContent));
        whole(&png(60_000, 60_000), Err(PaperFault::TooManyPixels));
    }
}
