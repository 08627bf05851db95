//! The holiday notices of the State Council for 2020 to 2026, as data.
//!
//! 2020 holds the prolonged Spring Festival (国办发明电〔2020〕1号), which also made 1 February 2020 a day off; its table counts as
//! published with that second notice.

use super::{Holiday, YearTable};
use crate::{rulebook::Label, time::Date};

/// Month and day.
type MonthDay = (u32, u32);

struct Notice {
    year: i32,
    /// Year, month and day of the notice.
    published: (i32, u32, u32),
    holidays: &'static [(Label, MonthDay, MonthDay)],
    working_days: &'static [MonthDay],
}

const NEW_YEAR: Label = Label::new("元旦", "New Year");
const SPRING: Label = Label::new("春节", "Spring Festival");
const QINGMING: Label = Label::new("清明节", "Qingming");
const LABOUR: Label = Label::new("劳动节", "Labour Day");
const DRAGON_BOAT: Label = Label::new("端午节", "Dragon Boat Festival");
const MID_AUTUMN: Label = Label::new("中秋节", "Mid-Autumn Festival");
const NATIONAL: Label = Label::new("国庆节", "National Day");
const NATIONAL_AND_MID_AUTUMN: Label = Label::new("国庆节、中秋节", "National Day and Mid-Autumn Festival");

const NOTICES: &[Notice] = &[
    Notice {
        year: 2020,
        published: (2020, 1, 26),
        holidays: &[
            (NEW_YEAR, (1, 1), (1, 1)),
            (SPRING, (1, 24), (2, 2)),
            (QINGMING, (4, 4), (4, 6)),
            (LABOUR, (5, 1), (5, 5)),
            (DRAGON_BOAT, (6, 25), (6, 27)),
            (NATIONAL_AND_MID_AUTUMN, (10, 1), (10, 8)),
        ],
        working_days: &[(1, 19), (4, 26), (5, 9), (6, 28), (9, 27), (10, 10)],
    },
    Notice {
        year: 2021,
        published: (2020, 11, 25),
        holidays: &[
            (NEW_YEAR, (1, 1), (1, 3)),
            (SPRING, (2, 11), (2, 17)),
            (QINGMING, (4, 3), (4, 5)),
            (LABOUR, (5, 1), (5, 5)),
            (DRAGON_BOAT, (6, 12), (6, 14)),
            (MID_AUTUMN, (9, 19), (9, 21)),
            (NATIONAL, (10, 1), (10, 7)),
        ],
        working_days: &[(2, 7), (2, 20), (4, 25), (5, 8), (9, 18), (9, 26), (10, 9)],
    },
    Notice {
        year: 2022,
        published: (2021, 10, 25),
        holidays: &[
            (NEW_YEAR, (1, 1), (1, 3)),
            (SPRING, (1, 31), (2, 6)),
            (QINGMING, (4, 3), (4, 5)),
            (LABOUR, (4, 30), (5, 4)),
            (DRAGON_BOAT, (6, 3), (6, 5)),
            (MID_AUTUMN, (9, 10), (9, 12)),
            (NATIONAL, (10, 1), (10, 7)),
            (NEW_YEAR, (12, 31), (12, 31)),
        ],
        working_days: &[(1, 29), (1, 30), (4, 2), (4, 24), (5, 7), (10, 8), (10, 9)],
    },
    Notice {
        year: 2023,
        published: (2022, 12, 8),
        holidays: &[
            (NEW_YEAR, (1, 1), (1, 2)),
            (SPRING, (1, 21), (1, 27)),
            (QINGMING, (4, 5), (4, 5)),
            (LABOUR, (4, 29), (5, 3)),
            (DRAGON_BOAT, (6, 22), (6, 24)),
            (NATIONAL_AND_MID_AUTUMN, (9, 29), (10, 6)),
            (NEW_YEAR, (12, 30), (12, 31)),
        ],
        working_days: &[(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)],
    },
    Notice {
        year: 2024,
        published: (2023, 10, 25),
        holidays: &[
            (NEW_YEAR, (1, 1), (1, 1)),
            (SPRING, (2, 10), (2, 17)),
            (QINGMING, (4, 4), (4, 6)),
            (LABOUR, (5, 1), (5, 5)),
            (DRAGON_BOAT, (6, 10), (6, 10)),
            (MID_AUTUMN, (9, 15), (9, 17)),
            (NATIONAL, (10, 1), (10, 7)),
        ],
        working_days: &[(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)],
    },
    Notice {
        year: 2025,
        published: (2024, 11, 12),
        holidays: &[
            (NEW_YEAR, (1, 1), (1, 1)),
            (SPRING, (1, 28), (2, 4)),
            (QINGMING, (4, 4), (4, 6)),
            (LABOUR, (5, 1), (5, 5)),
            (DRAGON_BOAT, (5, 31), (6, 2)),
            (NATIONAL_AND_MID_AUTUMN, (10, 1), (10, 8)),
        ],
        working_days: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    Notice {
        year: 2026,
        published: (2025, 11, 4),
        holidays: &[
            (NEW_YEAR, (1, 1), (1, 3)),
            (SPRING, (2, 15), (2, 23)),
            (QINGMING, (4, 4), (4, 6)),
            (LABOUR, (5, 1), (5, 5)),
            (DRAGON_BOAT, (6, 19), (6, 21)),
            (MID_AUTUMN, (9, 25), (9, 27)),
            (NATIONAL, (10, 1), (10, 7)),
        ],
        working_days: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

/// The notices as tables.
pub(super) fn tables() -> Vec<YearTable> {
    NOTICES.iter().map(table).collect()
}

/// The notices published by this day, as tables.
pub(super) fn published_by(day: Date) -> Vec<YearTable> {
    let is_published = |notice: &&Notice| {
        let (year, month, of_month) = notice.published;
        Date::from_ymd_opt(year, month, of_month).is_some_and(|published_on| published_on <= day)
    };
    NOTICES.iter().filter(is_published).map(table).collect()
}

fn table(notice: &Notice) -> YearTable {
    let date = |(month, day): MonthDay| Date::from_ymd_opt(notice.year, month, day);
    let holiday = |(name, from, to): &(Label, MonthDay, MonthDay)| {
        Some(Holiday { name: name.text(), from: date(*from)?, to: date(*to)? })
    };
    YearTable {
        year: notice.year,
        holidays: notice.holidays.iter().filter_map(holiday).collect(),
        working_days: notice.working_days.iter().filter_map(|day| date(*day)).collect(),
    }
}
