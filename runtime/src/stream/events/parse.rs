//! Bytes to events, as the specification interprets a stream of them (HTML,
//! section "Server-sent events").

use crate::stream::StreamError;
use std::collections::VecDeque;
use std::time::Duration;

/// An event as it was sent.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Raw {
    pub(super) name: Option<String>,
    pub(super) data: String,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
}

/// Takes pieces of a stream, however it is cut, and gives its events.
#[derive(Debug)]
pub(super) struct Parser {
    limit: u64,
    line: Vec<u8>,
    /// Whether a line feed here would belong to the carriage return before.
    behind_return: bool,
    /// Whether the next line is the first, which may begin with a mark of the
    /// order of bytes.
    is_first: bool,
    event: Raw,
    has_data: bool,
    ready: VecDeque<Raw>,
    /// The id that a new connection should begin behind.
    last_id: String,
    /// How long the server asks to wait before that.
    retry: Option<Duration>,
}

const MARK: &[u8] = b"\xef\xbb\xbf";

impl Parser {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            limit,
            line: Vec::new(),
            behind_return: false,
            is_first: true,
            event: Raw::default(),
            has_data: false,
            ready: VecDeque::new(),
            last_id: String::new(),
            retry: None,
        }
    }

    pub(super) fn set_limit(&mut self, limit: u64) {
        self.limit = limit;
    }

    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The next event that is complete.
    pub(super) fn next(&mut self) -> Option<Raw> {
        self.ready.pop_front()
    }

    /// Forgets what is not complete, for another connection.
    pub(super) fn begin_again(&mut self) {
        self.line.clear();
        self.ready.clear();
        self.event = Raw::default();
        (self.has_data, self.behind_return, self.is_first) = (false, false, true);
    }

    /// # Errors
    /// If an event is larger than it may be.
    pub(super) fn push(&mut self, mut piece: &[u8]) -> Result<(), StreamError> {
        while let Some(first) = piece.first() {
            if std::mem::take(&mut self.behind_return) && *first == b'\n' {
                piece = &piece[1..];
                continue;
            }
            let end = piece.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            self.line
                .extend_from_slice(&piece[..end.unwrap_or(piece.len())]);
            self.check_size()?;
            let Some(end) = end else {
                break;
            };
            self.behind_return = piece[end] == b'\r';
            piece = &piece[end + 1..];
            self.end_line();
        }
        Ok(())
    }

    fn check_size(&self) -> Result<(), StreamError> {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let held = text(&self.event.name) + text(&self.event.id) + self.event.data.len();
        let size = u64::try_from(held + self.line.len()).unwrap_or(u64::MAX);
        match size > self.limit {
            true => Err(StreamError::TooLarge { limit: self.limit }),
            false => Ok(()),
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = match std::mem::take(&mut self.is_first) {
            true => line.strip_prefix(MARK).unwrap_or(&line),
            false => &line,
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let text = String::from_utf8_lossy(line);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        self.field(field, value.strip_prefix(' ').unwrap_or(value));
    }

    fn field(&mut self, field: &str, value: &str) {
        match field {
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            "event" => self.event.name = (!value.is_empty()).then(|| value.to_owned()),
            "id" if !value.contains('\0') => self.event.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                let time = Duration::from_millis(value.parse().unwrap_or(u64::MAX));
                self.event.retry = Some(time);
                self.retry = Some(time);
            }
            // A comment has a field without a name; others are ignored.
            _ => {}
        }
    }

    /// Without data there is no event, though it may have an id.
    fn dispatch(&mut self) {
        let event = std::mem::take(&mut self.event);
        if let Some(id) = &event.id {
            self.last_id.clone_from(id);
        }
        if std::mem::take(&mut self.has_data) {
            self.ready.push_back(event);
        }
    }
}
