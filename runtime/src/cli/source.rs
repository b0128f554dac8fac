//! The body of a request, from where it is.

use super::console::Console;
use super::failure::Failure;
use super::plan::Body;
use super::progress::Progress;
use crate::stream::Payload;
use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::Path;
use tokio::io::AsyncReadExt;

/// A body up to this size is read at once, so that it can be sent again.
const SMALL: u64 = 1024 * 1024;

/// The body as it is to be sent, byte for byte.
pub(super) fn payload(body: &Body, console: &Console<'_>) -> Result<Payload, Failure> {
    match body {
        Body::None | Body::Properties(_) => Ok(Payload::default()),
        Body::Text(text) => Ok(text.clone().into()),
        Body::File(path) => {
            file(path, console).map_err(|error| unreadable(&path.display().to_string(), &error))
        }
        Body::Stdin => stdin().map_err(|error| unreadable("standard input", &error)),
    }
}

fn unreadable(what: &str, error: &std::io::Error) -> Failure {
    Failure::usage(format!("cannot read {what}: {error}"))
}

fn file(path: &Path, console: &Console<'_>) -> std::io::Result<Payload> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    // What is no file, such as a pipe, does not say its length.
    if about.is_file() && about.len() > SMALL {
        let length = about.len();
        let payload = Payload::reader(tokio::fs::File::from_std(file)).with_length(length);
        return Ok(match console.shows_progress {
            true => Progress::of(payload, "sent").with_length(length),
            false => payload,
        });
    }
    let mut bytes = Vec::new();
    (&mut file).take(SMALL + 1).read_to_end(&mut bytes)?;
    Ok(and_more(bytes, tokio::fs::File::from_std(file)))
}

fn stdin() -> std::io::Result<Payload> {
    let mut bytes = Vec::new();
    std::io::stdin().take(SMALL + 1).read_to_end(&mut bytes)?;
    Ok(and_more(bytes, tokio::io::stdin()))
}

/// What has been read, and what is still to be read if that was not all.
fn and_more(bytes: Vec<u8>, rest: impl tokio::io::AsyncRead + Send + Unpin + 'static) -> Payload {
    match u64::try_from(bytes.len()).is_ok_and(|length| length <= SMALL) {
        true => bytes.into(),
        false => Payload::reader(AsyncReadExt::chain(Cursor::new(bytes), rest)),
    }
}
