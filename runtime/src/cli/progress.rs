//! How far a transfer has come, on standard error.

use crate::stream::{Payload, StreamError};
use bytes::Bytes;
use futures_core::Stream;
use std::io::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

/// How often people are told.
const PAUSE: Duration = Duration::from_millis(100);

/// How wide the bar is.
const WIDTH: u64 = 30;

/// Counts the bytes of a transfer and shows how many there are.
pub(super) struct Meter {
    done: u64,
    total: Option<u64>,
    verb: &'static str,
    shown: Option<Instant>,
}

impl Meter {
    pub(super) fn new(total: Option<u64>, verb: &'static str) -> Self {
        Self {
            done: 0,
            total,
            verb,
            shown: None,
        }
    }

    pub(super) fn add(&mut self, bytes: usize) {
        self.done = self
            .done
            .saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if self.shown.is_none_or(|shown| shown.elapsed() >= PAUSE) {
            self.shown = Some(Instant::now());
            self.show("");
        }
    }

    pub(super) fn end(&self) {
        self.show("\n");
    }

    /// Who does not see it misses nothing.
    fn show(&self, end: &str) {
        let _ = write!(std::io::stderr(), "\r{}\u{1b}[K{end}", self.line());
    }

    fn line(&self) -> String {
        let (done, verb) = (size(self.done), self.verb);
        match self.total {
            Some(total) if total > 0 => {
                let share = |of: u64| {
                    let part =
                        u128::from(self.done.min(total)) * u128::from(of) / u128::from(total);
                    usize::try_from(part).unwrap_or(0)
                };
                let width = usize::try_from(WIDTH).unwrap_or(0);
                let bar = "#".repeat(share(WIDTH));
                format!(
                    "[{bar:<width$}] {:3} %  {done} of {} {verb}",
                    share(100),
                    size(total)
                )
            }
            _ => format!("{done} {verb}"),
        }
    }
}

fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut tenths = u128::from(bytes) * 10 / 1024;
    let mut unit = 0;
    while tenths >= 10_240 && unit + 1 < UNITS.len() {
        tenths /= 1024;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// A body whose transfer is shown.
pub(super) struct Progress {
    body: Payload,
    meter: Meter,
}

impl Progress {
    pub(super) fn of(body: Payload, verb: &'static str) -> Payload {
        let meter = Meter::new(body.length(), verb);
        Payload::stream(Self { body, meter })
    }
}

impl Stream for Progress {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(Pin::new(&mut self.body).poll_next(context));
        match &piece {
            Some(Ok(piece)) => self.meter.add(piece.len()),
            Some(Err(_)) | None => self.meter.end(),
        }
        Poll::Ready(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_how_far_it_is() {
        let mut meter = Meter::new(Some(4 * 1024 * 1024), "sent");
        meter.done = 1024 * 1024;
        let bar = format!("[{:<30}]", "#".repeat(7));
        assert_eq!(
            meter.line(),
            format!("{bar}  25 %  1.0 MiB of 4.0 MiB sent")
        );
        let endless = Meter::new(None, "received");
        assert_eq!(endless.line(), "0 B received");
        assert_eq!(size(1536), "1.5 KiB");
        assert_eq!(size(u64::MAX), "16383.9 PiB");
    }
}
