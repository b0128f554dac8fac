//! Tokens on one line: their text, where each of them stands in it, and which
//! of them belong together.
//!
//! The width of any run of tokens is then a subtraction, and printing it a
//! copy, so that whether something fits is asked as often as need be.

use super::space;
use std::ops::Range;

/// A run of tokens, by their positions.
pub type Run = Range<usize>;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier, a keyword or a lifetime.
    Word,
    /// A literal.
    Literal,
    /// An operator between two operands, or any other sign.
    Sign,
    /// An operator before its operand.
    Prefix,
    /// A line of documentation.
    Doc,
    /// The beginning of a pair.
    Open(Pair),
    /// The end of a pair.
    Close(Pair),
}

/// What encloses tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Parentheses.
    Round,
    /// Brackets.
    Square,
    /// The brackets of an attribute.
    Attribute,
    /// Braces around statements, items or arms.
    Block,
    /// Braces around the fields of a value or a pattern.
    Fields,
    /// Braces around imports.
    Imports,
    /// `<` and `>` around generics.
    Angle,
    /// `|` and `|` around the parameters of a closure.
    Closure,
}

/// A token in the text.
#[derive(Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// The byte at which it begins.
    pub(super) start: usize,
    /// The byte after it.
    pub(super) end: usize,
    /// The column at which it begins, in characters.
    pub(super) column: usize,
    /// How many characters it has.
    pub(super) width: usize,
    /// The other end of the pair that it begins or ends.
    pub mate: usize,
    /// How many pairs before it need lines of their own.
    pub(super) blocks: usize,
    /// How many lists before it are too long for one line.
    pub(super) long_lists: usize,
}

/// Tokens on one line.
#[derive(Debug, Default)]
pub struct Tokens {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    /// The width of all.
    pub(super) column: usize,
    /// How many pairs need lines of their own.
    pub(super) blocks: usize,
    /// How many lists are too long for one line.
    pub(super) long_lists: usize,
}

/// The longest list of arguments or elements that stands on one line.
pub const LIST_WIDTH: usize = 60;
impl Tokens {
    /// All tokens.
    pub fn all(&self) -> Run {
        0..self.tokens.len()
    }

    /// What the token at `at` is; `None` behind the last one.
    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The text of the token at `at`; nothing behind the last one.
    pub fn word(&self, at: usize) -> &str {
        let token = self.tokens.get(at);
        token.map_or("", |token| &self.text[token.start..token.end])
    }

    /// Whether the token at `at`, which is in `run`, is the given sign or word.
    pub fn is(&self, run: &Run, at: usize, text: &str) -> bool {
        run.contains(&at) && self.word(at) == text
    }

    /// The position after the token at `at`, or after the pair it begins.
    pub fn after(&self, at: usize) -> usize {
        match self.tokens[at].kind {
            Kind::Open(_) => self.tokens[at].mate + 1,
            _ => at + 1,
        }
    }

    /// What the pair that begins at `at` encloses.
    pub fn inside(&self, at: usize) -> Run {
        at + 1..self.tokens[at].mate
    }

    /// The positions in `run` that are not inside a pair in it.
    pub fn top(&self, run: Run) -> impl Iterator<Item = usize> {
        let mut at = run.start;
        std::iter::from_fn(move || {
            let this = at;
            (this < run.end).then(|| {
                at = self.after(this);
                this
            })
        })
    }

    /// The first position in `run`, not inside a pair, of the given sign or
    /// word.
    pub fn find(&self, run: &Run, text: &str) -> Option<usize> {
        self.top(run.clone()).find(|&at| self.word(at) == text)
    }

    /// The parts of `run` between commas.
    pub fn items(&self, run: Run) -> Vec<Run> {
        let mut items = Vec::new();
        let mut start = run.start;
        for at in self.top(run.clone()) {
            if self.word(at) == "," {
                items.push(start..at);
                start = at + 1;
            }
        }
        if start < run.end {
            items.push(start..run.end);
        }
        items
    }

    /// The text of a run on one line.
    pub fn text(&self, run: &Run) -> &str {
        match run.is_empty() {
            true => "",
            false => &self.text[self.tokens[run.start].start..self.tokens[run.end - 1].end],
        }
    }

    /// The width of a run on one line.
    pub fn width(&self, run: &Run) -> usize {
        if run.is_empty() {
            return 0;
        }
        let last = &self.tokens[run.end - 1];
        last.column + last.width - self.tokens[run.start].column
    }

    /// Whether a run has something that needs lines of its own.
    pub fn has_block(&self, run: &Run) -> bool {
        self.counted(run, self.blocks, |token| token.blocks)
    }

    /// Whether a run has a list that is too long for one line.
    pub fn has_long_list(&self, run: &Run) -> bool {
        self.counted(run, self.long_lists, |token| token.long_lists)
    }

    fn counted(&self, run: &Run, all: usize, count: impl Fn(&Token) -> usize) -> bool {
        let before = |at: usize| self.tokens.get(at).map_or(all, &count);
        before(run.start) != before(run.end)
    }

    /// Whether an operand comes next, not an operator.
    pub fn expects_operand(&self) -> bool {
        let Some(last) = self.tokens.last() else {
            return true;
        };
        match last.kind {
            Kind::Literal => false,
            Kind::Close(pair) => {
                matches!(pair, Pair::Attribute | Pair::Block | Pair::Closure)
            }
            Kind::Word => space::is_before_operand(self.word(self.tokens.len() - 1)),
            Kind::Sign => self.word(self.tokens.len() - 1) != "?",
            Kind::Prefix | Kind::Doc | Kind::Open(_) => true,
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }
}
