//! What stands before the bodies of functions, types and implementations.

use super::token::{Kind, Pair, Run};
use super::{LEVEL, Printer, WIDTH};

impl Printer<'_> {
    /// `fn name<T>(a: A) -> R where …`, with `tail` characters behind it.
    /// Whether it ends with a line of its own for what follows.
    pub(super) fn signature(&mut self, run: Run, indent: usize, tail: usize) -> bool {
        let (head, conditions) = self.split_where(run);
        let is_round = |at: &usize| self.tokens.kind(*at) == Some(Kind::Open(Pair::Round));
        let name = self.tokens.find(&head, "fn").unwrap_or(head.start);
        let parameters = self.tokens.top(name..head.end).find(is_round);
        let tail = if conditions.is_empty() { tail } else { 0 };
        match parameters {
            Some(open) if self.tokens.width(&head) + tail > self.room() => {
                let mark = self.mark();
                self.generics(head.start..open, indent);
                let is_below = self.since(&mark).contains('\n');
                let end = self.tokens.after(open);
                let inside = self.tokens.inside(open);
                let result = self.tokens.width(&(end..head.end));
                let is_short = inside.is_empty()
                    || !is_below
                        && self.column + self.tokens.width(&(open..end)) + result + 1 + tail
                            <= WIDTH;
                if is_short {
                    self.flat(&(open..end));
                } else {
                    self.parameters(open, indent);
                }
                if end < head.end {
                    self.put(" ");
                    self.flat(&(end..end + 1));
                    self.put(" ");
                    self.ty(end + 1..head.end, indent, tail % 2);
                }
            }
            _ => self.flat(&head),
        }
        self.conditions(conditions, indent)
    }

    /// `impl<T> Trait for Type where …` and the like.
    pub(super) fn heading(&mut self, run: Run, indent: usize, tail: usize) -> bool {
        let (head, conditions) = self.split_where(run);
        let tail = if conditions.is_empty() { tail } else { 0 };
        match self.tokens.find(&head, "for") {
            Some(at) if self.tokens.width(&head) + tail > self.room() => {
                self.ty(head.start..at, indent, 0);
                self.line(indent + LEVEL);
                self.ty(at..head.end, indent + LEVEL, 0);
                if conditions.is_empty() {
                    self.line(indent);
                    return true;
                }
            }
            _ => self.ty(head, indent, tail),
        }
        self.conditions(conditions, indent)
    }

    fn split_where(&self, run: Run) -> (Run, Run) {
        match self.tokens.find(&run, "where") {
            Some(at) => (run.start..at, at + 1..run.end),
            None => (run.clone(), run.end..run.end),
        }
    }

    fn generics(&mut self, run: Run, indent: usize) {
        let is_angle = |at: &usize| self.tokens.kind(*at) == Some(Kind::Open(Pair::Angle));
        match self.tokens.top(run.clone()).find(is_angle) {
            Some(open) if self.tokens.width(&run) + 1 > self.room() => {
                self.flat(&(run.start..open));
                self.types(open, indent, 1);
            }
            _ => self.flat(&run),
        }
    }

    fn parameters(&mut self, open: usize, indent: usize) {
        let end = self.tokens.after(open);
        self.flat(&(open..open + 1));
        for parameter in self.tokens.items(self.tokens.inside(open)) {
            self.line(indent + LEVEL);
            let parameter = self.attributes(parameter, indent + LEVEL);
            self.parameter(parameter, indent + LEVEL);
            self.put(",");
        }
        self.line(indent);
        self.flat(&(end - 1..end));
    }

    fn parameter(&mut self, run: Run, indent: usize) {
        let start = match self.tokens.find(&run, ":") {
            Some(colon) => colon + 1,
            None => run.start,
        };
        if start > run.start {
            self.flat(&(run.start..start));
            self.put(" ");
        }
        self.ty(start..run.end, indent, 1);
    }

    /// `name: Type`, or a type.
    pub(super) fn named_type(&mut self, run: Run, indent: usize, tail: usize) {
        match self.tokens.find(&run, ":") {
            Some(colon) if self.tokens.width(&run) + tail > self.room() => {
                let ty = colon + 1..run.end;
                self.flat(&(run.start..colon + 1));
                if indent + LEVEL + self.tokens.width(&ty) + tail <= WIDTH {
                    self.line(indent + LEVEL);
                } else {
                    self.put(" ");
                }
                self.ty(ty, indent, tail);
            }
            _ => self.ty(run, indent, tail),
        }
    }

    fn conditions(&mut self, conditions: Run, indent: usize) -> bool {
        if conditions.is_empty() {
            return false;
        }
        self.line(indent);
        self.put("where");
        for condition in self.tokens.items(conditions) {
            self.line(indent + LEVEL);
            self.ty(condition, indent + LEVEL, 1);
            self.put(",");
        }
        self.line(indent);
        true
    }
}
