//! Texts in both languages of the service, and what of a text nobody sees.

use serde::{Deserialize, Serialize};

/// A language the service speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese as written in mainland China, `zh-CN`; the default.
    #[default]
    Zh,
    /// English.
    En,
}

/// A text in both languages. The domain never chooses between them; who answers does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// A text from its two renderings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The rendering in this language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// The longest file name that is kept, in characters.
const FILE_NAME_CHARS: usize = 200;

/// Whether nobody sees this character where it stands in a name or a title: controls, and what joins, hides or turns around
/// what stands beside it.
#[must_use]
pub fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A file's name as its sender gave it, without folders and without what nobody sees.
#[must_use]
pub fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = name.chars().filter(|char| !is_invisible(*char)).take(FILE_NAME_CHARS).collect();
    seen.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_kept_without_its_folders_and_without_what_nobody_sees() {
        assert_eq!(file_name("C:\\名册\\2026.xlsx"), "2026.xlsx");
        assert_eq!(file_name("../../etc/名册\n.csv"), "名册.csv");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("判决书\u{202e}fdp.exe"), "判决书fdp.exe");
        assert_eq!(file_name(&"长".repeat(900)).chars().count(), FILE_NAME_CHARS);
    }
}
