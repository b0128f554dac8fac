//! Texts that match a pattern, by a walk over what it is made of.

use super::Refusal;
use fastrand::Rng;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Longer texts are not drawn.
pub(super) const LONGEST: usize = 10_000;

/// A text that matches, with about `more` repetitions more than are needed
/// where the pattern leaves that open. What anchors and word boundaries
/// demand is left to trial.
pub(super) fn matching(rng: &mut Rng, pattern: &str, more: usize) -> Result<String, Refusal> {
    let unknown = |_| Refusal::new(format!("the pattern {pattern} cannot be read"));
    let parsed = regex_syntax::parse(pattern).map_err(unknown)?;
    let mut out = String::new();
    match write(rng, &parsed, more, &mut out) {
        true => Ok(out),
        false => Err(Refusal::new(format!(
            "no text of at most {LONGEST} bytes was found for the pattern {pattern}"
        ))),
    }
}

/// Appends a text; whether there is one that is not too long.
fn write(rng: &mut Rng, hir: &Hir, more: usize, out: &mut String) -> bool {
    if out.len() > LONGEST {
        return false;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => match str::from_utf8(&literal.0) {
            Ok(text) => {
                out.push_str(text);
                true
            }
            Err(_) => false,
        },
        HirKind::Class(class) => match one_of(rng, class) {
            Some(character) => {
                out.push(character);
                true
            }
            None => false,
        },
        HirKind::Repetition(repetition) => {
            let least = repetition.min;
            let most = repetition.max.unwrap_or(u32::MAX);
            let extra = u32::try_from(more).unwrap_or(u32::MAX).max(rng.u32(..3));
            let count = least.saturating_add(extra).min(most);
            (0..count).all(|_| write(rng, &repetition.sub, more, out))
        }
        HirKind::Capture(capture) => write(rng, &capture.sub, more, out),
        HirKind::Concat(parts) => parts.iter().all(|part| write(rng, part, more, out)),
        HirKind::Alternation(branches) => {
            let at = rng.usize(..branches.len().max(1));
            branches
                .get(at)
                .is_none_or(|one| write(rng, one, more, out))
        }
    }
}

/// A character of a class: one that can be read, if there is any.
fn one_of(rng: &mut Rng, class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => {
            let ranges = class.ranges().iter();
            ranges.map(|range| (range.start(), range.end())).collect()
        }
        Class::Bytes(class) => {
            let ranges = class.ranges().iter();
            let ranges = ranges.filter(|range| range.end().is_ascii());
            ranges
                .map(|range| (char::from(range.start()), char::from(range.end())))
                .collect()
        }
    };
    for (first, last) in [
        ('a', 'z'),
        ('0', '9'),
        ('A', 'Z'),
        ('!', '~'),
        ('\0', char::MAX),
    ] {
        let within = ranges.iter().filter_map(|(start, end)| {
            let range = (*start.max(&first), *end.min(&last));
            (range.0 <= range.1).then_some(range)
        });
        let within: Vec<_> = within.collect();
        if !within.is_empty() {
            let (start, end) = within[rng.usize(..within.len())];
            return Some(rng.char(start..=end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_matches() {
        let mut rng = Rng::with_seed(1);
        for pattern in [
            r"^[a-f0-9]{8}$",
            r"^(cat|dog)-\d{2,4}$",
            r"^\p{Lu}\w*$",
            r"^[^a-zA-Z0-9]+$",
            r"^/([a-z]+/)*x?$",
            r"^(?i)abc$",
        ] {
            let regex = regex::Regex::new(pattern).unwrap();
            for more in [0, 1, 5] {
                let text = matching(&mut rng, pattern, more).unwrap();
                assert!(regex.is_match(&text), "{pattern} {text}");
            }
        }
    }

    #[test]
    fn repetitions_of_repetitions_end() {
        let mut rng = Rng::with_seed(1);
        assert!(matching(&mut rng, "(((a{900}){900}){900}){9}", 0).is_err());
        assert!(matching(&mut rng, "((a*)*)*", 1_000).is_err());
    }
}
