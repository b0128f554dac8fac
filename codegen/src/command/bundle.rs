//! Writes a description that may be in many files as one document.

use super::arguments::Bundle;
use super::{Exit, color, write};
use crate::document::Document;
use std::io::Write;

pub(super) fn run(arguments: &Bundle) -> Exit {
    let tree = match Document::bundle(&arguments.description) {
        Ok(tree) => tree,
        Err(diagnostics) => {
            eprint!("{}", diagnostics.render(color()));
            return Exit::Failed;
        }
    };
    let ending = arguments.out.as_ref().and_then(|path| path.extension());
    let text = match ending {
        Some(ending) if ending == "yaml" || ending == "yml" => {
            serde_yaml::to_string(&*tree).map_err(|error| error.to_string())
        }
        _ => serde_json::to_string_pretty(&*tree)
            .map(|text| text + "\n")
            .map_err(|error| error.to_string()),
    };
    let written = text.and_then(|text| match &arguments.out {
        Some(path) => write::replace(path, &text)
            .map_err(|error| format!("cannot write {}: {error}", path.display())),
        // A reader that went away, as `head` does, is no failure.
        None => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            Ok(())
        }
    });
    match written {
        Ok(()) => Exit::Done,
        Err(message) => {
            eprintln!("error: {message}");
            Exit::Failed
        }
    }
}
