//! Documented failures as errors, for `?` and everything else that takes one.

use std::fmt;

/// Makes errors of the failures that operations document: what they say for
/// people is their variant with what is in it, as `Debug` has it.
#[macro_export]
macro_rules! failures {
    ($($ty:ident),* $(,)?) => {$(
        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::outcome::fmt_failure(self, f)
            }
        }

        impl ::std::error::Error for $ty {}
    )*};
}

/// Shows a failure to people.
///
/// # Errors
/// If the formatter reports one.
#[doc(hidden)]
pub fn fmt_failure(failure: &dyn fmt::Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{failure:?}")
}
