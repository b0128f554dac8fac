//! The line between parts.

use std::hash::{BuildHasher as _, RandomState};

/// A line that none of the parts contains. It looks random, and is the same
/// whenever the parts are.
pub(super) fn boundary(contents: &[&[u8]]) -> String {
    boundary_from(0, contents)
}

/// The same where there are parts whose contents are still to come: nobody
/// who writes them can know it.
pub(super) fn random_boundary(contents: &[&[u8]]) -> String {
    boundary_from(RandomState::new().hash_one(0), contents)
}

fn boundary_from(mut seed: u64, contents: &[&[u8]]) -> String {
    loop {
        let boundary = format!(
            "{:016x}{:016x}",
            hash(contents, seed),
            hash(contents, !seed)
        );
        let is_free = |content: &&[u8]| find(content, boundary.as_bytes()).is_none();
        if contents.iter().all(is_free) {
            return boundary;
        }
        seed = seed.wrapping_add(1);
    }
}

/// FNV-1a, 64 bits.
fn hash(contents: &[&[u8]], seed: u64) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    let lengths = contents
        .iter()
        .flat_map(|content| content.len().to_le_bytes());
    let bytes = contents.iter().flat_map(|content| content.iter().copied());
    let all = seed.to_le_bytes().into_iter().chain(lengths).chain(bytes);
    all.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    })
}

/// Where `needle` begins in `text`.
pub(super) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = 0;
    loop {
        at += text.get(at..)?.iter().position(|byte| *byte == first)?;
        if text[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{boundary, find};

    #[test]
    fn it_is_in_no_part() {
        let first = boundary(&[b"a"]);
        assert_eq!(first.len(), 32);
        assert_eq!(first, boundary(&[b"a"]));
        assert_ne!(first, boundary(&[b"b"]));
    }

    #[test]
    fn found_where_it_begins() {
        assert_eq!(find(b"a--ab", b"-a"), Some(2));
        assert_eq!(find(b"aab", b"ab"), Some(1));
        assert_eq!(find(b"aa", b"ab"), None);
        assert_eq!(find(b"", b"a"), None);
    }
}
