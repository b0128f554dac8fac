//! Blocks, the statements in them, and expressions that end with one.

use super::token::{Kind, Pair, Run};
use super::{LEVEL, Printer, WIDTH};

/// The longest choice between two values that stands on one line.
const CHOICE_WIDTH: usize = 50;

impl Printer<'_> {
    /// The block that begins at `open`.
    pub(super) fn block(&mut self, open: usize, indent: usize) {
        let inside = self.tokens.inside(open);
        if inside.is_empty() {
            return self.put("{}");
        }
        self.put("{");
        self.statements(inside, indent + LEVEL);
        self.line(indent);
        self.put("}");
    }

    fn statements(&mut self, run: Run, indent: usize) {
        let mut at = run.start;
        while at < run.end {
            let start = self.after_attributes(at..run.end);
            let is_item = self.is_item(start, &run);
            let end = match is_item {
                true => self.item_end(start, &run),
                false => self.statement_end(start, &run),
            };
            self.line(indent);
            let statement = at..end;
            match is_item {
                true => self.item(statement, indent),
                false => self.statement(statement, indent),
            }
            at = end;
        }
    }

    /// The position after the documentation and the attributes in front.
    pub(super) fn after_attributes(&self, run: Run) -> usize {
        let mut at = run.start;
        while at < run.end {
            match self.tokens.kind(at) {
                Some(Kind::Doc) => at += 1,
                _ if self.tokens.word(at) == "#" => at = self.tokens.after(at + 1),
                _ => break,
            }
        }
        at
    }

    fn statement_end(&self, start: usize, run: &Run) -> usize {
        let rest = start..run.end;
        if self.begins_with_block(&rest) {
            let end = self.after_block(&rest);
            let goes_on = matches!(self.tokens.word(end), "." | "?") && end < run.end;
            if !goes_on {
                let ends_here = self.tokens.is(run, end, ";");
                return end + usize::from(ends_here);
            }
        }
        self.tokens.find(&rest, ";").map_or(run.end, |at| at + 1)
    }

    fn statement(&mut self, run: Run, indent: usize) {
        let run = self.attributes(run, indent);
        let ends = self.tokens.word(run.end - 1) == ";";
        let body = run.start..run.end - usize::from(ends);
        let tail = usize::from(ends);
        if self.tokens.word(body.start) == "let" {
            self.binding(body, indent, tail);
        } else if self.begins_with_block(&body) && self.after_block(&body) == body.end {
            self.block_like(body, indent, false);
        } else {
            self.expression(body, indent, tail);
        }
        if ends {
            self.put(";");
        }
    }

    fn binding(&mut self, run: Run, indent: usize, tail: usize) {
        let Some(sign) = self.tokens.find(&run, "=") else {
            return self.flat(&run);
        };
        self.flat(&(run.start..sign + 1));
        let otherwise = self.tokens.find(&(sign..run.end), "else");
        let is_choice = self.tokens.word(sign + 1) == "if";
        match otherwise {
            Some(at) if !is_choice => {
                self.assigned(sign + 1..at, indent, 7);
                self.put(" else ");
                self.block(at + 1, indent);
            }
            _ => self.assigned(sign + 1..run.end, indent, tail),
        }
    }

    /// Whether an expression begins with a block, or with a keyword that one
    /// belongs to.
    pub(super) fn begins_with_block(&self, run: &Run) -> bool {
        const WORDS: &[&str] = &["if", "match", "for", "while", "loop", "unsafe", "async"];
        match self.tokens.kind(run.start) {
            Some(Kind::Open(Pair::Block)) => !run.is_empty(),
            Some(Kind::Word) => {
                !run.is_empty()
                    && WORDS.contains(&self.tokens.word(run.start))
                    && !self.is_closure(run)
            }
            _ => false,
        }
    }

    /// The position after the block that an expression begins with, and after
    /// those of its `else`.
    pub(super) fn after_block(&self, run: &Run) -> usize {
        let mut at = run.start;
        loop {
            let Some(open) = self.block_of(&(at..run.end)) else {
                return run.end;
            };
            at = self.tokens.after(open);
            if !self.tokens.is(run, at, "else") {
                return at;
            }
        }
    }

    fn block_of(&self, run: &Run) -> Option<usize> {
        let is_block = |at: &usize| self.tokens.kind(*at) == Some(Kind::Open(Pair::Block));
        self.tokens.top(run.clone()).find(is_block)
    }

    /// An expression that ends with a block. A choice that is a value can
    /// stand on one line.
    pub(super) fn block_like(&mut self, run: Run, indent: usize, is_value: bool) {
        if is_value && self.is_short_choice(&run) {
            return self.flat(&run);
        }
        let mut at = run.start;
        while let Some(open) = self.block_of(&(at..run.end)) {
            self.head(at..open, indent);
            match self.tokens.word(run.start) {
                "match" => self.arms(open, indent),
                _ => self.block(open, indent),
            }
            at = self.tokens.after(open);
            if at < run.end {
                self.put(" ");
            }
        }
        if at < run.end {
            self.flat(&(at..run.end));
        }
    }

    fn is_short_choice(&self, run: &Run) -> bool {
        let width = self.tokens.width(run);
        if self.tokens.word(run.start) != "if" || width > CHOICE_WIDTH || width > self.room() {
            return false;
        }
        let blocks = self.tokens.top(run.clone());
        let mut blocks = blocks.filter(|&at| self.tokens.kind(at) == Some(Kind::Open(Pair::Block)));
        let mut count = 0;
        let are_simple = blocks.all(|open| {
            count += 1;
            let inside = self.tokens.inside(open);
            self.tokens.find(&inside, ";").is_none() && !self.tokens.has_block(&inside)
        });
        are_simple && count == 2
    }

    /// What stands before a block, and a space.
    fn head(&mut self, run: Run, indent: usize) {
        if run.is_empty() {
            return;
        }
        if self.fits(&run, 2) {
            self.flat(&run);
        } else {
            let sign = self.tokens.find(&run, "=");
            let start = match sign {
                Some(at) => at + 1,
                None if self.tokens.is(&run, run.start, "else") => run.start + 2,
                None => run.start + 1,
            };
            self.flat(&(run.start..start));
            self.put(" ");
            self.expression(start..run.end, indent, 2);
        }
        self.put(" ");
    }

    /// The arms of a `match`.
    fn arms(&mut self, open: usize, indent: usize) {
        let inside = self.tokens.inside(open);
        if inside.is_empty() {
            return self.put("{}");
        }
        self.put("{");
        let mut at = inside.start;
        while at < inside.end {
            let rest = at..inside.end;
            let arrow = self.tokens.find(&rest, "=>").unwrap_or(inside.end - 1);
            let body = arrow + 1..inside.end;
            let end = match self.tokens.kind(body.start) {
                Some(Kind::Open(Pair::Block)) => self.tokens.after(body.start),
                _ => self.tokens.find(&body, ",").unwrap_or(inside.end),
            };
            self.line(indent + LEVEL);
            self.arm(at..arrow, arrow + 1..end, indent + LEVEL);
            at = end + usize::from(self.tokens.is(&inside, end, ","));
        }
        self.line(indent);
        self.put("}");
    }

    fn arm(&mut self, pattern: Run, body: Run, indent: usize) {
        let pattern = self.attributes(pattern, indent);
        self.pattern(pattern, indent);
        self.put(" =>");
        if self.is_block(&body) {
            self.put(" ");
            return self.block(body.start, indent);
        }
        let mark = self.mark();
        self.put(" ");
        self.expression(body.clone(), indent, 1);
        let ends_with_block = self.begins_with_block(&body) && self.after_block(&body) == body.end;
        let is_one_line = self.is_one_line(&mark, 1);
        if is_one_line || ends_with_block {
            return self.put(",");
        }
        let mut same = self.take_back(&mark);
        same.long_lines += usize::from(same.column >= WIDTH);
        // The first line must leave room for the comma too.
        let first = same.first_line().chars().count();
        same.long_lines += usize::from(first >= self.room());
        self.line(indent + LEVEL);
        let below = self.mark();
        self.expression(body.clone(), indent + LEVEL, 0);
        let next = self.take_back(&below);
        self.take_back(&mark);
        if same.gives_way_to(&next) || !self.can_go_across(&body, true) {
            self.put(" ");
            self.in_braces(body, indent);
        } else {
            self.restore(same);
            self.put(",");
        }
    }

    /// A pattern, with a line for each alternative if they do not fit on one.
    fn pattern(&mut self, run: Run, indent: usize) {
        let is_bar = |at: &usize| self.tokens.word(*at) == "|";
        let bars: Vec<usize> = self.tokens.top(run.clone()).filter(is_bar).collect();
        let fits = self.tokens.width(&run) + 5 <= self.room();
        if fits && !self.tokens.has_long_list(&run) {
            return self.flat(&run);
        }
        if bars.is_empty() {
            return self.expression(run, indent, 3);
        }
        self.flat(&(run.start..bars[0]));
        for (at, &bar) in bars.iter().enumerate() {
            let end = bars.get(at + 1).copied().unwrap_or(run.end);
            self.line(indent);
            self.flat(&(bar..end));
        }
    }
}
