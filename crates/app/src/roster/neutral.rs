//! Texts that a spreadsheet program will not take for formulas.

use std::borrow::Cow;

/// The text as it may stand in an exported CSV or XLSX. One that a spreadsheet program would take for a formula gets an
/// apostrophe in front.
#[must_use]
pub fn neutralise(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
