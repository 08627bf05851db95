//! Papers (材料): files kept with a case or a person. What may be kept, what a paper is called, what it is handed out as.

use crate::text::is_invisible;

/// The longest title, in characters.
pub const TITLE_CHARS: usize = 200;

/// The most bytes of one paper, unless a setting says otherwise: 50 MiB.
pub const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// The kinds of films among the files that begin like one; pictures and others begin so too.
const MP4_BRANDS: [&[u8; 4]; 12] =
    [b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"MSNV"];

/// What a paper may be, told by its content and never by its name. What else there is (programs, scripts, pages of markup) is
/// not kept at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// Portable documents.
    Pdf,
    /// Photographs and scans.
    Jpeg,
    /// Images without loss.
    Png,
    /// Scans of several pages.
    Tiff,
    /// Documents by the national standard GB/T 33190 (版式文档).
    Ofd,
    /// Text documents of office programs, without macros.
    Docx,
    /// Spreadsheets of office programs, without macros.
    Xlsx,
    /// Sound, compressed.
    Mp3,
    /// Sound, as recorded.
    Wav,
    /// Films.
    Mp4,
    /// Plain text in UTF-8.
    Text,
}

impl MediaType {
    /// Every type.
    pub const ALL: [Self; 11] = [
        Self::Pdf,
        Self::Jpeg,
        Self::Png,
        Self::Tiff,
        Self::Ofd,
        Self::Docx,
        Self::Xlsx,
        Self::Mp3,
        Self::Wav,
        Self::Mp4,
        Self::Text,
    ];

    /// The type as it stands on the wire and in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::Ofd => "application/ofd",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Mp4 => "video/mp4",
            Self::Text => "text/plain",
        }
    }

    /// The type of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media_type| media_type.name() == name)
    }

    /// What a file is that begins so, where its beginning tells; the first dozen bytes are enough. Office documents and texts
    /// are told by more than their beginning.
    #[must_use]
    pub fn of_beginning(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some(Self::Tiff),
            [b'I', b'D', b'3', 2..=4, ..] | [0xff, 0xf2 | 0xf3 | 0xfa | 0xfb, ..] => Some(Self::Mp3),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(Self::Wav),
            [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] if MP4_BRANDS.contains(&&[*a, *b, *c, *d]) => {
                Some(Self::Mp4)
            }
            _ => None,
        }
    }

    /// The endings of file names that go with it; the first is given where a name has none of them.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Tiff => &["tif", "tiff"],
            Self::Ofd => &["ofd"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Mp3 => &["mp3"],
            Self::Wav => &["wav"],
            Self::Mp4 => &["mp4", "m4v"],
            Self::Text => &["txt", "csv", "md", "log"],
        }
    }
}

/// What is wrong with a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleFault {
    /// Nothing is left of it, or it has more than [`TITLE_CHARS`] characters.
    Length,
    /// It holds a character that nobody sees: a line break, or one that turns the direction of writing.
    Invisible,
}

/// A title as it is kept: without space around it.
///
/// # Errors
/// When nothing is left, it is too long, or it holds what nobody sees.
pub fn title(text: &str) -> Result<String, TitleFault> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > TITLE_CHARS {
        Err(TitleFault::Length)
    } else if text.chars().any(is_invisible) {
        Err(TitleFault::Invisible)
    } else {
        Ok(text.to_owned())
    }
}

/// The name under which a paper is handed out: its own, with an ending that says what it is. A name that claims to be something
/// else keeps its claim before the true ending.
#[must_use]
pub fn download_name(file_name: &str, media_type: MediaType) -> String {
    let fits = |ending: &str| media_type.endings().iter().any(|own| own.eq_ignore_ascii_case(ending));
    match (file_name.rsplit_once('.'), media_type.endings()) {
        (Some((_, ending)), _) if fits(ending) => file_name.to_owned(),
        (_, [ending, ..]) => format!("{}.{ending}", if file_name.is_empty() { "paper" } else { file_name }),
        (_, []) => file_name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_found_by_its_name_and_each_has_endings_of_its_own() {
        let mut endings = std::collections::BTreeSet::new();
        for media_type in MediaType::ALL {
            assert_eq!(MediaType::parse(media_type.name()), Some(media_type));
            assert!(!media_type.endings().is_empty());
            assert!(media_type.endings().iter().all(|ending| endings.insert(*ending)), "{media_type:?}");
        }
        assert_eq!(MediaType::parse("text/html"), None);
    }

    #[test]
    fn a_file_is_told_by_its_very_beginning() {
        for (bytes, media_type) in [
            (b"%PDF-\xe2\xe3".as_slice(), Some(MediaType::Pdf)),
            (b" %PDF-", None),
            (b"<html><!-- %PDF- -->", None),
            (b"\xff\xd8\xff\xe0", Some(MediaType::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0", Some(MediaType::Png)),
            (b"II*\0\x08", Some(MediaType::Tiff)),
            (b"ID3\x03\0", Some(MediaType::Mp3)),
            (b"ID3 of a person", None),
            (b"RIFF\x24\0\0\0WAVEfmt ", Some(MediaType::Wav)),
            (b"RIFF\x24\0\0\0AVI ", None),
            (b"\0\0\0\x18ftypmp42", Some(MediaType::Mp4)),
            (b"\0\0\0\x18ftypheic", None),
            (b"MZ\x90\0", None),
            (b"PK\x03\x04", None),
            (b"", None),
        ] {
            assert_eq!(MediaType::of_beginning(bytes), media_type, "{bytes:?}");
        }
    }

    #[test]
    fn a_title_is_trimmed_and_shows_all_it_holds() {
        assert_eq!(title(" 刑事判决书 ").as_deref(), Ok("刑事判决书"));
        assert_eq!(title(" \n"), Err(TitleFault::Length));
        assert_eq!(title(&"书".repeat(200)).map(|kept| kept.chars().count()), Ok(200));
        assert_eq!(title(&"书".repeat(201)), Err(TitleFault::Length));
        for hidden in ["判决\n书", "判决\u{202e}fdp.exe", "判\u{200b}决", "判决\u{0}书"] {
            assert_eq!(title(hidden), Err(TitleFault::Invisible), "{hidden:?}");
        }
    }

    #[test]
    fn a_download_ends_in_what_it_is() {
        for (sent, media_type, handed_out) in [
            ("判决书.pdf", MediaType::Pdf, "判决书.pdf"),
            ("照片.JPEG", MediaType::Jpeg, "照片.JPEG"),
            ("判决书.pdf", MediaType::Png, "判决书.pdf.png"),
            ("判决书.pdf.exe", MediaType::Pdf, "判决书.pdf.exe.pdf"),
            ("判决书", MediaType::Ofd, "判决书.ofd"),
            ("", MediaType::Text, "paper.txt"),
        ] {
            assert_eq!(download_name(sent, media_type), handed_out);
        }
    }
}
