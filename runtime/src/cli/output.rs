//! What is printed of an answer.

use super::arguments::Arguments;
use super::console::Console;
use super::failure::Failure;
use super::options::Opt;
use super::pretty::Pretty;
use super::progress::Meter;
use crate::media;
use crate::outcome::Reply;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use std::fs::File;
use std::io::Write;

/// Prints an answer as it comes. One that is an error is printed as others
/// are, but does not go to a file, and is a failure.
pub(super) fn print(
    mut reply: Reply,
    arguments: &Arguments,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let status = reply.status();
    if arguments.has(Opt::Include) {
        let head = head(&reply);
        console
            .out
            .write_all(&head)
            .map_err(|error| Failure::output(&error))?;
    }
    let file = arguments
        .value(Opt::Output)
        .filter(|path| *path != "-" && status < 400);
    match file {
        Some(path) => save(&mut reply, path, console)?,
        None => show(&mut reply, arguments, console)?,
    }
    match status {
        ..400 => Ok(()),
        _ => Err(Failure::answered(format!(
            "the server answered {}",
            line(status)
        ))),
    }
}

/// A status with its name.
fn line(status: u16) -> String {
    let known = StatusCode::from_u16(status).ok();
    match known.and_then(|status| status.canonical_reason()) {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    }
}

fn head(reply: &Reply) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {}\n", line(reply.status())).into_bytes();
    for (name, value) in reply.headers() {
        head.extend(name.as_str().as_bytes());
        head.extend(b": ");
        head.extend(value.as_bytes());
        head.push(b'\n');
    }
    head.push(b'\n');
    head
}

fn save(reply: &mut Reply, path: &str, console: &Console<'_>) -> Result<(), Failure> {
    let failed = |error| Failure::usage(format!("cannot write `{path}`: {error}"));
    let mut file = File::create(path).map_err(failed)?;
    let body = reply.payload();
    let mut meter = console
        .shows_progress
        .then(|| Meter::new(body.length(), "received"));
    for piece in body.wait() {
        let piece = piece.map_err(|error| Failure::lost(&error))?;
        file.write_all(&piece).map_err(failed)?;
        if let Some(meter) = &mut meter {
            meter.add(piece.len());
        }
    }
    if let Some(meter) = meter {
        meter.end();
    }
    file.flush().map_err(failed)
}

fn show(
    reply: &mut Reply,
    arguments: &Arguments,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let media_type = reply.headers().get(CONTENT_TYPE);
    let media_type = media_type
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let is_json = media::is_json(media_type) || media::is_lines(media_type);
    let has_colors = !arguments.has(Opt::NoColor)
        && (console.variable)("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut pretty = (is_json && console.is_terminal).then(|| Pretty::new(has_colors));
    let mut failed = |bytes: &[u8]| {
        let written = console
            .out
            .write_all(bytes)
            .and_then(|()| console.out.flush());
        written.map_err(|error| Failure::output(&error))
    };
    for piece in reply.payload().wait() {
        let piece = piece.map_err(|error| Failure::lost(&error))?;
        match &mut pretty {
            None if console.is_terminal => failed(&harmless(&piece))?,
            None => failed(&piece)?,
            Some(pretty) => {
                let mut laid_out = Vec::with_capacity(piece.len() * 2);
                pretty.piece(&piece, &mut laid_out);
                failed(&laid_out)?;
            }
        }
    }
    let mut end = Vec::new();
    if let Some(pretty) = &mut pretty {
        pretty.end(&mut end);
    }
    failed(&end)
}

/// The same without what terminals obey.
fn harmless(piece: &[u8]) -> Vec<u8> {
    let is_obeyed = |byte: u8| matches!(byte, 0..0x20 | 0x7f) && !b"\n\r\t".contains(&byte);
    let shown = |&byte: &u8| if is_obeyed(byte) { b'?' } else { byte };
    piece.iter().map(shown).collect()
}
