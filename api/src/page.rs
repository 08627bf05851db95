//! Keyset pages: the limit, and the cursor that says where the next page begins.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::seal::DataKey;
use subtle::ConstantTimeEq;

use crate::problem::{ApiError, ErrorCode};

/// The page size when none is asked for.
const LIMIT_DEFAULT: u16 = 50;
/// The largest page.
const LIMIT_MAX: u16 = 200;
const TAG: usize = 16;

/// The page size asked for. One out of range is refused, not bent: a script must notice.
pub fn limit(asked: Option<u16>) -> Result<usize, ApiError> {
    match asked {
        None => Ok(usize::from(LIMIT_DEFAULT)),
        Some(limit @ 1..=LIMIT_MAX) => Ok(usize::from(limit)),
        Some(_) => {
            Err(ApiError::parameter("limit", ErrorCode::InvalidParameter, "须在 1 到 200 之间", "Must be 1 to 200"))
        }
    }
}

/// A list's cursors: opaque to clients, bound to the list and its filters.
pub struct Cursors<'k> {
    key: &'k DataKey,
    /// The list and its filters, in words.
    of: String,
}

impl<'k> Cursors<'k> {
    /// The cursors of a list under these filters.
    pub fn new(key: &'k DataKey, list: &str, filters: &impl std::fmt::Debug) -> Self {
        Self { key, of: format!("{list} {filters:?}") }
    }

    /// The cursor that continues after this position.
    pub fn after(&self, position: &impl Serialize) -> Result<String, ApiError> {
        let position =
            serde_json::to_string(position).map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
        let mut bytes = self.tag(&position);
        bytes.extend_from_slice(position.as_bytes());
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The position that a cursor of this very list and these filters names.
    pub fn position<P: DeserializeOwned>(&self, cursor: Option<&str>) -> Result<Option<P>, ApiError> {
        let Some(cursor) = cursor else { return Ok(None) };
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
            let (tag, position) = bytes.split_at_checked(TAG)?;
            let position = std::str::from_utf8(position).ok()?;
            if !bool::from(self.tag(position).as_slice().ct_eq(tag)) {
                return None;
            }
            serde_json::from_str(position).ok()
        };
        read().map(Some).ok_or_else(|| {
            ApiError::parameter("cursor", ErrorCode::InvalidCursor, "游标无效", "Not a cursor of this list")
        })
    }

    fn tag(&self, position: &str) -> Vec<u8> {
        let mut tag = self.key.keyed_hash(&self.of, position);
        tag.truncate(TAG);
        tag
    }
}

/// The page after the item of this key, out of a list that is at hand whole; `None` begins at the beginning.
///
/// # Errors
/// `invalid_cursor` when no item has the key any more.
pub fn following<T>(mut all: Vec<T>, after: Option<&str>, key: impl Fn(&T) -> &str) -> Result<Vec<T>, ApiError> {
    let Some(after) = after else { return Ok(all) };
    match all.iter().position(|item| key(item) == after) {
        Some(place) => Ok(all.split_off(place + 1)),
        None => Err(ApiError::parameter("cursor", ErrorCode::InvalidCursor, "游标无效", "Not a cursor of this list")),
    }
}

/// Cuts one row more than the page to the page, and says after which row the next begins.
pub fn cut<T>(mut rows: Vec<T>, limit: usize) -> (Vec<T>, bool) {
    let more = rows.len() > limit;
    rows.truncate(limit);
    (rows, more)
}
