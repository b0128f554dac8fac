//! What is read while it is sent.

use super::error::StreamError;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

/// How much is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

pub(super) struct Reading<R> {
    reader: Pin<Box<R>>,
    buffer: Vec<u8>,
}

impl<R> Reading<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader: Box::pin(reader),
            buffer: vec![0; PIECE],
        }
    }
}

impl<R: AsyncRead> Stream for Reading<R> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, buffer } = self.get_mut();
        let mut space = ReadBuf::new(buffer);
        let read = ready!(reader.as_mut().poll_read(context, &mut space));
        Poll::Ready(match (read, space.filled()) {
            (Err(error), _) => Some(Err(StreamError::broken(error))),
            (Ok(()), []) => None,
            (Ok(()), filled) => Some(Ok(Bytes::copy_from_slice(filled))),
        })
    }
}
