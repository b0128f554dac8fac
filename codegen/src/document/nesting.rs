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
        let (event, span) = event.map_err(|error| ParseError {
            over_budget: error.info().contains("recursion limit"),
            message: error.info().to_owned(),
            position: Some((error.marker().line(), error.marker().col() + 1)),
        })?;
        let position = Some((span.start.line(), span.start.col() + 1));
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::DocumentStart(..) => documents += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Err(ParseError {
                message: format!("values are nested more than {DEEPEST} levels deep"),
                position,
                over_budget: true,
            });
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

#[cfg(test)]
mod tests {
    use super::check;

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
