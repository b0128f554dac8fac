//! Lists between parentheses, brackets, braces and angles.

use super::token::{Kind, LIST_WIDTH, Pair, Run};
use super::{LEVEL, Printer};

/// Elements that are no longer than this share lines.
const SHORT_WIDTH: usize = 10;

impl Printer<'_> {
    /// The pair that begins at `open`, with a line for each of its items if
    /// they do not fit on one. `tail` is the room that what follows needs.
    pub(super) fn list(&mut self, open: usize, indent: usize, tail: usize) {
        let pair = open..self.tokens.after(open);
        let inside = self.tokens.inside(open);
        if self.fits(&pair, tail) || inside.is_empty() {
            return self.flat(&pair);
        }
        let items = self.tokens.items(inside);
        if let [only] = items.as_slice()
            && self.is_in_parentheses(open)
            && self.is_plain(only)
        {
            // A call in a call is not as long as others.
            if self.is_call(only) {
                return self.with_call_across(open, only, indent);
            }
            if self.tokens.width(&pair) + tail <= self.room() {
                return self.flat(&pair);
            }
        }
        let is_short = |item: &Run| self.tokens.width(item) <= SHORT_WIDTH && self.is_plain(item);
        if self.tokens.kind(open) == Some(Kind::Open(Pair::Square)) && items.iter().all(is_short) {
            self.flat(&(open..open + 1));
            self.line(indent + LEVEL);
            self.filled(&items, indent + LEVEL);
            self.line(indent);
            return self.put("]");
        }
        if !self.with_last_across(open, &items, indent, tail) {
            self.vertical(open, &items, indent);
        }
    }

    /// Whether one line can hold a run and `tail` more characters.
    pub(super) fn fits(&self, run: &Run, tail: usize) -> bool {
        self.tokens.width(run) + tail <= self.room()
            && !self.tokens.has_block(run)
            && !self.tokens.has_long_list(run)
    }

    fn is_in_parentheses(&self, open: usize) -> bool {
        let kind = self.tokens.kind(open);
        matches!(kind, Some(Kind::Open(Pair::Round | Pair::Square)))
    }

    fn is_plain(&self, run: &Run) -> bool {
        !self.tokens.has_block(run) && !self.tokens.has_long_list(run)
    }

    /// A line for each item.
    pub(super) fn vertical(&mut self, open: usize, items: &[Run], indent: usize) {
        self.flat(&(open..open + 1));
        let is_macro = open > 0 && self.tokens.word(open - 1) == "!";
        for (at, item) in items.iter().enumerate() {
            self.line(indent + LEVEL);
            let is_last = at + 1 == items.len();
            let is_base = self.tokens.word(item.start) == "..";
            let comma = usize::from(!(is_last && is_macro || is_base));
            self.item_of_list(open, item, indent + LEVEL, comma);
            if comma == 1 {
                self.put(",");
            }
        }
        self.line(indent);
        let close = self.tokens.after(open);
        self.flat(&(close - 1..close));
    }

    fn item_of_list(&mut self, open: usize, item: &Run, indent: usize, tail: usize) {
        match self.tokens.kind(open) {
            Some(Kind::Open(Pair::Angle)) => self.ty(item.clone(), indent, tail),
            Some(Kind::Open(Pair::Fields)) => self.field(item.clone(), indent, tail),
            _ => self.expression(item.clone(), indent, tail),
        }
    }

    /// As many items on each line as fit.
    pub(super) fn filled(&mut self, items: &[Run], indent: usize) {
        for (at, item) in items.iter().enumerate() {
            let width = self.tokens.width(item) + 2;
            if at > 0 && width > self.room() {
                self.line(indent);
            } else if at > 0 {
                self.put(" ");
            }
            self.flat(item);
            self.put(",");
        }
    }

    /// All items on this line but the last one, which goes on over more lines,
    /// if that is how such an item is written.
    fn with_last_across(&mut self, open: usize, items: &[Run], indent: usize, tail: usize) -> bool {
        let Some((last, others)) = items.split_last() else {
            return false;
        };
        if !self.is_in_parentheses(open)
            || !self.can_go_across(last, others.is_empty())
            || !others.iter().all(|item| self.is_plain(item))
            || others.iter().any(|item| self.is_closure(item))
        {
            return false;
        }
        let mark = self.mark();
        self.flat(&(open..last.start));
        if !others.is_empty() {
            self.put(" ");
        }
        if self.column > super::WIDTH {
            self.take_back(&mark);
            return false;
        }
        let is_long = self.tokens.width(&(open..last.end)) > LIST_WIDTH;
        if !others.is_empty() && is_long && self.is_closure(last) {
            self.closure_in_braces(last.clone(), indent);
        } else {
            self.expression(last.clone(), indent, 1 + tail);
        }
        let close = self.tokens.after(open);
        self.flat(&(close - 1..close));
        let across = self.take_back(&mark);
        let first = across.first_line().chars().count();
        let is_long = !others.is_empty() && first > LIST_WIDTH + 1;
        // Like rustfmt, keep room for what follows the last line.
        if across.breaks() == 0 || is_long || first + 1 + tail > self.room() {
            return false;
        }
        if others.is_empty() && across.breaks() <= 2 && !self.is_closure(last) {
            self.vertical(open, items, indent);
            let vertical = self.take_back(&mark);
            if vertical.breaks() <= across.breaks() && vertical.long_lines <= across.long_lines {
                return false;
            }
        }
        self.restore(across);
        true
    }

    /// A call of which only the arguments are on lines of their own.
    fn with_call_across(&mut self, open: usize, call: &Run, indent: usize) {
        let list = self.tokens.top(call.clone()).last().unwrap_or(call.start);
        let close = self.tokens.after(open) - 1;
        self.flat(&(open..list));
        let items = self.tokens.items(self.tokens.inside(list));
        self.vertical(list, &items, indent);
        self.flat(&(close..close + 1));
    }

    /// Whether a run is a call of a function or a macro.
    fn is_call(&self, run: &Run) -> bool {
        let mut tops = self.tokens.top(run.clone());
        let is_path = |at: usize| match self.tokens.kind(at) {
            Some(Kind::Word | Kind::Prefix | Kind::Open(Pair::Angle)) => true,
            _ => matches!(self.tokens.word(at), "::" | "!"),
        };
        let list = tops.by_ref().skip(1).find(|&at| !is_path(at));
        list.is_some_and(|at| self.tokens.kind(at) == Some(Kind::Open(Pair::Round)))
            && tops.next().is_none()
    }

    /// Whether an expression can begin on the line of what it is in and end
    /// on another.
    pub(super) fn can_go_across(&self, run: &Run, is_only: bool) -> bool {
        let mut run = run.clone();
        while self.tokens.kind(run.start) == Some(Kind::Prefix) && run.len() > 1 {
            run.start += 1;
        }
        if self.is_closure(&run) {
            return true;
        }
        let Some(last) = run.end.checked_sub(1) else {
            return false;
        };
        match self.tokens.kind(last) {
            Some(Kind::Close(Pair::Block)) => self.tokens.word(run.start) != "if" || is_only,
            Some(Kind::Close(Pair::Round | Pair::Square | Pair::Fields)) => {
                is_only && self.operators(&run).is_none()
            }
            Some(Kind::Sign) if self.tokens.word(last) == "?" => {
                self.can_go_across(&(run.start..last), is_only)
            }
            _ => false,
        }
    }

    /// `Name { a: 1, b }`, from `path` on.
    pub(super) fn field(&mut self, field: Run, indent: usize, tail: usize) {
        let field = self.attributes(field, indent);
        match self.tokens.find(&field, ":") {
            Some(colon) => {
                self.flat(&(field.start..colon + 1));
                let value = colon + 1..field.end;
                if value.len() == 1 && self.tokens.kind(value.start) == Some(Kind::Literal) {
                    // It stays, however long it is.
                    self.put(" ");
                    return self.flat(&value);
                }
                self.assigned(value, indent, tail);
            }
            None => self.expression(field, indent, tail),
        }
    }
}
