//! What was typed, sorted into options, an operation and items.
//!
//! The syntax is not that of POSIX: options of one dash may have two letters
//! (`-ac`), and options, the operation and its items come in any order.

use super::failure::Failure;
use super::names::suggestion;
use super::options::{ALL, Entry, Opt, find};

/// The arguments, in the order in which they were given.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    options: Vec<(Opt, String)>,
    pub(super) operation: Option<String>,
    /// `name=value` and its like.
    pub(super) items: Vec<String>,
    /// Whether `-` was among them.
    pub(super) stdin: bool,
}

impl Arguments {
    /// Whether an option was given.
    pub(super) fn has(&self, opt: Opt) -> bool {
        self.options.iter().any(|(given, _)| *given == opt)
    }

    /// The value of an option: the last one that was given.
    pub(super) fn value(&self, opt: Opt) -> Option<&str> {
        self.values(opt).last()
    }

    /// All values of an option.
    pub(super) fn values(&self, opt: Opt) -> impl Iterator<Item = &str> {
        let given = self.options.iter().filter(move |(given, _)| *given == opt);
        given.map(|(_, value)| value.as_str())
    }
}

/// Sorts the arguments, without the name of the program.
pub(super) fn parse(given: impl IntoIterator<Item = String>) -> Result<Arguments, Failure> {
    let mut arguments = Arguments::default();
    let mut given = given.into_iter();
    let mut only_items = false;
    while let Some(argument) = given.next() {
        if only_items || !argument.starts_with('-') {
            word(&mut arguments, argument)?;
        } else if argument == "-" {
            arguments.stdin = true;
        } else if argument == "--" {
            only_items = true;
        } else {
            for (entry, value) in read(&argument)? {
                let value = match value {
                    None if entry.takes_value() => {
                        let missing = || missing(entry, &argument);
                        given.next().ok_or_else(missing)?
                    }
                    value => value.unwrap_or_default(),
                };
                arguments.options.push((entry.opt, value));
            }
        }
    }
    Ok(arguments)
}

fn missing(entry: &Entry, argument: &str) -> Failure {
    Failure::usage(format!("`{argument}` needs a value: {}", entry.value))
}

fn word(arguments: &mut Arguments, argument: String) -> Result<(), Failure> {
    if argument.contains(['=', ':']) {
        arguments.items.push(argument);
        return Ok(());
    }
    match &arguments.operation {
        None => {
            arguments.operation = Some(argument);
            Ok(())
        }
        Some(operation) => Err(Failure::usage(format!(
            "`{argument}` is neither an option nor an item such as name=value, and the operation \
             is `{operation}`"
        ))),
    }
}

/// The options in one argument: one, with or without its value behind it, or
/// several of one letter without values.
fn read(argument: &str) -> Result<Vec<(&'static Entry, Option<String>)>, Failure> {
    if let Some(entry) = find(argument) {
        return Ok(vec![(entry, None)]);
    }
    if let Some((name, value)) = argument.split_once('=')
        && let Some(entry) = find(name)
    {
        return match entry.takes_value() {
            true => Ok(vec![(entry, Some(value.to_owned()))]),
            false => Err(Failure::usage(format!("`{name}` takes no value"))),
        };
    }
    if !argument.starts_with("--") {
        let mut letters = argument[1..].chars();
        let first = letters
            .next()
            .and_then(|letter| find(&format!("-{letter}")));
        if let Some(entry) = first.filter(|entry| entry.takes_value()) {
            return Ok(vec![(entry, Some(letters.as_str().to_owned()))]);
        }
        let flag = |letter: char| find(&format!("-{letter}")).filter(|one| !one.takes_value());
        let flags: Option<Vec<_>> = argument[1..].chars().map(flag).collect();
        if let Some(flags) = flags {
            return Ok(flags.into_iter().map(|flag| (flag, None)).collect());
        }
    }
    let name = argument.split('=').next().unwrap_or(argument);
    let known = ALL.iter().filter(|entry| entry.is_public());
    let known = known.flat_map(Entry::names);
    let hint = suggestion(name, known, str::to_owned);
    Err(Failure::usage(format!("there is no option `{name}`{hint}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Arguments, Failure> {
        parse(line.split(' ').map(str::to_owned))
    }

    #[test]
    fn order_does_not_matter() {
        for line in [
            "-u a:b --host https://h getGroup id=1 name==x -",
            "id=1 getGroup name==x - --host=https://h -ua:b",
            "--host https://h - id=1 name==x --user a:b getGroup",
        ] {
            let arguments = parsed(line).unwrap();
            assert_eq!(arguments.operation.as_deref(), Some("getGroup"), "{line}");
            assert_eq!(arguments.items, ["id=1", "name==x"], "{line}");
            assert_eq!(arguments.value(Opt::User), Some("a:b"), "{line}");
            assert_eq!(arguments.value(Opt::Host), Some("https://h"), "{line}");
            assert!(arguments.stdin, "{line}");
        }
    }

    #[test]
    fn one_dash_may_have_two_letters_or_several_flags() {
        let arguments = parsed("-ac json -ct yaml -nc -ik -H A:b -H C:d x").unwrap();
        assert_eq!(arguments.value(Opt::Accept), Some("json"));
        assert_eq!(arguments.value(Opt::ContentType), Some("yaml"));
        assert!(arguments.has(Opt::NoColor) && arguments.has(Opt::Include));
        assert!(arguments.has(Opt::Insecure) && !arguments.has(Opt::Force));
        let headers: Vec<_> = arguments.values(Opt::Header).collect();
        assert_eq!(headers, ["A:b", "C:d"]);
        let dashes = parsed("x -- -n=1").unwrap();
        assert_eq!(dashes.items, ["-n=1"]);
    }

    #[test]
    fn what_is_no_option_is_refused() {
        for (line, said) in [
            (
                "--hsot x",
                "there is no option `--hsot`; did you mean `--host`?",
            ),
            ("--xyzzy", "there is no option `--xyzzy`"),
            ("-z", "there is no option `-z`"),
            ("--dry-run=yes", "`--dry-run` takes no value"),
            ("--host", "`--host` needs a value: URL"),
            (
                "a b",
                "`b` is neither an option nor an item such as name=value, and the operation is `a`",
            ),
        ] {
            let failure = parsed(line).unwrap_err();
            assert!(failure.to_string().starts_with(said), "{failure}");
        }
    }
}
