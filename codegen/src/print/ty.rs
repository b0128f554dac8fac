//! Types and bounds.

use super::token::{Kind, Pair, Run};
use super::{LEVEL, Printer, WIDTH};

impl Printer<'_> {
    /// A type, an associated type with what it is, or bounds.
    pub(super) fn ty(&mut self, run: Run, indent: usize, tail: usize) {
        if run.is_empty() || self.tokens.width(&run) + tail <= self.room() {
            return self.flat(&run);
        }
        let bounds: Vec<usize> = self
            .tokens
            .top(run.clone())
            .filter(|&at| self.tokens.word(at) == "+")
            .collect();
        let ends = bounds.iter().skip(1).copied().chain([run.end]);
        let below: Vec<Run> = bounds
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| start..end)
            .collect();
        let below_indent = match self.tokens.word(run.start) {
            "impl" => indent,
            _ => indent + LEVEL,
        };
        let fit = |bound: &Run| below_indent + self.tokens.width(bound) + tail <= WIDTH;
        if let [first, ..] = bounds.as_slice()
            && self.tokens.width(&(run.start..*first)) <= self.room()
            && below.iter().all(fit)
        {
            self.flat(&(run.start..*first));
            for bound in &below {
                self.line(below_indent);
                self.flat(bound);
            }
            return;
        }
        let mut start = run.start;
        for &bound in &bounds {
            self.one_type(start..bound, indent, 2);
            self.put(" + ");
            start = bound + 1;
        }
        self.one_type(start..run.end, indent, tail);
    }

    fn one_type(&mut self, run: Run, indent: usize, tail: usize) {
        if run.is_empty() || self.tokens.width(&run) + tail <= self.room() {
            return self.flat(&run);
        }
        let list = self.tokens.top(run.clone()).find(|&at| {
            matches!(
                self.tokens.kind(at),
                Some(Kind::Open(Pair::Angle | Pair::Round | Pair::Square))
            )
        });
        let Some(list) = list else {
            return self.flat(&run);
        };
        let end = self.tokens.after(list);
        self.flat(&(run.start..list));
        if self.tokens.is(&run, list.wrapping_sub(1), "=") {
            self.put(" ");
        }
        let rest = self.tokens.width(&(end..run.end));
        self.types(list, indent, rest + tail);
        if end < run.end {
            self.ty(end..run.end, indent, tail);
        }
    }

    /// A list of types, with a line for each if they do not fit on one.
    pub(super) fn types(&mut self, open: usize, indent: usize, tail: usize) {
        let end = self.tokens.after(open);
        let inside = self.tokens.inside(open);
        if self.tokens.width(&(open..end)) + tail <= self.room() || inside.is_empty() {
            return self.flat(&(open..end));
        }
        self.flat(&(open..open + 1));
        for item in self.tokens.items(inside) {
            self.line(indent + LEVEL);
            let item = self.attributes(item, indent + LEVEL);
            self.ty(item, indent + LEVEL, 1);
            self.put(",");
        }
        self.line(indent);
        self.flat(&(end - 1..end));
    }
}
