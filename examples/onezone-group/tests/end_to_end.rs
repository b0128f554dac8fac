//! Generated clients against generated servers, over loopback.
//!
//! One program for all APIs, because each further one would be linked on its
//! own. What HTTP looks like without generated code is in `support`, what is
//! expected of an API is in the module of its name.

#[cfg(test)]
mod onezone;
#[cfg(test)]
mod support;
