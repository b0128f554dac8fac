//! Items, and what they hold.

use super::token::{Kind, Pair, Run};
use super::{LEVEL, Printer, WIDTH};

impl Printer<'_> {
    /// Items, with empty lines between them where they belong. Imports, and
    /// modules in other files, are sorted.
    pub(super) fn items(&mut self, run: Run, indent: usize) {
        let mut items = Vec::new();
        let mut at = run.start;
        while at < run.end {
            let end = self.whole_item_end(at, &run);
            items.push((self.group(at..end), at..end));
            at = end;
        }
        let mut before = None;
        for same in items.chunk_by_mut(|one, other| one.0 == other.0) {
            if matches!(same[0].0, Group::Imports | Group::Modules) {
                same.sort_by_cached_key(|(_, item)| self.path(item));
            }
            for (group, item) in same {
                if before.is_some_and(|before| before != *group || *group == Group::Alone) {
                    self.out.push('\n');
                }
                self.line(indent);
                self.item(item.clone(), indent);
                before = Some(*group);
            }
        }
    }

    /// The words of a path in the order in which they are sorted: those that
    /// lead out of the module, names, lists.
    fn path(&self, item: &Run) -> Vec<(usize, &str)> {
        let start = self.after_attributes(item.clone());
        let words = self.tokens.top(start..item.end);
        let words = words.map(|at| self.tokens.word(at));
        let words = words.filter(|word| !matches!(*word, "pub" | "use" | "mod" | "(" | "::" | ";"));
        words.map(|word| (rank(word), word)).collect()
    }

    /// Where an item with its documentation and attributes ends.
    fn whole_item_end(&self, start: usize, run: &Run) -> usize {
        let first = self.tokens.word(start);
        if first.starts_with("//!") {
            return start + 1;
        }
        if first == "#" && self.tokens.word(start + 1) == "!" {
            return self.tokens.after(start + 2);
        }
        let at = self.after_attributes(start..run.end);
        self.item_end(at, run)
    }

    /// Whether an item, not an expression, begins at `start`.
    pub(super) fn is_item(&self, start: usize, run: &Run) -> bool {
        const WORDS: &[&str] = &[
            "const", "enum", "fn", "impl", "mod", "pub", "static", "struct", "trait", "type", "use",
        ];
        run.contains(&start) && WORDS.contains(&self.tokens.word(start))
    }

    /// Where an item that begins with a word ends.
    pub(super) fn item_end(&self, start: usize, run: &Run) -> usize {
        let rest = start..run.end;
        let has_body = !matches!(self.keyword(&rest), "const" | "static" | "type" | "use");
        for at in self.tokens.top(rest) {
            let is_body = self.tokens.kind(at) == Some(Kind::Open(Pair::Block));
            if self.tokens.word(at) == ";" || has_body && is_body {
                return self.tokens.after(at);
            }
        }
        run.end
    }

    /// The word that says what an item is.
    fn keyword(&self, run: &Run) -> &str {
        let is_function = |at: usize| self.tokens.word(at + 1) == "fn";
        let mut at = run.start;
        while at < run.end {
            match self.tokens.word(at) {
                "pub" | "unsafe" | "async" | "extern" | "default" => {}
                "const" if is_function(at) => {}
                "(" => {}
                word => return word,
            }
            at = self.tokens.after(at);
        }
        ""
    }

    fn group(&self, run: Run) -> Group {
        let (first, second) = (run.start, run.start + 1);
        let is_inner = self.tokens.word(first) == "#" && self.tokens.word(second) == "!";
        if is_inner || self.tokens.word(first).starts_with("//!") {
            return Group::Inner;
        }
        let start = self.after_attributes(run.clone());
        match self.keyword(&(start..run.end)) {
            "use" => Group::Imports,
            "mod" if self.tokens.word(run.end - 1) == ";" => Group::Modules,
            _ => Group::Alone,
        }
    }

    /// One item with its documentation and attributes.
    pub(super) fn item(&mut self, run: Run, indent: usize) {
        let run = match self.group(run.clone()) {
            Group::Inner if self.tokens.word(run.start) == "#" => {
                self.attribute(run.start, indent);
                return;
            }
            Group::Inner => return self.flat(&run),
            _ => self.attributes(run, indent),
        };
        let last = run.end - 1;
        let ends = self.tokens.word(last) == ";";
        let body = match self.tokens.kind(last) {
            Some(Kind::Close(Pair::Block)) => self.tokens.top(run.clone()).last(),
            _ => None,
        };
        let head = run.start..body.unwrap_or(run.end - usize::from(ends));
        match (self.keyword(&run), body) {
            ("const" | "static" | "type", _) => self.constant(head.clone(), indent),
            ("use", _) => self.import(head.clone(), indent),
            ("fn", body) => {
                let tail = if body.is_some() { 2 } else { 1 };
                let mark = self.mark();
                let is_below = self.signature(head.clone(), indent, tail);
                if let Some(open) = body {
                    // rustfmt counts the indentation twice here.
                    let is_long =
                        self.column + 2 + indent > WIDTH && self.since(&mark).contains('\n');
                    match is_below {
                        true => {}
                        false if is_long => self.line(indent),
                        false => self.put(" "),
                    }
                    self.block(open, indent);
                }
            }
            (keyword @ ("enum" | "impl" | "mod" | "struct" | "trait"), Some(open)) => {
                let has_members = matches!(keyword, "enum" | "struct");
                let is_below = self.heading(head.clone(), indent, 2);
                self.put(if is_below { "" } else { " " });
                match has_members {
                    true => self.members(open, indent),
                    false => self.body(open, indent),
                }
            }
            ("mod" | "struct", None) => self.fields_in_line(head.clone(), indent),
            (_, Some(open)) => {
                self.flat(&head);
                self.put(" ");
                self.body(open, indent);
            }
            (_, None) => self.expression(head.clone(), indent, 1),
        }
        if ends {
            self.put(";");
        }
    }

    /// `const NAME: Type = value` and the like.
    fn constant(&mut self, run: Run, indent: usize) {
        match self.tokens.find(&run, "=") {
            Some(sign) if self.keyword(&run) == "type" => {
                self.flat(&(run.start..sign + 1));
                let ty = sign + 1..run.end;
                let width = self.tokens.width(&ty) + 1;
                if width >= self.room() && indent + LEVEL + width <= WIDTH {
                    self.line(indent + LEVEL);
                } else {
                    self.put(" ");
                }
                self.ty(ty, indent, 1);
            }
            Some(sign) => {
                self.named_type(run.start..sign, indent, 2);
                self.put(" =");
                self.assigned(sign + 1..run.end, indent, 1);
            }
            None => self.named_type(run, indent, 1),
        }
    }

    fn import(&mut self, run: Run, indent: usize) {
        let is_list = |at: &usize| self.tokens.kind(*at) == Some(Kind::Open(Pair::Imports));
        match self.tokens.top(run.clone()).find(is_list) {
            Some(open) => {
                let is_long = self.tokens.width(&run) + 1 > self.room();
                let mut names = self.tokens.items(self.tokens.inside(open));
                names.sort_by_cached_key(|name| self.path(name));
                self.flat(&(run.start..open + 1));
                if is_long {
                    self.line(indent + LEVEL);
                    self.filled(&names, indent + LEVEL);
                    self.line(indent);
                } else {
                    for (at, name) in names.iter().enumerate() {
                        self.put(if at == 0 { "" } else { ", " });
                        self.flat(name);
                    }
                }
                self.put("}");
            }
            _ => self.flat(&run),
        }
    }

    /// A tuple struct.
    fn fields_in_line(&mut self, run: Run, indent: usize) {
        let is_list = |at: &usize| self.tokens.kind(*at) == Some(Kind::Open(Pair::Round));
        let name = self.tokens.find(&run, "struct").unwrap_or(run.start);
        match self.tokens.top(name..run.end).find(is_list) {
            Some(open) => {
                self.flat(&(run.start..open));
                self.fields_of_tuple(open, indent, 1);
                let end = self.tokens.after(open);
                if end < run.end {
                    self.put(" ");
                    self.flat(&(end..run.end));
                }
            }
            None => self.flat(&run),
        }
    }

    fn fields_of_tuple(&mut self, open: usize, indent: usize, tail: usize) {
        match self.tokens.has_block(&self.tokens.inside(open)) {
            true => self.members(open, indent),
            false => self.types(open, indent, tail),
        }
    }

    /// The fields of a struct or the variants of an enum.
    fn members(&mut self, open: usize, indent: usize) {
        let end = self.tokens.after(open);
        let inside = self.tokens.inside(open);
        self.flat(&(open..open + 1));
        if !inside.is_empty() {
            for member in self.tokens.items(inside) {
                self.line(indent + LEVEL);
                let member = self.attributes(member, indent + LEVEL);
                self.member(member, indent + LEVEL);
                self.put(",");
            }
            self.line(indent);
        }
        self.flat(&(end - 1..end));
    }

    fn member(&mut self, run: Run, indent: usize) {
        let list = self.tokens.top(run.clone()).find(|&at| {
            matches!(
                self.tokens.kind(at),
                Some(Kind::Open(Pair::Round | Pair::Fields | Pair::Block))
            )
        });
        let list = list.filter(|_| self.tokens.find(&run, ":").is_none());
        match list {
            Some(open) if self.tokens.kind(open) == Some(Kind::Open(Pair::Round)) => {
                self.flat(&(run.start..open));
                self.fields_of_tuple(open, indent, 1);
            }
            Some(open) => {
                self.flat(&(run.start..open));
                self.put(" ");
                self.members(open, indent);
            }
            None => self.named_type(run, indent, 1),
        }
    }

    /// Items between braces.
    fn body(&mut self, open: usize, indent: usize) {
        let inside = self.tokens.inside(open);
        self.put("{");
        if !inside.is_empty() {
            self.items(inside, indent + LEVEL);
            self.line(indent);
        }
        self.put("}");
    }
}

/// Items between which there is no empty line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// What is about the module that they are in.
    Inner,
    /// Imports.
    Imports,
    /// Modules in other files.
    Modules,
    /// None.
    Alone,
}

fn rank(word: &str) -> usize {
    match word {
        "as" | "self" => 0,
        "super" => 1,
        "crate" => 2,
        "*" => 4,
        "{" => 5,
        _ => 3,
    }
}
