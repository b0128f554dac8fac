//! `cargo xtask tidy`: holds every source file against a table of rules and prints what breaks one.
//! A rule sees one file at a time: its path and its text.

mod imports;
mod mask;
mod rules;
mod source;
#[cfg(test)]
mod tests;
mod walk;

use std::path::Path;

use crate::failure::Failure;
use crate::terminal::{Style, print};
use rules::{RULES, Rule};
use source::Source;

/// Runs the command; no words may follow its name.
///
/// # Errors
///
/// When a rule is broken or a file cannot be read.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    if let Some(argument) = arguments.first() {
        return Err(Failure::Usage(format!(
            "`tidy` takes no arguments, not even `{argument}`"
        )));
    }
    let sources = walk::sources(root)?;
    let style = Style::stdout();
    let mut findings = String::new();
    let mut broken = Vec::new();
    for rule in RULES {
        let before = findings.len();
        for source in sources.iter().filter(|source| (rule.scope)(&source.path)) {
            findings.push_str(&complaints(rule, source, style));
        }
        if findings.len() > before {
            broken.push(rule);
        }
    }
    if broken.is_empty() {
        print(&format!(
            "{} files keep all {} rules\n",
            sources.len(),
            RULES.len()
        ));
        return Ok(());
    }
    print(&findings);
    for rule in &broken {
        print(&format!("{}: {}\n", style.bold(rule.name), rule.reason));
    }
    Err(Failure::Failed(format!(
        "{} of {} rules broken, mend the lines above",
        broken.len(),
        RULES.len()
    )))
}

/// A line for each place where `source` breaks `rule`.
fn complaints(rule: &Rule, source: &Source, style: Style) -> String {
    let line = |finding: source::Finding| {
        let place = style.bold(&format!("{}:{}", source.path, finding.line));
        format!("{place}: {} [{}]\n", finding.message, rule.name)
    };
    (rule.find)(source).into_iter().map(line).collect()
}
