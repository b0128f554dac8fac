//! A limit for how long something takes.

use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::time::{Instant, Sleep, sleep_until};

/// What a future gives, unless it takes longer than to the deadline. Most give
/// it at once: a timer is set only for one that has to wait.
pub(super) struct Until<'a, F: ?Sized> {
    future: Pin<&'a mut F>,
    deadline: Instant,
    timer: Option<Pin<Box<Sleep>>>,
}

/// The deadline has come before the future gave anything.
#[derive(Debug)]
pub(super) struct Overdue;

impl<'a, F: Future + ?Sized> Until<'a, F> {
    pub(super) fn new(deadline: Instant, future: Pin<&'a mut F>) -> Self {
        Self {
            future,
            deadline,
            timer: None,
        }
    }
}

impl<F: Future + ?Sized> Future for Until<'_, F> {
    type Output = Result<F::Output, Overdue>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // Asked first: a future may use up all that its task may do in a row,
        // and a timer tells nothing then.
        let timer = self.timer.as_mut();
        let is_over = timer.map(|timer| timer.as_mut().poll(context).is_ready());
        match (self.future.as_mut().poll(context), is_over) {
            (Poll::Ready(value), _) => Poll::Ready(Ok(value)),
            (Poll::Pending, Some(true)) => Poll::Ready(Err(Overdue)),
            (Poll::Pending, Some(false)) => Poll::Pending,
            (Poll::Pending, None) => {
                let mut timer = Box::pin(sleep_until(self.deadline));
                let is_over = timer.as_mut().poll(context);
                self.timer = Some(timer);
                is_over.map(|()| Err(Overdue))
            }
        }
    }
}
