//! A file that is the last part of a body too large to be whole: what is
//! before it is read at once, and it flows.

use super::parse::{line, taken_apart, until};
use crate::File;
use crate::stream::{Payload, StreamError};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The part of a form that is a file.
#[derive(Clone, Debug)]
pub(crate) struct FilePart {
    pub(crate) name: String,
    pub(crate) file: File,
}

/// Cuts a body in two of which this much has come: the parts that are whole,
/// as a body of their own, and the file that has begun, which flows. `None` if
/// what has begun is none of these properties, which are files.
pub(crate) fn cut(
    media_type: &str,
    files: &[&str],
    begun: &[u8],
    rest: Payload,
) -> Option<(Bytes, FilePart)> {
    let (_, part) = taken_apart(media_type, begun).ok()?;
    let part = part.filter(|part| files.contains(&part.piece.name.as_str()))?;
    // The line before the file ends the body instead.
    let before = [part.before, b"--"].concat();
    let limit = rest.limit();
    let content = Content {
        rest,
        buffer: part.behind.into(),
        line: line(media_type).ok()?.into_bytes(),
        unwanted: LINE_BREAK,
        end: None,
    };
    let mut file = File::from(Payload::flowing(Box::pin(content), None).with_limit(limit));
    if let Some(name) = part.piece.file_name {
        file = file.named(name);
    }
    if let Some(media_type) = part.piece.media_type {
        file = file.typed(media_type);
    }
    let name = part.piece.name;
    Some((before.into(), FilePart { name, file }))
}

/// How long the line break is between the headers of a part and its content.
/// It may be that before the line that ends the part.
const LINE_BREAK: usize = 2;

/// The content of the last part.
struct Content {
    rest: Payload,
    /// What has come and was not handed on, since the line may begin in it.
    buffer: BytesMut,
    line: Vec<u8>,
    /// How much of the buffer is no content.
    unwanted: usize,
    /// What there is at the end, which has come.
    end: Option<Result<(), StreamError>>,
}

impl Content {
    /// What of the content is known to be that; `None` if more must come.
    fn next(&mut self) -> Option<Bytes> {
        let found = until(&self.buffer, &self.line);
        let found = found.map(|(content, behind)| (content.len(), behind.starts_with(b"--")));
        let length = match found {
            Some((length, is_last)) => {
                let problem = "a part comes behind the file, which must be the last";
                let end = is_last.then_some(()).ok_or(problem);
                self.end = Some(end.map_err(StreamError::broken));
                length
            }
            // The line needs as much to be seen, with what says that it ends.
            None => self.buffer.len().saturating_sub(self.line.len() + 1),
        };
        let mut content = self.buffer.split_to(length);
        let unwanted = self.unwanted.min(length);
        self.unwanted -= unwanted;
        let content = content.split_off(unwanted);
        (!content.is_empty() || self.end.is_some()).then(|| content.freeze())
    }
}

impl Stream for Content {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(end) = self.end.as_mut() {
                let end = std::mem::replace(end, Ok(()));
                return Poll::Ready(end.err().map(Err));
            }
            if let Some(content) = self.next() {
                return Poll::Ready(Some(Ok(content)));
            }
            match ready!(Pin::new(&mut self.rest).poll_next(context)) {
                Some(Ok(piece)) => self.buffer.extend_from_slice(&piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    let problem = "the last part does not end";
                    self.end = Some(Err(StreamError::broken(problem)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::stream::tests::{pieces, run};

    const TYPE: &str = "multipart/form-data; boundary=b";
    const HEAD: &str = "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n";

    fn content<const N: usize>(begun: &str, rest: [&'static str; N]) -> Result<String, String> {
        let begun = format!("{HEAD}{begun}");
        let rest = pieces(rest.map(Ok));
        let (before, part) = cut(TYPE, &["f"], begun.as_bytes(), rest).unwrap();
        assert_eq!(before, "--b--");
        assert_eq!((part.name.as_str(), part.file.name()), ("f", Some("x")));
        match run(part.file.into_payload().bytes()) {
            Ok(bytes) => Ok(String::from_utf8(bytes.to_vec()).unwrap()),
            Err(error) => Err(std::error::Error::source(&error).unwrap().to_string()),
        }
    }

    #[test]
    fn the_content_ends_at_the_line() {
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(content("a", ["b\r\n--b--"]), ok("ab"));
        assert_eq!(content("", ["\r\n--b--"]), ok(""));
        assert_eq!(content("a\r\n-", ["-", "b", "-", "-", "more"]), ok("a"));
        assert_eq!(content("a\r", ["\n--c\r\n--b--\r\n"]), ok("a\r\n--c"));
        assert_eq!(content("\r\n--bc", ["\r\n--b--"]), ok("\r\n--bc"));
        let long = "x".repeat(100_000);
        assert_eq!(content(&long, ["y", "\r\n--b--"]), Ok(long + "y"));
    }

    #[test]
    fn the_line_may_be_behind_the_headers_at_once() {
        let begun = HEAD.to_owned() + "--";
        let (_, part) = cut(TYPE, &["f"], begun.as_bytes(), pieces([Ok("b--")])).unwrap();
        assert_eq!(run(part.file.into_payload().bytes()).unwrap(), "");
    }

    #[test]
    fn a_file_that_is_not_the_last_is_an_error() {
        let behind = "a part comes behind the file, which must be the last".to_owned();
        assert_eq!(content("a", ["\r\n--b\r\n"]), Err(behind));
        let endless = "the last part does not end".to_owned();
        assert_eq!(content("a", ["b", "\r\n--"]), Err(endless));
    }

    #[test]
    fn only_files_flow() {
        let text = "--b\r\nContent-Disposition: form-data; name=t\r\n\r\n1\r\n";
        let cut = |begun: &str| cut(TYPE, &["f"], begun.as_bytes(), pieces([]));
        let (before, _) = cut(&format!("{text}{HEAD}2")).unwrap();
        assert_eq!(before, format!("{text}--b--"));
        for none in [text, &format!("{HEAD}2\r\n--b--"), &HEAD[..40]] {
            assert!(cut(none).is_none(), "{none}");
        }
    }
}
