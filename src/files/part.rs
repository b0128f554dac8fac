//! Parts of files: which is asked for and which has come (RFC 9110, section
//! 14).

use crate::runtime::http::HeaderMap;
use crate::runtime::http::header::CONTENT_RANGE;
use std::ops::{Bound, RangeBounds};

/// The part of a file that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The first byte.
    pub(super) first: u64,
    /// The last byte, if not that of the file.
    pub(super) last: Option<u64>,
}

impl Part {
    /// `None` if there is no byte in the range.
    pub(super) fn of(range: &impl RangeBounds<u64>) -> Option<Self> {
        let first = match range.start_bound() {
            Bound::Unbounded => 0,
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.checked_add(1)?,
        };
        let last = match range.end_bound() {
            Bound::Unbounded => None,
            Bound::Included(last) => Some(*last),
            Bound::Excluded(behind) => Some(behind.checked_sub(1)?),
        };
        last.is_none_or(|last| first <= last)
            .then_some(Self { first, last })
    }

    /// Whether it is the whole file, whatever that is.
    pub(super) fn is_whole(self) -> bool {
        self.first == 0 && self.last.is_none()
    }

    /// The header `Range` that asks for it.
    pub(super) fn header(self) -> String {
        match self.last {
            Some(last) => format!("bytes={}-{last}", self.first),
            None => format!("bytes={}-", self.first),
        }
    }
}

/// The part of a file that an answer says it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) first: u64,
    pub(super) last: u64,
    /// The size of the file, if the server knows it.
    pub(super) size: Option<u64>,
}

impl Sent {
    /// What `Content-Range` says, if it is one part of this kind.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(CONTENT_RANGE)?.to_str().ok()?;
        let (unit, part) = text.trim().split_once(' ')?;
        let (range, size) = part.trim().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let size = match size {
            "*" => None,
            size => Some(number(size)?),
        };
        let sent = Self {
            first: number(first)?,
            last: number(last)?,
            size,
        };
        let fits = sent.first <= sent.last && size.is_none_or(|size| sent.last < size);
        (unit.eq_ignore_ascii_case("bytes") && fits).then_some(sent)
    }

    /// How many bytes it has, unless that is more than there can be.
    pub(super) fn length(self) -> Option<u64> {
        (self.last - self.first).checked_add(1)
    }

    /// Whether it is what was asked for, as far as the file goes.
    pub(super) fn answers(self, asked: Part) -> bool {
        let fills = |last: u64| {
            let end = self.size.and_then(|size| size.checked_sub(1));
            self.last == end.map_or(last, |end| end.min(last))
        };
        let reaches = match (asked.last, self.size) {
            (Some(last), _) => fills(last),
            (None, Some(size)) => self.last.checked_add(1) == Some(size),
            (None, None) => true,
        };
        self.first == asked.first && reaches
    }
}

/// Digits and nothing else.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_written_as_the_header_has_them() {
        let header = |part: Option<Part>| part.map(Part::header);
        assert_eq!(header(Part::of(&(5..))).unwrap(), "bytes=5-");
        assert_eq!(header(Part::of(&(5..9))).unwrap(), "bytes=5-8");
        assert_eq!(header(Part::of(&(5..=8))).unwrap(), "bytes=5-8");
        assert_eq!(header(Part::of(&(..9))).unwrap(), "bytes=0-8");
        assert!(Part::of(&..).unwrap().is_whole());
        assert!(Part::of(&(0..)).unwrap().is_whole());
        assert_eq!(Part::of(&(5..5)), None);
        assert_eq!(Part::of(&(..0)), None);
        let backwards = (Bound::Included(9), Bound::Included(5));
        assert_eq!(Part::of(&backwards), None);
        let beyond = (Bound::Excluded(u64::MAX), Bound::Unbounded);
        assert_eq!(Part::of(&beyond), None);
    }

    fn sent(text: &str) -> Option<Sent> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_RANGE, text.parse().unwrap());
        Sent::of(&headers)
    }

    #[test]
    fn only_one_part_of_bytes_is_understood() {
        let part = sent("bytes 5-8/15").unwrap();
        assert_eq!((part.first, part.last, part.size), (5, 8, Some(15)));
        assert_eq!(part.length(), Some(4));
        assert_eq!(sent("Bytes 5-8/*").unwrap().size, None);
        for odd in [
            "",
            "bytes",
            "bytes */15",
            "bytes 8-5/15",
            "bytes 5-15/15",
            "bytes 5-/15",
            "bytes +5-8/15",
            "items 5-8/15",
            "bytes 5-99999999999999999999/*",
        ] {
            assert_eq!(sent(odd), None, "{odd}");
        }
        assert_eq!(
            sent("bytes 0-18446744073709551615/*").unwrap().length(),
            None
        );
    }

    #[test]
    fn a_part_answers_what_was_asked_as_far_as_the_file_goes() {
        let asked = |first, last| Part { first, last };
        let part = sent("bytes 5-8/15").unwrap();
        assert!(part.answers(asked(5, Some(8))));
        assert!(!part.answers(asked(5, Some(9))));
        assert!(!part.answers(asked(4, Some(8))));
        assert!(!part.answers(asked(5, None)));
        assert!(sent("bytes 5-14/15").unwrap().answers(asked(5, None)));
        assert!(sent("bytes 5-14/15").unwrap().answers(asked(5, Some(99))));
        assert!(sent("bytes 5-8/*").unwrap().answers(asked(5, None)));
    }
}
