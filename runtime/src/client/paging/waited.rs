//! Pages and items that are waited for.

use super::{Items, Pages};
use crate::client::blocking::wait;
use crate::client::error::Error;
use crate::client::response::Response;
use crate::outcome::Outcome;
use crate::wire::Wire;

/// The iterator that waits for each page or item of a stream.
#[derive(Debug)]
#[must_use = "iterators do nothing unless they are used"]
pub struct Waited<S>(S);

impl<S: Outcome, E: Outcome> Pages<S, E> {
    /// The pages as an iterator that blocks the thread until each has come.
    pub fn wait(self) -> Waited<Self> {
        Waited(self)
    }
}

impl<T: Wire, E: Outcome> Items<T, E> {
    /// The items as an iterator that blocks the thread until each has come.
    pub fn wait(self) -> Waited<Self> {
        Waited(self)
    }
}

impl<S: Outcome, E: Outcome> Iterator for Waited<Pages<S, E>> {
    type Item = Result<Response<S>, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(self.0.next()).unwrap_or_else(|error| Some(Err(Error::Transport(error))))
    }
}

impl<T: Wire, E: Outcome> Iterator for Waited<Items<T, E>> {
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(self.0.next()).unwrap_or_else(|error| Some(Err(Error::Transport(error))))
    }
}
