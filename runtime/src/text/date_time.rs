//! Dates and times (RFC 3339).

use super::text_type;

text_type! {
    /// A point in time with its offset, such as `2019-07-22T18:15:29Z`
    /// (RFC 3339, `date-time`).
    DateTime, "date-time", is_date_time
}

text_type! {
    /// A day, such as `2019-07-22` (RFC 3339, `full-date`).
    Date, "date", is_date
}

text_type! {
    /// A time of day, such as `18:15:29Z` (RFC 3339, `full-time`). Many
    /// send it without an offset, so that it may be missing
    /// (`partial-time`).
    Time, "time", is_time_of_day
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let (Some(year), Some(month), Some(day)) = (
        number(bytes, 0, 4),
        number(bytes, 5, 7),
        number(bytes, 8, 10),
    ) else {
        return false;
    };
    (1..=12).contains(&month) && (1..=days(year, month)).contains(&day)
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    is_date(date) && rest.starts_with(['T', 't']) && rest.get(1..).is_some_and(is_time)
}

fn is_time_of_day(text: &str) -> bool {
    is_time(text) || is_time(&format!("{text}Z"))
}

/// `full-time`. A second of 60 is a leap second, which only the last minute
/// of a day in UTC can have.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 9 || bytes[2] != b':' || bytes[5] != b':' {
        return false;
    }
    let (Some(hour), Some(minute), Some(second)) = (
        number(bytes, 0, 2),
        number(bytes, 3, 5),
        number(bytes, 6, 8),
    ) else {
        return false;
    };
    let Some(offset) = offset_minutes(&bytes[8..]) else {
        return false;
    };
    let utc = (hour * 60 + minute + 2 * 1440 - offset) % 1440;
    hour < 24 && minute < 60 && (second < 60 || second == 60 && utc == 1439)
}

/// The offset in minutes east of UTC, moved by a day so that it is never
/// negative, behind an optional fraction of a second.
fn offset_minutes(bytes: &[u8]) -> Option<u32> {
    let bytes = match bytes.strip_prefix(b".") {
        None => bytes,
        Some(fraction) => {
            let digits = fraction
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            (digits > 0).then(|| &fraction[digits..])?
        }
    };
    match bytes {
        [b'Z' | b'z'] => Some(1440),
        [sign @ (b'+' | b'-'), offset @ ..] if offset.len() == 5 && offset[2] == b':' => {
            let (hours, minutes) = (number(offset, 0, 2)?, number(offset, 3, 5)?);
            let distance = hours * 60 + minutes;
            let is_valid = hours < 24 && minutes < 60;
            is_valid.then(|| {
                if *sign == b'+' {
                    1440 + distance
                } else {
                    1440 - distance
                }
            })
        }
        _ => None,
    }
}

fn number(bytes: &[u8], start: usize, end: usize) -> Option<u32> {
    bytes.get(start..end)?.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + u32::from(byte - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_date_time, is_time_of_day};

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(is_date("2024-02-29"));
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-1",
            "2024-01-1é",
            "",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn times_of_day_have_no_date() {
        for text in ["18:15:29.5+02:00", "23:59:60Z", "18:15:29", "18:15:29.5"] {
            assert!(is_time_of_day(text), "{text}");
        }
        for text in [
            "18:15Z",
            "18:15",
            "24:00:00Z",
            "T18:15:29Z",
            "18:15:29ZZ",
            "",
            "é",
        ] {
            assert!(!is_time_of_day(text), "{text}");
        }
    }

    #[test]
    fn times_have_an_offset() {
        for text in [
            "2019-07-22T18:15:29Z",
            "2019-07-22t18:15:29.123z",
            "2019-07-22T18:15:29+02:00",
            "1998-12-31T23:59:60Z",
            "1998-12-31T15:59:60.5-08:00",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2019-07-22T18:15:29",
            "2019-07-22 18:15:29Z",
            "2019-07-22T24:00:00Z",
            "2019-07-22T18:15:60Z",
            "2019-07-22T18:15:29.Z",
            "2019-07-22T18:15:29+2:00",
            "2019-07-22T18:15:29Zé",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
