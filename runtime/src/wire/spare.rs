//! Memory for tokens that is used again: a document of some length needs so
//! much that the allocator would get it from the system and give it back each
//! time.

use super::token::Token;
use std::cell::Cell;

/// What a thread keeps at most: 8,192 tokens, which are 256 KiB.
const MOST: usize = 8 * 1024;

thread_local! {
    static SPARE: Cell<Vec<Token<'static>>> = const { Cell::new(Vec::new()) };
}

/// An empty list with room for so many tokens.
pub(super) fn take<'a>(count: usize) -> Vec<Token<'a>> {
    let mut tokens = emptied(SPARE.take());
    tokens.reserve(count);
    tokens
}

/// Keeps the memory of a list that is no longer needed.
pub(crate) fn give_back(tokens: Vec<Token<'_>>) {
    if tokens.capacity() <= MOST {
        SPARE.set(emptied(tokens));
    }
}

/// The same memory for tokens of another text: `collect` uses that of a list
/// whose items are as large.
fn emptied<'a>(mut tokens: Vec<Token<'_>>) -> Vec<Token<'a>> {
    tokens.clear();
    tokens.into_iter().map(|_| Token::Null).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_used_again_up_to_a_limit() {
        give_back(Vec::with_capacity(100));
        let first = take(10);
        assert_eq!((first.len(), first.capacity()), (0, 100));
        assert_eq!(take(7).capacity(), 7);
        give_back(first);
        give_back(Vec::with_capacity(MOST + 1));
        assert_eq!(take(200).capacity(), 200);
    }
}
