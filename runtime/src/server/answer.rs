//! What the methods of an API's implementation give.

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
pub trait Answer<S, E>: Future<Output = Result<S, E>> + Send {}

impl<S, E, F> Answer<S, E> for F where F: Future<Output = Result<S, E>> + Send {}
