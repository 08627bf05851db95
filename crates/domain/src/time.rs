//! Days and instants.
//!
//! **Rule C-11.** Law counts local civil days of Asia/Shanghai (UTC+8, no daylight saving); machines count UTC instants.
//! Nothing here reads a clock: "now" always comes in as a parameter.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, de::Error};

/// A local civil day, the unit in which the law counts.
pub type Date = NaiveDate;

/// A moment, in UTC.
pub type Instant = DateTime<Utc>;

/// Asia/Shanghai is eight hours ahead of UTC all year.
const OFFSET_SECONDS: i32 = 8 * 3600;

/// The civil offset of Asia/Shanghai, UTC+8 (rule C-11).
#[must_use]
pub fn offset() -> FixedOffset {
    // Eight hours is within the ±24 hours that `east_opt` accepts, so the zero offset is never taken.
    FixedOffset::east_opt(OFFSET_SECONDS).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

/// The instant as read on a clock in Asia/Shanghai; in the last eight hours of the calendar, which that clock cannot show, the moment
/// before them.
#[must_use]
pub fn local(at: Instant) -> DateTime<FixedOffset> {
    let last = Instant::MAX_UTC.checked_sub_signed(TimeDelta::seconds(i64::from(OFFSET_SECONDS)));
    last.map_or(at, |last| at.min(last)).with_timezone(&offset())
}

/// The civil day in Asia/Shanghai on which the instant lies.
///
/// At the far ends of the calendar, where the local clock would leave what can be written, the day is the last or first one.
#[must_use]
pub fn local_day(at: Instant) -> Date {
    at.naive_utc()
        .checked_add_signed(TimeDelta::seconds(i64::from(OFFSET_SECONDS)))
        .map_or(Date::MAX, |moment| moment.date())
}

/// 00:00 of the day, Asia/Shanghai.
#[must_use]
pub fn start_of_day(day: Date) -> Instant {
    day.and_time(NaiveTime::MIN)
        .checked_sub_signed(TimeDelta::seconds(i64::from(OFFSET_SECONDS)))
        .map_or(Instant::MIN_UTC, |moment| moment.and_utc())
}

/// 24:00 of the day, Asia/Shanghai: the first instant that no longer belongs to it.
#[must_use]
pub fn end_of_day(day: Date) -> Instant {
    day.succ_opt().map_or(Instant::MAX_UTC, start_of_day)
}

/// Reads a day written `YYYY-MM-DD`, and nothing else.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    Date::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Reads a day of a document as [`parse_date`] does; for `deserialize_with`.
///
/// # Errors
///
/// When it is no day that exists, or is written in another way.
pub fn written_day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    parse_date(&Cow::<'de, str>::deserialize(from)?).ok_or_else(|| D::Error::custom("not a day"))
}

/// Reads a day of a document, or none, as [`written_day`] does.
///
/// # Errors
///
/// When it is no day that exists, or is written in another way.
pub fn written_day_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    Option::<Written>::deserialize(from).map(|day| day.map(|Written(day)| day))
}

#[derive(Deserialize)]
struct Written(#[serde(deserialize_with = "written_day")] Date);

/// Whether a record may name this day: the years 1900 to 2200, far outside any human case and safe for arithmetic.
#[must_use]
pub fn is_plausible(day: Date) -> bool {
    (1900..=2200).contains(&day.year())
}
