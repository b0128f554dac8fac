//! How far a transfer has come.

/// How far a transfer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes that are there.
    pub done: u64,
    /// How many there will be, if that is known.
    pub total: Option<u64>,
}

/// Who is told.
pub(super) type Listener<'a> = Box<dyn FnMut(Progress) + Send + 'a>;
