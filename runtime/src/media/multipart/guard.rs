//! Parts that flow, and the line between parts that must not be in them.

use super::boundary::find;
use crate::stream::{BoxStream, Payload, StreamError};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The content of a part, which fails if the boundary is in it: what comes
/// behind would be another part to whoever reads it.
pub(super) fn guarded(content: Payload, boundary: &str) -> Payload {
    let boundary = boundary.as_bytes().to_vec();
    content.map(|pieces| {
        Box::pin(Guarded {
            pieces,
            boundary,
            end: Vec::new(),
        })
    })
}

struct Guarded {
    pieces: BoxStream<Result<Bytes, StreamError>>,
    boundary: Vec<u8>,
    /// The last bytes that came, which the boundary may begin with.
    end: Vec<u8>,
}

impl Guarded {
    fn is_in(&mut self, piece: &[u8]) -> bool {
        let most = self.boundary.len() - 1;
        self.end.extend_from_slice(&piece[..piece.len().min(most)]);
        let is_across = find(&self.end, &self.boundary).is_some();
        if piece.len() > most {
            self.end.clear();
            self.end.extend_from_slice(&piece[piece.len() - most..]);
        } else {
            self.end.drain(..self.end.len().saturating_sub(most));
        }
        is_across || find(piece, &self.boundary).is_some()
    }
}

impl Stream for Guarded {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.pieces.as_mut().poll_next(context));
        Poll::Ready(match piece {
            Some(Ok(piece)) if self.is_in(&piece) => {
                let problem = "the file has the line in it that ends it";
                Some(Err(StreamError::broken(problem)))
            }
            piece => piece,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use crate::stream::tests::{pieces, run};

    #[test]
    fn the_boundary_is_found_wherever_it_is() {
        let is_whole = |body| run(guarded(body, "abcd").bytes()).is_ok();
        assert!(is_whole(pieces([Ok("abc"), Ok("abc"), Ok("bcd"), Ok("a")])));
        assert!(is_whole(pieces([Ok("a"), Ok(""), Ok("b"), Ok("cc")])));
        assert!(!is_whole(pieces([Ok("xabcdx")])));
        assert!(!is_whole(pieces([Ok("xxxxxab"), Ok("cdxxxxx")])));
        assert!(!is_whole(pieces([
            Ok("a"),
            Ok("b"),
            Ok(""),
            Ok("c"),
            Ok("d")
        ])));
        assert!(!is_whole(pieces([Ok("aab"), Ok("c"), Ok("dxxxxxxx")])));
    }
}
