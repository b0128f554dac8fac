//! `cargo xtask conformance SUITE`: scores generated code against a suite that others wrote. Each suite
//! ends with one line per score, such as `json-schema 3.0: 329 of 329`, and takes a floor for each.

mod command_line;
mod floors;
mod json_schema;
mod part;
mod program;
mod python_client;
mod round_trip;
mod same;
mod schemathesis;
mod spector;

use std::path::Path;

use crate::ci::Extent;
use crate::failure::Failure;
use crate::python;
use floors::Floors;

/// A suite that generated code is scored against.
struct Suite {
    /// The word that chooses it on the command line.
    name: &'static str,
    /// The options that set floors.
    floors: &'static [&'static str],
    /// Runs it in the repository at the given root.
    run: fn(&Path, &Options) -> Result<(), Failure>,
}

/// What a suite was asked for.
#[derive(Default)]
struct Options {
    /// The scores that it must reach.
    floors: Floors,
    /// Whether to list what failed.
    failures: bool,
}

const SUITES: &[Suite] = &[
    Suite {
        name: "json-schema",
        floors: json_schema::FLOORS,
        run: json_schema::run,
    },
    Suite {
        name: "spector",
        floors: spector::FLOORS,
        run: spector::run,
    },
    Suite {
        name: "schemathesis",
        floors: schemathesis::FLOORS,
        run: schemathesis::run,
    },
    Suite {
        name: "round-trip",
        floors: &[],
        run: round_trip::run,
    },
    Suite {
        name: "python-client",
        floors: python_client::FLOORS,
        run: python_client::run,
    },
    Suite {
        name: "command-line",
        floors: command_line::FLOORS,
        run: command_line::run,
    },
];

/// The forms of the command, for its help.
pub const FORMS: &[(&str, &str)] = &[
    (
        "conformance json-schema [--min30 N] [--min31 N] [--failures]",
        "score models generated with --keep-unknown against the JSON Schema test suite in ../shared",
    ),
    (
        "conformance spector [--min30 N] [--min31 N] [--min-knock N]",
        "score generated clients and servers against TypeSpec's, with the calls in ../shared, and say why what fails does",
    ),
    (
        "conformance schemathesis [--requests N]",
        "test generated servers with at least N requests each, 5000 unless told otherwise",
    ),
    (
        "conformance round-trip",
        "call every operation of the APIs in spec/ through both sides of what is generated for them",
    ),
    (
        "conformance python-client [--calls N]",
        "call a generated server with a client that openapi-python-client generates",
    ),
    (
        "conformance command-line [--calls N]",
        "call a generated server with the command line, as people type it",
    ),
];

/// What `ci` runs: every suite, with the scores that are reached.
///
/// # Errors
///
/// When a suite cannot run or scores less.
pub fn check(root: &Path, extent: Extent) -> Result<(), Failure> {
    let fuzzed: &[&str] = match extent {
        Extent::Part => &schemathesis::PART,
        Extent::All => &schemathesis::PART[..1],
    };
    let suites: [(bool, &[&str]); 6] = [
        (true, &["round-trip"]),
        (json_schema::is_there(root), &json_schema::REACHED),
        (spector::missing(root).is_none(), &spector::REACHED),
        (python::missing().is_none(), fuzzed),
        (python::missing().is_none(), &python_client::REACHED),
        (true, &command_line::REACHED),
    ];
    for (can_run, reached) in suites {
        // A suite that cannot run says so, and has nothing to reach.
        let words = if can_run { reached } else { &reached[..1] };
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        run(root, &words)?;
    }
    Ok(())
}

/// Runs the suite that `arguments` begin with.
///
/// # Errors
///
/// When the arguments are not understood, the suite cannot run, or a score is below its floor.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let names = || {
        let names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        names.join(", ")
    };
    let Some((name, rest)) = arguments.split_first() else {
        return Err(Failure::Usage(format!("name a suite: {}", names())));
    };
    let suite = SUITES
        .iter()
        .find(|suite| suite.name == name)
        .ok_or_else(|| {
            Failure::Usage(format!("there is no suite `{name}`, there is {}", names()))
        })?;
    (suite.run)(root, &options(suite, rest)?)
}

fn options(suite: &Suite, arguments: &[String]) -> Result<Options, Failure> {
    let mut options = Options::default();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "--failures" {
            options.failures = true;
            continue;
        }
        let Some(floor) = suite.floors.iter().find(|floor| *floor == word) else {
            let known = [&["--failures"], suite.floors].concat().join(", ");
            return Err(Failure::Usage(format!(
                "`{}` takes {known}, not `{word}`",
                suite.name
            )));
        };
        let number = words.next().and_then(|number| number.parse().ok());
        let number = number.ok_or_else(|| Failure::Usage(format!("`{floor}` needs a number")))?;
        options.floors.set(floor, number);
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Options, Failure> {
        let arguments: Vec<_> = arguments.iter().map(|word| (*word).to_owned()).collect();
        options(&SUITES[0], &arguments)
    }

    #[test]
    fn floors_are_numbers_of_known_scores() {
        let options = parsed(&["--min30", "7", "--failures"]).unwrap();
        assert!(options.failures);
        assert!(options.floors.meets("--min30", 7).is_ok());
        assert!(options.floors.meets("--min30", 6).is_err());
        assert!(options.floors.meets("--min31", 0).is_ok());
        for wrong in [&["--min29", "7"][..], &["--min30"], &["--min30", "many"]] {
            assert!(matches!(parsed(wrong), Err(Failure::Usage(_))), "{wrong:?}");
        }
    }

    #[test]
    fn a_suite_must_be_named() {
        let root = Path::new(".");
        assert!(matches!(run(root, &[]), Err(Failure::Usage(_))));
        assert!(matches!(
            run(root, &["json".to_owned()]),
            Err(Failure::Usage(_))
        ));
    }
}
