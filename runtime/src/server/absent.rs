//! What stands in for the trait of a tag whose code is not compiled.

/// Stands in for the trait of a tag whose code is not compiled: everything
/// implements it, and nothing is served for it. It takes what those traits
/// take: the caller, if there is one, and the failures.
pub trait Absent<C = (), F = ()> {}

impl<A, C, F> Absent<C, F> for A {}
