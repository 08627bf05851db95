//! What can be wrong with a file as a whole. Such a file is refused before any of its rows is taken.

use std::io;

use calamine::XlsxError;
use domain::text::Text;
use thiserror::Error;
use zip::result::ZipError;

use super::sheet::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS};

/// Why a file is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileFault {
    /// The file has no content.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("the file is larger than {MAX_FILE_BYTES} bytes")]
    TooLarge,
    /// Neither XLSX nor CSV, or damaged, or locked by a password.
    #[error("the file is not a spreadsheet")]
    NotASpreadsheet,
    /// Text that is neither UTF-8 nor GB18030.
    #[error("the text is neither UTF-8 nor GB18030")]
    WrongEncoding,
    /// Small outside, huge inside: a zip bomb, or contents beyond what a roster can hold.
    #[error("the file inflates too far")]
    TooLargeInside,
    /// More than [`MAX_ROWS`] rows.
    #[error("the sheet has more than {MAX_ROWS} rows")]
    TooManyRows,
    /// A filled cell beyond column [`MAX_COLUMNS`].
    #[error("the sheet has more than {MAX_COLUMNS} columns")]
    TooManyColumns,
    /// A cell with more than [`MAX_CELL_CHARS`] characters.
    #[error("a cell of row {row} has more than {MAX_CELL_CHARS} characters")]
    CellTooLong {
        /// The sheet row, counted from 1.
        row: u32,
    },
    /// No sheet has all the headings that a roster needs.
    #[error("headings are missing: {}", .0.join(", "))]
    MissingHeadings(Vec<&'static str>),
    /// Two columns would give the same fact.
    #[error("two columns mean the same: {0}")]
    DuplicateHeading(String),
}

impl FileFault {
    /// The stable code of the fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::TooLarge => "file_too_large",
            Self::NotASpreadsheet => "not_a_spreadsheet",
            Self::WrongEncoding => "wrong_encoding",
            Self::TooLargeInside => "too_large_inside",
            Self::TooManyRows => "too_many_rows",
            Self::TooManyColumns => "too_many_columns",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::MissingHeadings(_) => "missing_headings",
            Self::DuplicateHeading(_) => "duplicate_heading",
        }
    }

    /// What to tell the person who sent the file.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::Empty => Text::new("文件是空的。", "The file is empty."),
            Self::TooLarge => {
                let mebibytes = MAX_FILE_BYTES / (1024 * 1024);
                Text::new(
                    format!("文件超过 {mebibytes} MiB，请分成几个文件导入。"),
                    format!("The file is larger than {mebibytes} MiB. Import it in parts."),
                )
            }
            Self::NotASpreadsheet => Text::new(
                "文件不是 XLSX 或 CSV 表格，或者已损坏、加了密码。旧的 .xls 请另存为 .xlsx。",
                "The file is not an XLSX or CSV spreadsheet, or it is damaged or locked by a password. Save an old .xls as .xlsx.",
            ),
            Self::WrongEncoding => Text::new(
                "文字编码无法识别，请另存为 UTF-8 或 GB18030 的 CSV。",
                "The text encoding is not recognised. Save the CSV as UTF-8 or GB18030.",
            ),
            Self::TooLargeInside => {
                Text::new("文件解压后过大，不像花名册。", "The file inflates to far more than a roster can hold.")
            }
            Self::TooManyRows => Text::new(
                format!("表格超过 {MAX_ROWS} 行，请分成几个文件导入。"),
                format!("The sheet has more than {MAX_ROWS} rows. Import it in parts."),
            ),
            Self::TooManyColumns => Text::new(
                format!("表格超过 {MAX_COLUMNS} 列。"),
                format!("The sheet has more than {MAX_COLUMNS} columns."),
            ),
            Self::CellTooLong { row } => Text::new(
                format!("第 {row} 行有单元格超过 {MAX_CELL_CHARS} 个字符。"),
                format!("A cell of row {row} has more than {MAX_CELL_CHARS} characters."),
            ),
            Self::MissingHeadings(headings) => Text::new(
                format!("表头缺少：{}。", headings.join("、")),
                format!("These headings are missing: {}.", headings.join(", ")),
            ),
            Self::DuplicateHeading(heading) => Text::new(
                format!("表头“{heading}”重复，或与另一列含义相同。"),
                format!("The heading {heading} appears twice, or another column means the same."),
            ),
        }
    }
}

// The readers' own errors quote the file's content, which is personal data and must not reach a log: they are dropped here.

impl From<XlsxError> for FileFault {
    fn from(_: XlsxError) -> Self {
        Self::NotASpreadsheet
    }
}

impl From<ZipError> for FileFault {
    fn from(_: ZipError) -> Self {
        Self::NotASpreadsheet
    }
}

impl From<io::Error> for FileFault {
    fn from(_: io::Error) -> Self {
        Self::NotASpreadsheet
    }
}

impl From<quick_xml::Error> for FileFault {
    fn from(_: quick_xml::Error) -> Self {
        Self::NotASpreadsheet
    }
}

impl From<csv::Error> for FileFault {
    fn from(_: csv::Error) -> Self {
        Self::NotASpreadsheet
    }
}
