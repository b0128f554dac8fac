//! Reading an object property by property, in whatever order it has them.

use super::Wire;
use super::error::{DecodeError, Problem};
use super::node::{Entries, Node};
use super::token::Token;
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
    #[inline(never)]
    pub fn field<T: Wire>(&mut self, name: &'static str) -> Result<T, DecodeError> {
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
    fn nothing(&self) -> Result<Node<'a>, DecodeError> {
        match self.tokens[self.start - 1] {
            Token::Form { .. } => Ok(Node::root(&[Token::Nothing])),
            _ => Err(DecodeError::new(Problem::Missing)),
        }
    }

    /// Reads the property `name` into its place in a value that has all
    /// others; [`finish`](Self::finish) reports it if that fails. Less code
    /// than [`field`](Self::field) with its way out at each step.
    // A copy at each call would be most of a crate; one per type is enough.
    #[inline(never)]
    pub fn read<T: Wire>(&mut self, name: &'static str, place: &mut T) {
        if self.failed.is_none() {
            match self.field(name) {
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
        let node = self.find(name)?;
        self.taken.push(node.at);
        Some(node)
    }

    fn find(&mut self, name: &str) -> Option<Node<'a>> {
        if let Some(index) = &self.index {
            return index.get(name).map(|&at| Node {
                tokens: self.tokens,
                at,
            });
        }
        let behind_cursor = Entries::new(self.tokens, self.cursor, self.end);
        let before_cursor = Entries::new(self.tokens, self.start, self.cursor);
        for mut entries in [behind_cursor, before_cursor] {
            while let Some((key, node)) = entries.next() {
                if key == name {
                    self.cursor = entries.position();
                    return Some(node);
                }
                self.steps += 1;
            }
        }
        if self.steps > INDEX_ABOVE * INDEX_ABOVE {
            let entries = Entries::new(self.tokens, self.start, self.end);
            self.index = Some(entries.map(|(key, node)| (key, node.at)).collect());
        }
        None
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
        if self.has_rest || self.taken.count == self.all().count() {
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
        let mut rest = BTreeMap::new();
        for (name, node) in self.leftovers() {
            let value = T::decode(node).map_err(|error| error.at(name.to_owned()))?;
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
