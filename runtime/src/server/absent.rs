//! What stands in for the trait of a tag whose code is not compiled.

/// Stands in for the trait of a tag whose code is not compiled: everything
/// implements it, and nothing is served for it.
pub trait Absent<C = ()> {}

impl<A, C> Absent<C> for A {}
