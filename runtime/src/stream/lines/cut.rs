//! Bytes to records: lines (JSON Lines, NDJSON), or texts behind a record
//! separator (RFC 7464).

use crate::stream::StreamError;
use bytes::{Bytes, BytesMut};

/// What begins a text of a sequence (RFC 7464, section 2.2).
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;

/// Cuts records out of what comes, however it is cut itself.
pub(super) struct Cutter {
    separator: u8,
    buffer: BytesMut,
    /// So much of the buffer has no separator.
    searched: usize,
    limit: u64,
    ended: bool,
}

impl Cutter {
    pub(super) fn new(separator: u8, limit: u64) -> Self {
        Self {
            separator,
            buffer: BytesMut::new(),
            searched: 0,
            limit,
            ended: false,
        }
    }

    pub(super) fn set_limit(&mut self, limit: u64) {
        self.limit = limit;
    }

    pub(super) fn push(&mut self, piece: &[u8]) {
        self.buffer.extend_from_slice(piece);
    }

    /// Nothing more comes: what is left is the last record.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// Whether there is nothing left and nothing more comes.
    pub(super) fn is_over(&self) -> bool {
        self.ended && self.buffer.is_empty()
    }

    /// The next record that has something in it, without what is around it;
    /// `None` until more has come.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, StreamError> {
        loop {
            let unsearched = &self.buffer[self.searched..];
            let found = unsearched.iter().position(|byte| *byte == self.separator);
            let length = found.map_or(self.buffer.len(), |at| self.searched + at);
            if u64::try_from(length).map_or(true, |length| length > self.limit) {
                return Err(StreamError::TooLarge { limit: self.limit });
            }
            self.searched = match found {
                None if !self.ended || self.buffer.is_empty() => {
                    self.searched = length;
                    return Ok(None);
                }
                _ => 0,
            };
            let mut record = self.buffer.split_to(length);
            if found.is_some() {
                let _ = self.buffer.split_to(1);
            }
            let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            let end = record.iter().rposition(|byte| !is_space(byte));
            let Some(end) = end else {
                continue;
            };
            if self.is_cut_off(&record, end) {
                let problem = "a number or a word at its end may be cut off";
                return Err(StreamError::syntax(problem));
            }
            record.truncate(end + 1);
            return Ok(Some(record.freeze()));
        }
    }

    /// A text that does not show its own end must be followed by space (RFC
    /// 7464, section 2.4).
    fn is_cut_off(&self, record: &[u8], end: usize) -> bool {
        let shows_its_end = matches!(record[end], b'}' | b']' | b'"');
        self.separator == RECORD_SEPARATOR && end + 1 == record.len() && !shows_its_end
    }
}
