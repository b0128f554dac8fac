//! What can go from thread to thread, where there are threads.

use futures_core::Stream;
use std::pin::Pin;

/// A stream behind a pointer, which can move between threads. In a browser,
/// where there is one thread, it need not.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub type BoxStream<T> = Pin<Box<dyn Stream<Item = T>>>;

/// A stream behind a pointer, which can move between threads. In a browser,
/// where there is one thread, it need not.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;

/// Everything that can move between threads; in a browser, where there is one
/// thread, everything.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub trait Portable {}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
impl<T> Portable for T {}

/// Everything that can move between threads; in a browser, where there is one
/// thread, everything.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub trait Portable: Send {}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl<T: Send> Portable for T {}
