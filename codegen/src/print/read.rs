//! A stream of tokens to tokens on one line.

use super::space;
use super::token::{Kind, LIST_WIDTH, Pair, Token, Tokens};
use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree, token_stream};
use std::fmt::{Display, Write};
use std::iter::Peekable;

/// The longest list of fields that stands on one line.
const FIELDS_WIDTH: usize = 18;

/// About how long the text of a piece is, so that it is seldom moved.
const TEXT: usize = 4096;

/// What is known between the braces, brackets or parentheses of a sequence.
#[derive(Default)]
struct Sequence {
    /// Where generics begin that have not ended.
    angles: Vec<usize>,
    /// Where the parameters of a closure begin that have not ended.
    closure: Option<usize>,
    /// Whether the next braces are not those of a value.
    head: bool,
    /// Whether a condition began whose block has not.
    condition: bool,
}

impl Tokens {
    /// Lays `stream` out on one line.
    pub fn new(stream: TokenStream) -> Self {
        let mut tokens = Self {
            text: String::with_capacity(TEXT),
            tokens: Vec::with_capacity(TEXT / 4),
            ..Self::default()
        };
        tokens.sequence(stream);
        tokens
    }

    fn sequence(&mut self, stream: TokenStream) {
        let mut state = Sequence::default();
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Ident(ident) => {
                    self.push(Kind::Word, &ident);
                    let text = self.word(self.len() - 1);
                    state.condition |= matches!(text, "if" | "while");
                    state.head = text != "let" && (state.head || space::begins_block(text));
                }
                TokenTree::Literal(literal) => self.push(Kind::Literal, &literal),
                TokenTree::Group(group) if self.is_attribute() => self.attribute(group),
                TokenTree::Group(group) => {
                    let takes_head = group.delimiter() == Delimiter::Brace;
                    self.group(group, state.head);
                    state.head &= !takes_head;
                    state.condition &= !takes_head;
                }
                TokenTree::Punct(first) if first.as_char() == '\'' => {
                    if let Some(TokenTree::Ident(name)) = trees.next() {
                        self.push(Kind::Word, &format_args!("'{name}"));
                    }
                }
                TokenTree::Punct(first) => {
                    let sign = sign(&first, &mut trees);
                    self.sign(&sign, &mut state);
                }
            }
        }
    }

    fn sign(&mut self, sign: &str, state: &mut Sequence) {
        match sign {
            "->" => state.head = true,
            "=" => state.head |= state.condition,
            "=>" | ";" => (state.head, state.condition) = (false, false),
            _ => {}
        }
        match sign {
            "<" if space::opens_generics(self) => {
                state.angles.push(self.open(Pair::Angle, sign));
            }
            ">" if !state.angles.is_empty() => {
                let open = state.angles.pop().unwrap_or_default();
                self.close(open, Pair::Angle, sign);
            }
            "|" if state.closure.is_some() => {
                let open = state.closure.take().unwrap_or_default();
                self.close(open, Pair::Closure, sign);
            }
            "|" if self.expects_operand() => state.closure = Some(self.open(Pair::Closure, sign)),
            "||" if self.expects_operand() => {
                let open = self.open(Pair::Closure, "|");
                self.close(open, Pair::Closure, "|");
            }
            "#" => self.push(Kind::Prefix, sign),
            _ if space::is_prefix(sign) && self.expects_operand() => self.push(Kind::Prefix, sign),
            _ => self.push(Kind::Sign, sign),
        }
    }

    fn is_attribute(&self) -> bool {
        let len = self.len();
        let last = |back: usize, text: &str| len >= back && self.word(len - back) == text;
        last(1, "#") || last(2, "#") && last(1, "!")
    }

    /// An attribute: documentation is a line of its own.
    fn attribute(&mut self, group: Group) {
        let Some(line) = documentation(&group) else {
            return self.group(group, false);
        };
        let is_inner = self.tokens.pop().is_some_and(|last| {
            let is_inner = &self.text[last.start..last.end] == "!";
            self.unwind(&last);
            is_inner
        });
        if is_inner && let Some(sign) = self.tokens.pop() {
            self.unwind(&sign);
        }
        let start = if is_inner { "//!" } else { "///" };
        self.push(Kind::Doc, &format!("{start}{line}"));
        self.blocks += 1;
    }

    fn unwind(&mut self, token: &Token) {
        self.text.truncate(token.start);
        self.column = token.column;
    }

    fn group(&mut self, group: Group, head: bool) {
        let (delimiter, stream) = (group.delimiter(), group.stream());
        // A stream that nothing else holds is not copied when it is read.
        drop(group);
        let (open, close, pair) = match delimiter {
            Delimiter::None => return self.sequence(stream),
            Delimiter::Parenthesis => ("(", ")", Pair::Round),
            Delimiter::Bracket if self.is_attribute() => ("[", "]", Pair::Attribute),
            Delimiter::Bracket => ("[", "]", Pair::Square),
            Delimiter::Brace => ("{", "}", space::braces(self, head)),
        };
        let is_value = pair == Pair::Round && self.expects_operand();
        let opening = self.open(pair, open);
        self.sequence(stream);
        let last = self.len() - 1;
        let is_tuple_of_one = || {
            let commas = self.top(opening + 1..self.len());
            is_value && commas.filter(|&at| self.word(at) == ",").count() == 1
        };
        if self.word(last) == ","
            && !is_tuple_of_one()
            && let Some(comma) = self.tokens.pop()
        {
            self.unwind(&comma);
        }
        let inner = self.width(&(opening + 1..self.len()));
        self.close(opening, pair, close);
        let is_empty = opening + 2 == self.len();
        let limit = match pair {
            Pair::Round | Pair::Square => LIST_WIDTH,
            Pair::Fields => FIELDS_WIDTH,
            _ => usize::MAX,
        };
        self.blocks += usize::from(pair == Pair::Block && !is_empty);
        self.long_lists += usize::from(inner > limit);
    }

    fn open(&mut self, pair: Pair, text: &str) -> usize {
        self.push(Kind::Open(pair), text);
        self.len() - 1
    }

    fn close(&mut self, open: usize, pair: Pair, text: &str) {
        self.push(Kind::Close(pair), text);
        let close = self.len() - 1;
        self.tokens[open].mate = close;
        self.tokens[close].mate = open;
    }

    fn push(&mut self, kind: Kind, text: &(impl Display + ?Sized)) {
        let before = self.text.len();
        // Writing to a string does not fail.
        _ = write!(self.text, "{text}");
        if space::is_between(self, kind, &self.text[before..]) {
            self.text.insert(before, ' ');
        }
        let start = before + usize::from(self.text[before..].starts_with(' '));
        self.column += start - before;
        let text = &self.text[start..];
        let width = match text.is_ascii() {
            true => text.len(),
            false => text.chars().count(),
        };
        self.tokens.push(Token {
            kind,
            start,
            end: self.text.len(),
            column: self.column,
            width,
            mate: self.len(),
            blocks: self.blocks,
            long_lists: self.long_lists,
        });
        self.column += width;
    }
}

/// A sign with those that belong to it.
fn sign(first: &Punct, trees: &mut Peekable<token_stream::IntoIter>) -> String {
    let mut sign = String::from(first.as_char());
    let mut spacing = first.spacing();
    while spacing == Spacing::Joint {
        let Some(TokenTree::Punct(next)) = trees.peek() else {
            break;
        };
        sign.push(next.as_char());
        if !space::is_sign(&sign) {
            sign.pop();
            break;
        }
        spacing = next.spacing();
        trees.next();
    }
    sign
}

/// The line of `doc = "…"`, if it is one.
fn documentation(group: &Group) -> Option<String> {
    let mut trees = group.stream().into_iter();
    match (trees.next()?, trees.next()?, trees.next()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text))
            if name == "doc" =>
        {
            unescaped(&text.to_string())
        }
        _ => None,
    }
}

/// The text of a string literal, if it is on one line.
fn unescaped(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        return Some(raw.trim_matches('#').trim_matches('"').to_owned());
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mut after = escape.chars();
        match after.next()? {
            sign @ ('"' | '\\' | '\'') => text.push(sign),
            't' => text.push('\t'),
            '0' => text.push('\0'),
            'u' => {
                let (code, _) = escape.strip_prefix("u{")?.split_once('}')?;
                let sign = u32::from_str_radix(code, 16)
                    .ok()
                    .and_then(char::from_u32)?;
                text.push(sign);
                after = escape[code.len() + 3..].chars();
            }
            _ => return None,
        }
        rest = after.as_str();
    }
    text.push_str(rest);
    (!text.contains(['\n', '\r'])).then_some(text)
}
