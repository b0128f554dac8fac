//! Reading an object property by property, in whatever order it has them.

use super::Wire;
use super::error::{DecodeError, Problem};
use super::node::{Entries, Node};
use super::token::{Token, behind};
use std::collections::{BTreeMap, HashMap};

/// Above this many entries, names are looked up in an index instead of by a
/// walk, so that a hostile object costs no more than a linear scan.
const INDEX_ABOVE: usize = 48;

/// The properties of one object, taken by name.
///
/// Documents usually give properties in the order of their schema: the walk
/// goes on from the last property taken, and so finds the next one at once.
#[derive(Debug)]
pub struct Object<'a> {
    tokens: &'a [Token<'a>],
    start: usize,
    end: usize,
    /// Where the walk goes on.
    cursor: usize,
    /// How many entries there are before it, unless the walk has turned back.
    passed: Option<usize>,
    /// The values already taken.
    taken: Taken,
    steps: usize,
    index: Option<HashMap<&'a str, usize>>,
    /// Why the first value that could not be read into its place was not.
    failed: Option<DecodeError>,
    /// Whether the properties that nobody asked for were read as well.
    has_rest: bool,
}

impl<'a> Object<'a> {
    pub(super) fn new(tokens: &'a [Token<'a>], start: usize, end: usize) -> Self {
        Self {
            tokens,
            start,
            end,
            cursor: start,
            passed: Some(0),
            taken: Taken::default(),
            steps: 0,
            index: None,
            failed: None,
            has_rest: false,
        }
    }

    /// Decodes the property `name`; when it is missing, the type decides
    /// what that means ([`Wire::absent`]).
    ///
    /// # Errors
    /// If the value does not fit `T`, or is missing and `T` needs one.
    // A copy at each call would be most of a crate; one per type is enough.
    #[inline(never)]
    pub fn field<T: Wire>(&mut self, name: &'static str) -> Result<T, DecodeError> {
        self.property(name)
    }

    #[inline]
    fn property<T: Wire>(&mut self, name: &'static str) -> Result<T, DecodeError> {
        let node = match self.take(name) {
            Some(node) => node,
            None => match T::absent() {
                Some(absent) => return Ok(absent),
                None => self.nothing().map_err(|error| error.at(name))?,
            },
        };
        T::decode(node).map_err(|error| error.at(name))
    }

    /// What a property that must be there is read from if it is not.
    ///
    /// # Errors
    /// If it really must be there: a form has no other way to write a list
    /// without items.
    pub fn nothing(&self) -> Result<Node<'a>, DecodeError> {
        match self.tokens[self.start - 1] {
            Token::Form { .. } => Ok(Node::root(&[Token::Nothing])),
            _ => Err(DecodeError::new(Problem::Missing)),
        }
    }

    /// Reads the property `name` into its place in a value that has all
    /// others; [`finish`](Self::finish) reports it if that fails. Less code
    /// than [`field`](Self::field) with its way out at each step.
    // As with `field`.
    #[inline(never)]
    pub fn read<T: Wire>(&mut self, name: &'static str, place: &mut T) {
        if self.failed.is_none() {
            match self.property(name) {
                Ok(value) => *place = value,
                Err(error) => self.failed = Some(error),
            }
        }
    }

    /// Reads every property that was not taken, in the same way.
    pub fn read_rest<T: Wire>(&mut self, place: &mut BTreeMap<String, T>) {
        if self.failed.is_none() {
            match self.rest() {
                Ok(rest) => *place = rest,
                Err(error) => self.failed = Some(error),
            }
        }
    }

    /// The value of the property `name`, marked as taken.
    pub fn take(&mut self, name: &str) -> Option<Node<'a>> {
        let node = match self.is_next(name) {
            true => self.step(),
            false => self.find(name)?,
        };
        self.taken.push(node.at);
        Some(node)
    }

    /// Whether the walk is before this property, as it nearly always is.
    fn is_next(&self, name: &str) -> bool {
        let ahead = &self.tokens[self.cursor..self.end];
        matches!(ahead.first(), Some(Token::String(key)) if key == name)
    }

    /// Walks over one property, and gives its value.
    fn step(&mut self) -> Node<'a> {
        let (tokens, at) = (self.tokens, self.cursor + 1);
        self.cursor = behind(tokens, at);
        self.passed = self.passed.map(|passed| passed + 1);
        Node { tokens, at }
    }

    #[cold]
    fn find(&mut self, name: &str) -> Option<Node<'a>> {
        if let Some(index) = &self.index {
            return index.get(name).map(|&at| Node {
                tokens: self.tokens,
                at,
            });
        }
        let ahead = Entries::new(self.tokens, self.cursor, self.end);
        if let Some(node) = self.walk(name, ahead) {
            return Some(node);
        }
        // What was taken is not what is looked for now.
        if !self.has_all_before() {
            let before = Entries::new(self.tokens, self.start, self.cursor);
            let passed = self.passed.take();
            if let Some(node) = self.walk(name, before) {
                return Some(node);
            }
            self.passed = passed;
        }
        if self.steps > INDEX_ABOVE * INDEX_ABOVE {
            let entries = Entries::new(self.tokens, self.start, self.end);
            self.index = Some(entries.map(|(key, node)| (key, node.at)).collect());
        }
        None
    }

    /// Looks for `name` in these entries.
    fn walk(&mut self, name: &str, mut entries: Entries<'a>) -> Option<Node<'a>> {
        let mut walked = 0;
        while let Some((key, node)) = entries.next() {
            walked += 1;
            if key == name {
                self.cursor = entries.position();
                self.passed = self.passed.map(|passed| passed + walked);
                return Some(node);
            }
            self.steps += 1;
        }
        None
    }

    /// Whether it is known that every entry before the cursor was taken.
    fn has_all_before(&self) -> bool {
        self.passed == Some(self.taken.count)
    }

    /// Ends the reading of an object whose schema allows properties that the
    /// type does not keep.
    ///
    /// # Errors
    /// If a property could not be read, or one that was taken is given
    /// twice: two readers could take two different values from it.
    pub fn finish<T>(self, value: T) -> Result<T, DecodeError> {
        match self.end() {
            None => Ok(value),
            Some(error) => Err(error),
        }
    }

    /// What [`finish`](Self::finish) does, compiled once for all types.
    fn end(mut self) -> Option<DecodeError> {
        if self.failed.is_some() {
            return self.failed.take();
        }
        let has_all = self.cursor == self.end && self.has_all_before();
        if self.has_rest || has_all || self.taken.count == self.all().count() {
            return None;
        }
        let mut leftovers = self.leftovers();
        let (twice, _) = leftovers.find(|(name, _)| self.is_taken_elsewhere(name))?;
        Some(DecodeError::new(Problem::DuplicateProperty).at(twice.to_owned()))
    }

    /// Ends the reading of an object whose schema has
    /// `additionalProperties: false`.
    ///
    /// # Errors
    /// If a property could not be read, or there is one that was not taken.
    pub fn finish_closed<T>(self, value: T) -> Result<T, DecodeError> {
        match self.end_closed() {
            None => Ok(value),
            Some(error) => Err(error),
        }
    }

    fn end_closed(mut self) -> Option<DecodeError> {
        if self.failed.is_some() {
            return self.failed.take();
        }
        let (name, _) = self.leftovers().next()?;
        let problem = match self.is_taken_elsewhere(name) {
            true => Problem::DuplicateProperty,
            false => Problem::UnknownProperty,
        };
        Some(DecodeError::new(problem).at(name.to_owned()))
    }

    /// Decodes every property that was not taken.
    ///
    /// # Errors
    /// If a value does not fit `T`, or a property is given twice.
    pub fn rest<T: Wire>(&mut self) -> Result<BTreeMap<String, T>, DecodeError> {
        self.rest_by(T::decode)
    }

    /// The same for values that are read by something else than their type.
    ///
    /// # Errors
    /// If `read` fails, or a property is given twice.
    pub fn rest_by<T>(
        &mut self,
        read: impl Fn(Node<'_>) -> Result<T, DecodeError>,
    ) -> Result<BTreeMap<String, T>, DecodeError> {
        let mut rest = BTreeMap::new();
        for (name, node) in self.leftovers() {
            let value = read(node).map_err(|error| error.at(name.to_owned()))?;
            if self.is_taken_elsewhere(name) || rest.insert(name.to_owned(), value).is_some() {
                return Err(DecodeError::new(Problem::DuplicateProperty).at(name.to_owned()));
            }
        }
        self.has_rest = true;
        Ok(rest)
    }

    fn all(&self) -> Entries<'a> {
        Entries::new(self.tokens, self.start, self.end)
    }

    /// The entries that nobody took.
    fn leftovers(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let mut taken: Vec<usize> = self.taken.positions().collect();
        taken.sort_unstable();
        self.all()
            .filter(move |(_, node)| taken.binary_search(&node.at).is_err())
    }

    fn is_taken_elsewhere(&self, name: &str) -> bool {
        self.taken.positions().any(|at| match &self.tokens[at - 1] {
            Token::String(key) => key == name,
            _ => false,
        })
    }
}

/// Positions of values, kept without an allocation for objects of usual size.
#[derive(Debug, Default)]
struct Taken {
    count: usize,
    first: [usize; Self::INLINE],
    more: Vec<usize>,
}

impl Taken {
    const INLINE: usize = 16;

    fn push(&mut self, at: usize) {
        match self.first.get_mut(self.count) {
            Some(place) => *place = at,
            None => self.more.push(at),
        }
        self.count += 1;
    }

    fn positions(&self) -> impl Iterator<Item = usize> {
        let inline = self.first.iter().take(self.count);
        inline.chain(&self.more).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::from_json;

    #[derive(Debug, PartialEq)]
    struct Known(Option<i32>, i32, Option<i32>);

    impl Wire for Known {
        fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
            let mut object = node.object()?;
            let known = Self(object.field("a")?, object.field("b")?, object.field("c")?);
            object.finish(known)
        }

        fn encode(&self, encoder: &mut crate::Encoder) {
            encoder.null();
        }
    }

    fn permutations(names: &[&'static str]) -> Vec<Vec<&'static str>> {
        let Some((first, others)) = names.split_first() else {
            return vec![Vec::new()];
        };
        let mut all = Vec::new();
        for rest in permutations(others) {
            for at in 0..=rest.len() {
                let mut names = rest.clone();
                names.insert(at, first);
                all.push(names);
            }
        }
        all
    }

    fn read(names: &[&str]) -> Result<Known, DecodeError> {
        let value = |name: &str| format!("\"{name}\": {}", name.as_bytes()[0]);
        let pairs: Vec<_> = names.iter().map(|name| value(name)).collect();
        from_json(format!("{{{}}}", pairs.join(", ")).as_bytes())
    }

    #[test]
    fn properties_are_found_in_any_order() {
        for names in permutations(&["a", "b", "c", "x", "y"]) {
            assert_eq!(read(&names), Ok(Known(Some(97), 98, Some(99))), "{names:?}");
        }
        for names in permutations(&["x", "b", "y"]) {
            assert_eq!(read(&names), Ok(Known(None, 98, None)), "{names:?}");
        }
    }

    #[test]
    fn a_property_given_twice_is_refused_wherever_it_is() {
        for names in permutations(&["a", "b", "c", "x", "b"]) {
            let error = read(&names).unwrap_err();
            assert_eq!(error.problem(), &Problem::DuplicateProperty, "{names:?}");
        }
    }
}
