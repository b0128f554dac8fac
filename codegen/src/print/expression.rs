//! Expressions.

use super::token::{Kind, Pair, Run};
use super::{LEVEL, Printer};

/// The longest list of an attribute that stands on one line.
const ATTRIBUTE_WIDTH: usize = 70;

/// Operators from those that bind the least to those that bind the most.
const OPERATORS: &[&[&str]] = &[
    &["=", "+=", "-=", "*=", "/=", "|=", "&="],
    &["..", "..="],
    &["||"],
    &["&&"],
    &["==", "!=", "<", ">", "<=", ">="],
    &["|"],
    &["&"],
    &["+", "-"],
    &["*", "/", "%"],
    &["as"],
];

impl Printer<'_> {
    /// An expression in a block that is indented by `indent`, with `tail`
    /// characters behind it.
    pub(super) fn expression(&mut self, run: Run, indent: usize, tail: usize) {
        let run = self.attributes(run, indent);
        if run.is_empty() {
            return;
        }
        if self.is_closure(&run) {
            return self.closure(run, indent, tail);
        }
        let first = self.tokens.kind(run.start);
        if first == Some(Kind::Word) && matches!(self.tokens.word(run.start), "return" | "break") {
            self.flat(&(run.start..run.start + 1));
            if run.len() > 1 {
                self.put(" ");
            }
            return self.expression(run.start + 1..run.end, indent, tail);
        }
        if let Some(operators) = self.operators(&run) {
            return self.operation(run, &operators, indent, tail);
        }
        if first == Some(Kind::Prefix) {
            let mut end = run.start + 1;
            if self.tokens.is(&run, end, "mut") {
                end += 1;
            }
            self.flat(&(run.start..end));
            if end > run.start + 1 {
                self.put(" ");
            }
            return self.expression(end..run.end, indent, tail);
        }
        self.chain(run, indent, tail);
    }

    /// Whether a run is a closure.
    pub(super) fn is_closure(&self, run: &Run) -> bool {
        let mut words = run
            .clone()
            .skip_while(|&at| matches!(self.tokens.word(at), "move" | "async"));
        words
            .next()
            .is_some_and(|at| self.tokens.kind(at) == Some(Kind::Open(Pair::Closure)))
    }

    /// The operators of a run that bind the least, if it has any.
    pub(super) fn operators(&self, run: &Run) -> Option<Vec<usize>> {
        let is_operator = |at: usize| match self.tokens.kind(at) {
            Some(Kind::Sign) => !matches!(self.tokens.word(at), "." | "::" | "?" | "!" | "," | ":"),
            Some(Kind::Word) => self.tokens.word(at) == "as",
            _ => false,
        };
        let all: Vec<usize> = self
            .tokens
            .top(run.clone())
            .filter(|&at| is_operator(at))
            .collect();
        if all.is_empty() || self.begins_with_block(run) {
            return None;
        }
        OPERATORS.iter().find_map(|level| {
            let found: Vec<usize> = all
                .iter()
                .copied()
                .filter(|&at| level.contains(&self.tokens.word(at)))
                .collect();
            (!found.is_empty()).then_some(found)
        })
    }

    fn operation(&mut self, run: Run, operators: &[usize], indent: usize, tail: usize) {
        if self.fits(&run, tail) {
            return self.flat(&run);
        }
        let first = operators[0];
        if OPERATORS[0].contains(&self.tokens.word(first)) {
            self.expression(run.start..first, indent, 0);
            self.put(" ");
            self.flat(&(first..first + 1));
            return self.assigned(first + 1..run.end, indent, tail);
        }
        let is_range = OPERATORS[1].contains(&self.tokens.word(first));
        let mark = self.mark();
        if operators.len() == 1 {
            self.expression(run.start..first, indent, 0);
            self.operator(first, is_range);
            self.expression(first + 1..run.end, indent, tail);
            if is_range || self.is_one_line(&mark, tail) {
                return;
            }
            self.take_back(&mark);
        }
        self.expression(run.start..first, indent, 0);
        for (at, &operator) in operators.iter().enumerate() {
            let end = operators.get(at + 1).copied().unwrap_or(run.end);
            self.line(indent + LEVEL);
            self.flat(&(operator..operator + 1));
            self.put(" ");
            let tail = if end == run.end { tail } else { 0 };
            self.expression(operator + 1..end, indent + LEVEL, tail);
        }
    }

    fn operator(&mut self, at: usize, is_range: bool) {
        let space = if is_range { "" } else { " " };
        self.put(space);
        self.flat(&(at..at + 1));
        self.put(space);
    }

    /// What is behind an equals sign, a colon or the like: on the same line or
    /// on the next one, whichever looks better.
    pub(super) fn assigned(&mut self, run: Run, indent: usize, tail: usize) {
        let mark = self.mark();
        self.put(" ");
        if self.fits_as_expression(&run, tail) {
            return self.flat(&run);
        }
        self.expression(run.clone(), indent, tail);
        if self.is_one_line(&mark, tail) || self.stays(&run) {
            return;
        }
        let mut same = self.take_back(&mark);
        same.long_lines += usize::from(same.column + tail > super::WIDTH);
        self.line(indent + LEVEL);
        let below = self.mark();
        self.expression(run, indent + LEVEL, tail);
        let mut next = self.take_back(&below);
        next.long_lines += usize::from(next.column + tail > super::WIDTH);
        if same.gives_way_to(&next) {
            self.restore(next);
        } else {
            self.take_back(&mark);
            self.restore(same);
        }
    }

    /// Whether what is assigned always begins on the same line.
    fn stays(&self, run: &Run) -> bool {
        self.begins_with_block(run)
            || self.is_closure(run)
            || matches!(
                self.tokens.kind(run.end - 1),
                Some(Kind::Close(Pair::Block | Pair::Fields | Pair::Square))
            )
    }

    /// Whether a run can be written on this line as it is.
    fn fits_as_expression(&self, run: &Run, tail: usize) -> bool {
        self.fits(run, tail) && self.operators(run).is_none() && self.is_short_chain(run)
    }

    /// `|a, b| …`: the body is on the same line, or in braces.
    fn closure(&mut self, run: Run, indent: usize, tail: usize) {
        let body = self.closure_head(&run);
        if self.is_block(&body) {
            return self.block(body.start, indent);
        }
        let mark = self.mark();
        self.expression(body.clone(), indent, tail);
        let is_kept = self.begins_with_block(&body)
            || self.tokens.kind(body.end - 1) == Some(Kind::Close(Pair::Fields));
        if is_kept || self.is_one_line(&mark, tail) {
            return;
        }
        self.take_back(&mark);
        self.in_braces(body, indent);
    }

    /// A closure whose body is a block.
    pub(super) fn closure_in_braces(&mut self, run: Run, indent: usize) {
        let body = self.closure_head(&run);
        match self.begins_with_block(&body) {
            true => self.expression(body, indent, 0),
            false => self.in_braces(body, indent),
        }
    }

    /// What stands before the body of a closure; the body.
    fn closure_head(&mut self, run: &Run) -> Run {
        let is_open = |at: &usize| self.tokens.kind(*at) == Some(Kind::Open(Pair::Closure));
        let open = self.tokens.top(run.clone()).find(is_open);
        let body = self.tokens.after(open.unwrap_or(run.start))..run.end;
        self.flat(&(run.start..body.start));
        self.put(" ");
        body
    }

    /// An expression in braces of its own.
    pub(super) fn in_braces(&mut self, run: Run, indent: usize) {
        self.put("{");
        self.line(indent + LEVEL);
        self.expression(run, indent + LEVEL, 0);
        self.line(indent);
        self.put("}");
    }

    /// Whether a run is a block and nothing more.
    pub(super) fn is_block(&self, run: &Run) -> bool {
        self.tokens.kind(run.start) == Some(Kind::Open(Pair::Block))
            && self.tokens.after(run.start) == run.end
    }

    /// Attributes in front of an expression, an arm or a field; what is left.
    pub(super) fn attributes(&mut self, mut run: Run, indent: usize) -> Run {
        loop {
            let end = if self.tokens.kind(run.start) == Some(Kind::Doc) && !run.is_empty() {
                let end = run.start + 1;
                self.flat(&(run.start..end));
                end
            } else if self.tokens.is(&run, run.start, "#") {
                self.attribute(run.start, indent)
            } else {
                return run;
            };
            run.start = end;
            if run.is_empty() {
                return run;
            }
            self.line(indent);
        }
    }

    /// An attribute; the position after it.
    pub(super) fn attribute(&mut self, at: usize, indent: usize) -> usize {
        let mut open = at + 1;
        if self.tokens.word(open) == "!" {
            open += 1;
        }
        let end = self.tokens.after(open);
        let inside = self.tokens.inside(open);
        let list = self
            .tokens
            .top(inside.clone())
            .find(|&at| self.tokens.kind(at) == Some(Kind::Open(Pair::Round)));
        match list {
            Some(list)
                if self.tokens.width(&(at..end)) > self.room()
                    || self.tokens.width(&self.tokens.inside(self.innermost(list)))
                        > ATTRIBUTE_WIDTH =>
            {
                self.flat(&(at..list));
                self.nested_list(list, indent);
                self.flat(&(end - 1..end));
            }
            _ => self.flat(&(at..end)),
        }
        end
    }

    /// The list in `open`, or the one that is its only item.
    fn innermost(&self, mut open: usize) -> usize {
        while self.tokens.kind(open + 2) == Some(Kind::Open(Pair::Round))
            && self.tokens.after(open + 2) + 1 == self.tokens.after(open)
        {
            open += 2;
        }
        open
    }

    /// The list of an attribute, whose only item can be a list itself.
    fn nested_list(&mut self, open: usize, indent: usize) {
        let inner = self.innermost(open);
        let items = self.tokens.items(self.tokens.inside(inner));
        self.flat(&(open..inner + 1));
        for (at, item) in items.iter().enumerate() {
            self.line(indent + LEVEL);
            self.flat(item);
            if at + 1 < items.len() {
                self.put(",");
            }
        }
        self.line(indent);
        self.flat(&(self.tokens.after(inner) - 1..self.tokens.after(open)));
    }
}
