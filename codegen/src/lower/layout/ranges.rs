//! Named things to ranges of the alphabet, none of which is too large.
//!
//! The bounds of the ranges are halves of the alphabet, halves of these and
//! so on: they do not depend on what is in them, so that one more thing
//! divides at most the range that it is in.

/// Things whose names are in one range.
pub(super) struct Range {
    /// The range; empty if it is all names.
    pub(super) name: String,
    /// Positions of the things, in order.
    pub(super) items: Vec<usize>,
}

/// The characters that names are sorted by; the first one is the end of a
/// name.
const ALPHABET: &[u8] = b" 0123456789abcdefghijklmnopqrstuvwxyz";

/// The ranges of things with names and sizes, of which each has at most
/// `most` in all, unless one thing has more.
pub(super) fn ranges(things: &[(&str, usize)], most: usize) -> Vec<Range> {
    let letters: Vec<Vec<usize>> = things.iter().map(|(name, _)| letters(name)).collect();
    let mut found = Vec::new();
    let mut open = vec![Part {
        prefix: Vec::new(),
        first: 0,
        last: ALPHABET.len() - 1,
        items: (0..things.len()).collect(),
    }];
    while let Some(part) = open.pop() {
        let size: usize = part.items.iter().map(|&at| things[at].1).sum();
        let halves = part.halves(&letters);
        if part.items.is_empty() {
            continue;
        }
        match halves {
            Some((low, high)) if size > most && part.items.len() > 1 => open.extend([high, low]),
            _ => found.push(Range {
                name: part.name(),
                items: part.items,
            }),
        }
    }
    found
}

/// The positions in the alphabet of the characters of a name. Others count as
/// several letters, so that names of any script can be divided.
fn letters(name: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for c in name.chars().filter(|c| *c != '_') {
        let known = |letter: &u8| char::from(*letter) == c.to_ascii_lowercase();
        match ALPHABET.iter().position(known) {
            Some(at) => found.push(at),
            None => {
                let mut code = u32::from(c) as usize;
                while code > 0 {
                    found.push(ALPHABET.len() - 26 + code % 26);
                    code /= 26;
                }
            }
        }
    }
    found
}

/// Names that begin with a prefix and go on with a character of a range.
struct Part {
    prefix: Vec<usize>,
    first: usize,
    last: usize,
    items: Vec<usize>,
}

impl Part {
    /// The lower and the upper half, unless all names are one.
    fn halves(&self, letters: &[Vec<usize>]) -> Option<(Self, Self)> {
        let (prefix, first, last) = match (self.first, self.last) {
            (0, 0) => return None,
            (one, other) if one == other => {
                let prefix = [self.prefix.as_slice(), &[one]].concat();
                (prefix, 0, ALPHABET.len() - 1)
            }
            (first, last) => (self.prefix.clone(), first, last),
        };
        let middle = first.midpoint(last);
        let is_low = |at: &usize| {
            letters[*at]
                .get(prefix.len())
                .is_none_or(|&next| next <= middle)
        };
        let (low, high) = self.items.iter().partition(|at| is_low(at));
        let part = |first, last, items| Self {
            prefix: prefix.clone(),
            first,
            last,
            items,
        };
        Some((part(first, middle, low), part(middle + 1, last, high)))
    }

    fn name(&self) -> String {
        let text = |last: usize| {
            let all = self.prefix.iter().chain([&last]);
            let text: String = all.map(|&at| char::from(ALPHABET[at])).collect();
            text.trim().to_owned()
        };
        let is_all = (self.first, self.last) == (0, ALPHABET.len() - 1);
        match (text(self.first), text(self.last)) {
            _ if is_all => self
                .prefix
                .iter()
                .map(|&at| char::from(ALPHABET[at]))
                .collect(),
            (first, last) if first == last => first,
            (first, last) if first.is_empty() => format!("0 to {last}"),
            (first, last) => format!("{first} to {last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ranges;

    /// The ranges and how many are in each.
    fn shown(names: &[&str], most: usize) -> Vec<(String, usize)> {
        let things: Vec<(&str, usize)> = names.iter().map(|name| (*name, 1)).collect();
        let ranges = ranges(&things, most);
        ranges
            .into_iter()
            .map(|range| (range.name, range.items.len()))
            .collect()
    }

    fn owned(ranges: &[(&str, usize)]) -> Vec<(String, usize)> {
        let owned = |(name, count): &(&str, usize)| ((*name).to_owned(), *count);
        ranges.iter().map(owned).collect()
    }

    #[test]
    fn what_fits_is_one_range() {
        assert_eq!(shown(&["a", "b"], 2), owned(&[("", 2)]));
        assert_eq!(shown(&[], 2), []);
    }

    #[test]
    fn the_alphabet_is_halved() {
        let names = ["Ant", "Bee", "Cat", "Yak", "Zebra"];
        assert_eq!(shown(&names, 3), owned(&[("0 to h", 3), ("i to z", 2)]));
        // One more changes the range that it is in.
        let more = ["Ant", "Bee", "Cat", "Dog", "Yak", "Zebra"];
        assert_eq!(
            shown(&more, 3),
            owned(&[("9 to b", 2), ("c to d", 2), ("i to z", 2)])
        );
    }

    #[test]
    fn names_with_one_beginning_and_of_other_scripts_are_divided() {
        let found = shown(&["repo", "repo_a", "repo_b", "RepoC"], 1);
        assert_eq!(found.iter().map(|(_, count)| count).sum::<usize>(), 4);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(shown(&["名", "前", "字"], 1).len(), 3);
        assert_eq!(shown(&["a_b", "ab"], 1), owned(&[("ab", 2)]));
    }
}
