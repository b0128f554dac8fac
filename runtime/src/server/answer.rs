//! What the methods of an API's implementation give.

use super::failed::{Documented, Failures};

/// A future of the success `S` or the failure `E` of an operation, which can
/// go from thread to thread. Every `async fn` that holds nothing across an
/// `.await` that is bound to its thread gives one:
///
/// ```
/// use specwright_runtime::Answer;
///
/// trait Greeter {
///     fn greet(&self, name: String) -> impl Answer<String, ()>;
/// }
///
/// struct Polite;
///
/// impl Greeter for Polite {
///     async fn greet(&self, name: String) -> Result<String, ()> {
///         Ok(format!("Good day, {name}"))
///     }
/// }
/// ```
///
/// `F` says whether it may fail in ways that the description does not
/// document, too.
pub trait Answer<S, E, F: Failures = Documented>:
    Future<Output = Result<S, F::Of<E>>> + Send
{
}

impl<S, E, F: Failures, T> Answer<S, E, F> for T where T: Future<Output = Result<S, F::Of<E>>> + Send
{}
