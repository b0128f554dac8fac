//! Calls, literals and what is chained to them by dots.

use super::token::{Kind, Pair, Run};
use super::{LEVEL, Printer, WIDTH};

/// The longest chain of more than one link that stands on one line.
const CHAIN_WIDTH: usize = 60;

/// From so many lines on, the last link stands where the chain ends even if
/// it would have fewer lines elsewhere.
const LONG_LINK: usize = 5;

impl Printer<'_> {
    /// A chain, or the one thing that it is.
    pub(super) fn chain(&mut self, run: Run, indent: usize, tail: usize) {
        if self.fits(&run, tail) && self.is_short_chain(&run) {
            return self.flat(&run);
        }
        let (root, links) = self.links(&run);
        let Some((last, others)) = links.split_last() else {
            return self.primary(root, indent, tail);
        };
        let start = self.column;
        let mark = self.mark();
        self.primary(root, indent, 0);
        // A root that is no longer than a level takes the next link.
        let level = LEVEL.saturating_sub(start.saturating_sub(indent));
        let mut taken = 0;
        while self.column - start.min(self.column) <= level && !self.since(&mark).contains('\n') {
            let Some(link) = links.get(taken) else { break };
            taken += 1;
            let tail = if taken == links.len() { tail } else { 0 };
            self.link(link, indent, tail);
        }
        if taken == links.len() {
            return;
        }
        let is_across = self.since(&mark).contains('\n');
        let inner = if is_across { indent } else { indent + LEVEL };
        let others = &others[taken..];
        if !is_across && self.with_last_link_across(start, links.len(), others, last, indent, tail)
        {
            return;
        }
        for (at, link) in others.iter().chain([last]).enumerate() {
            self.line(inner);
            let tail = if at == others.len() { tail } else { 0 };
            self.link(link, inner, tail);
        }
    }

    /// All links on this line but the last, which goes on over more lines, if
    /// that looks better than a line for each link.
    fn with_last_link_across(
        &mut self,
        start: usize,
        count: usize,
        others: &[Run],
        last: &Run,
        indent: usize,
        tail: usize,
    ) -> bool {
        if others.iter().any(|link| !self.fits(link, 0)) {
            return false;
        }
        let mark = self.mark();
        for link in others {
            self.flat(link);
        }
        let budget = if count == 1 {
            WIDTH
        } else {
            start + CHAIN_WIDTH
        };
        self.link(last, indent, tail);
        let end = self.column + tail;
        let across = self.take_back(&mark);
        let first = mark.column + across.first_line().chars().count();
        if first > budget.min(WIDTH) || across.breaks() == 0 && end > WIDTH {
            return false;
        }
        if across.breaks() == 0 || across.breaks() + 1 >= LONG_LINK {
            self.restore(across);
            return true;
        }
        self.line(indent + LEVEL);
        let below = self.mark();
        self.link(last, indent + LEVEL, tail);
        let breaks = self.since(&below).matches('\n').count();
        let overflows = self.column + tail > WIDTH;
        self.take_back(&mark);
        let is_better = breaks >= across.breaks() || overflows;
        if is_better {
            self.restore(across);
        }
        is_better
    }

    /// Whether a run has no links, one, or short ones.
    pub(super) fn is_short_chain(&self, run: &Run) -> bool {
        self.tokens.width(run) <= CHAIN_WIDTH || self.links(run).1.len() < 2
    }

    /// The beginning of a chain, and its links: each a dot and a name, with
    /// the arguments and question marks behind it.
    fn links(&self, run: &Run) -> (Run, Vec<Run>) {
        let mut starts = Vec::new();
        let mut at = match self.begins_with_block(run) {
            true => self.after_block(run),
            false => run.start,
        };
        while at < run.end {
            if self.tokens.word(at) == "." {
                starts.push(at);
            }
            at = self.tokens.after(at);
        }
        let first = starts.first().copied().unwrap_or(run.end);
        let ends = starts.iter().skip(1).copied().chain([run.end]);
        let links = starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| start..end);
        (run.start..first, links.collect())
    }

    fn link(&mut self, link: &Run, indent: usize, tail: usize) {
        if self.fits(link, tail) {
            return self.flat(link);
        }
        self.path_and_list(link.clone(), indent, tail);
    }

    /// A literal, a path, a call, a macro, a block.
    fn primary(&mut self, run: Run, indent: usize, tail: usize) {
        if self.begins_with_block(&run) {
            let end = self.after_block(&run);
            let is_statement = tail == 0 && end == run.end && self.column == indent;
            self.block_like(run.start..end, indent, !is_statement);
            return self.flat_if_any(end..run.end);
        }
        if self.fits(&run, tail) {
            return self.flat(&run);
        }
        self.path_and_list(run, indent, tail);
    }

    /// A path and the last list behind it, which can be broken.
    fn path_and_list(&mut self, run: Run, indent: usize, tail: usize) {
        let list = self.tokens.top(run.clone()).filter(|&at| {
            matches!(
                self.tokens.kind(at),
                Some(Kind::Open(
                    Pair::Round | Pair::Square | Pair::Fields | Pair::Block
                ))
            )
        });
        let Some(list) = list.last() else {
            return self.flat(&run);
        };
        let end = self.tokens.after(list);
        self.flat_if_any(run.start..list);
        let kind = self.tokens.kind(list);
        if matches!(kind, Some(Kind::Open(Pair::Fields | Pair::Block))) {
            self.put(" ");
        }
        if kind == Some(Kind::Open(Pair::Block)) {
            self.block(list, indent);
        } else {
            let rest = self.tokens.width(&(end..run.end));
            self.list(list, indent, rest + tail);
        }
        self.flat_if_any(end..run.end);
    }

    fn flat_if_any(&mut self, run: Run) {
        if !run.is_empty() {
            self.flat(&run);
        }
    }
}
