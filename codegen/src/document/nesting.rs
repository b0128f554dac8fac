//! A look at the events of a YAML file before it is loaded: its depth, and
//! whether it is one document.
//!
//! `serde_yaml` bounds the depth of what it hands over, but only after its
//! scanner has read the whole file, and that takes time quadratic in the
//! depth of flow collections: a file of 400 kB kept it busy for 30 seconds.
//! The event parser used here stops at the first level too many.

use super::parse::ParseError;
use saphyr_parser::{Event, Parser};

/// Deeper than any description, and less than either parser's own limit.
const DEEPEST: usize = 120;

/// Checks the nesting of a YAML file.
pub fn check(text: &str) -> Result<(), ParseError> {
    let mut depth = 0_usize;
    let mut documents = 0_usize;
    let mut events = Parser::new_from_str(text);
    while let Some(event) = events.next_event() {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) if error.info().contains("recursion limit") => {
                let position = (error.marker().line(), error.marker().col() + 1);
                return Err(too_deep(Some(position)));
            }
            // The loading parser is more lenient in places, and has the
            // better message where it is not.
            Err(_) => return brackets(text),
        };
        let position = Some((span.start.line(), span.start.col() + 1));
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::DocumentStart(..) => documents += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Err(too_deep(position));
        }
        if documents > 1 {
            return Err(ParseError {
                message: "a second document begins, but a description is one document".to_owned(),
                position,
                over_budget: false,
            });
        }
    }
    Ok(())
}

fn too_deep(position: Option<(usize, usize)>) -> ParseError {
    ParseError {
        message: format!("values are nested more than {DEEPEST} levels deep"),
        position,
        over_budget: true,
    }
}

/// More brackets than this are never open at once, even if those in text
/// count.
const MOST_BRACKETS: usize = 1000;

/// Bounds the depth of flow collections where the events end early.
fn brackets(text: &str) -> Result<(), ParseError> {
    let mut open = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST_BRACKETS {
            return Err(too_deep(None));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_bomb_behind_text_that_only_one_parser_takes_is_refused() {
        let lenient = "a: {\n  b: 1\n}\n";
        assert!(check(lenient).is_ok());
        let bomb = format!("{lenient}c: {}", "{a: ".repeat(100_000));
        assert!(check(&bomb).unwrap_err().over_budget);
    }

    #[test]
    fn bombs_are_refused_at_once() {
        let deep = 100_000;
        for text in ["[", "{a: ", "- ", "? "].map(|level| level.repeat(deep)) {
            let error = check(&text).unwrap_err();
            assert!(error.over_budget, "{error:?}");
        }
    }

    #[test]
    fn one_document_of_usual_depth_is_fine() {
        assert!(check("---\na: [1, {b: [2]}]\n").is_ok());
        assert!(!check("a: 1\n---\nb: 1\n").unwrap_err().over_budget);
    }
}
