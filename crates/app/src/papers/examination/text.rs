//! Texts in UTF-8 that are nothing more than texts.

use domain::paper::MediaType;

use super::{Marks, PaperFault};

/// What makes a text more than a text, in small letters.
const ACTIVE: &[&str] = &["<script", "<html", "<svg"];

/// A text as it passes by.
#[derive(Debug, Default)]
pub(in crate::papers) struct PlainText {
    /// The bytes of a letter that has not come whole.
    begun: Vec<u8>,
    marks: Marks,
}

impl PlainText {
    /// A text that begins so; what begins like a page or a script is none.
    pub(super) fn beginning(head: &[u8]) -> Result<Self, PaperFault> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let is_tag = |letter: &u8| letter.is_ascii_alphabetic() || b"!?/".contains(letter);
        match head {
            [b'<', letter, ..] if is_tag(letter) => Err(PaperFault::Markup),
            [b'#', b'!', ..] => Err(PaperFault::Markup),
            _ => Ok(Self::default()),
        }
    }

    /// Looks at more of it.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(), PaperFault> {
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Err(PaperFault::UnknownType),
        };
        let mut text: Vec<u8> = self.begun.drain(..whole).collect();
        if text.iter().any(|byte| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(byte)) {
            return Err(PaperFault::UnknownType);
        }
        text.make_ascii_lowercase();
        if self.marks.find(&text, ACTIVE) { Err(PaperFault::Markup) } else { Ok(()) }
    }

    /// Says that it is one, if its last letter came whole.
    pub(super) fn finish(self) -> Result<MediaType, PaperFault> {
        if self.begun.is_empty() { Ok(MediaType::Text) } else { Err(PaperFault::UnknownType) }
    }
}
