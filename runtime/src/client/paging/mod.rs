//! Long lists: the pages of an operation, and the items on them, as streams.

mod error;
mod input;
mod items;
mod link;
mod pages;
mod walk;

pub use error::{PagingError, PagingProblem};
pub use items::Items;
pub use pages::Pages;
#[cfg(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub use waited::Waited;

use super::call::Call;
use crate::outcome::Outcome;
use crate::wire::Wire;
use std::marker::PhantomData;

#[cfg(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod waited;

/// How many pages are asked for unless a stream is told otherwise.
const USUAL_LIMIT: u32 = 10_000;

/// Marks a [`Call`] whose answer is one page of a list of `T`: the call can
/// be awaited like any other, and gives streams of all that follows.
#[derive(Debug)]
pub struct Paged<T>(PhantomData<fn() -> T>);

/// Marks a [`Call`] whose answer is all there is.
#[derive(Debug)]
pub enum Single {}

/// Stands for the items of pages whose list is not known: such a call gives
/// no stream of items.
#[derive(Debug)]
pub enum NoItems {}

impl<S: Outcome, E: Outcome, T> Call<S, E, Paged<T>> {
    /// All pages, beginning with the one that this call asks for. Each is a
    /// call of its own with the options of this one: its time limit and its
    /// attempts are for a page.
    pub fn pages(self) -> Pages<S, E> {
        Pages::new(walk::Walk::new(self.into_draft()))
    }
}

impl<S, E: Outcome, T: Wire> Call<S, E, Paged<T>> {
    /// What is on all pages, item by item, beginning with the page that this
    /// call asks for. Each page is a call of its own with the options of this
    /// one, made when the items before it have been taken.
    pub fn items(self) -> Items<T, E> {
        Items::new(walk::Walk::new(self.into_draft()))
    }
}
