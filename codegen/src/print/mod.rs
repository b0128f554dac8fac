//! Tokens to text, laid out as rustfmt would: in lines of at most
//! [`WIDTH`] characters, with four spaces for each level.
//!
//! This knows the Rust that emitters write, not all of Rust. What it does not
//! know stays on one line; no token is ever lost or added, but for commas at
//! the end of lists and braces around the bodies of closures and arms, and
//! only imports and declarations of modules change their order.

mod block;
mod chain;
mod expression;
mod item;
mod list;
mod read;
mod signature;
mod space;
mod token;
mod ty;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use token::{Run, Tokens};

/// How many characters a line has at most, if it can be broken at all.
const WIDTH: usize = 100;

/// How many columns a level is indented.
const LEVEL: usize = 4;

/// Items that stand in `depth` modules of the same file.
pub fn items(tokens: TokenStream, depth: usize) -> String {
    let tokens = Tokens::new(tokens);
    let mut printer = Printer::new(&tokens);
    printer.items(tokens.all(), depth * LEVEL);
    printer.finish()
}

/// The beginning of a module that stands in `depth` others; `tokens` are the
/// module with its documentation and nothing else.
pub fn opening(tokens: TokenStream, depth: usize) -> String {
    let mut text = items(tokens, depth);
    let end = text.trim_end().trim_end_matches('}').trim_end().len();
    text.truncate(end);
    text.push('\n');
    text
}

/// The end of a module that stands in `depth` others.
pub fn closing(depth: usize) -> String {
    format!("{}}}\n", " ".repeat(LEVEL * depth))
}

/// Writes runs of tokens.
struct Printer<'a> {
    tokens: &'a Tokens,
    out: String,
    /// The column at which the next token is written.
    column: usize,
    /// How many lines are longer than they should be.
    long_lines: usize,
}

/// Where a printer was.
struct Mark {
    len: usize,
    column: usize,
    long_lines: usize,
}

impl<'a> Printer<'a> {
    fn new(tokens: &'a Tokens) -> Self {
        Self {
            tokens,
            out: String::with_capacity(tokens.width(&tokens.all()) * 3 / 2),
            column: 0,
            long_lines: 0,
        }
    }

    fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// Begins a line, unless it would be the first one.
    fn line(&mut self, indent: usize) {
        if !self.out.is_empty() {
            self.long_lines += usize::from(self.column > WIDTH);
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    /// Writes what is not a token of its own, such as a comma.
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.len();
    }

    /// Writes a run on the line as it is.
    fn flat(&mut self, run: &Run) {
        self.out.push_str(self.tokens.text(run));
        self.column += self.tokens.width(run);
    }

    /// How much room the line has.
    fn room(&self) -> usize {
        WIDTH.saturating_sub(self.column)
    }

    fn mark(&self) -> Mark {
        Mark {
            len: self.out.len(),
            column: self.column,
            long_lines: self.long_lines,
        }
    }

    /// What was written since `mark`.
    fn since(&self, mark: &Mark) -> &str {
        &self.out[mark.len..]
    }

    /// Whether what was written since `mark` is on one line, with room for
    /// `tail` more characters.
    fn is_one_line(&self, mark: &Mark, tail: usize) -> bool {
        self.column + tail <= WIDTH && !self.since(mark).contains('\n')
    }

    /// Takes back what was written since `mark`, and gives it.
    fn take_back(&mut self, mark: &Mark) -> Written {
        let written = Written {
            text: self.out.split_off(mark.len),
            column: self.column,
            long_lines: self.long_lines - mark.long_lines,
        };
        self.column = mark.column;
        self.long_lines = mark.long_lines;
        written
    }

    /// Writes again what was taken back.
    fn restore(&mut self, written: Written) {
        self.out.push_str(&written.text);
        self.column = written.column;
        self.long_lines += written.long_lines;
    }
}

/// What was taken back.
struct Written {
    text: String,
    column: usize,
    long_lines: usize,
}

impl Written {
    /// How many line ends it has.
    fn breaks(&self) -> usize {
        self.text.matches('\n').count()
    }

    fn first_line(&self) -> &str {
        self.text.lines().next().unwrap_or("")
    }

    /// Whether it is better to begin on the next line, as `next` does, than
    /// on the same one, as this does.
    fn gives_way_to(&self, next: &Self) -> bool {
        let opens = |one: &Self, sign| one.first_line().ends_with(sign);
        self.long_lines > next.long_lines
            || self.breaks() > 0 && next.breaks() == 0
            || self.breaks() > next.breaks() + 1
            || ['(', '{', '['].iter().any(|&sign| {
                opens(self, sign) && !opens(next, sign) && next.breaks() <= self.breaks()
            })
    }
}
