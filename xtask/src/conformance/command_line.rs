//! The command line of Onezone, as people type it, against the small Onezone of the examples. What is
//! called and what must come of it are rows of a table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Options;
use super::part;
use crate::cargo::{self, cargo, target};
use crate::failure::Failure;
use crate::generator::program;
use crate::terminal::{Progress, print};

/// The options that set floors.
pub const FLOORS: &[&str] = &[CALLS];

/// The option that sets how many calls must go as they must.
const CALLS: &str = "--calls";

/// What `ci` holds the score to.
pub const REACHED: [&str; 3] = ["command-line", CALLS, "63"];

/// The table of calls.
const TABLE: &str = "xtask/command-line/calls.yaml";

/// The program.
const PROGRAM: &str = "onezone-rest-cli";

/// What was read from printed texts, by name.
type Names = BTreeMap<String, String>;

/// One call: who makes it, with which words, and what must come of it.
struct Call {
    who: String,
    words: String,
    status: i32,
    printed: String,
}

/// Builds the command line, starts the zone and makes the calls.
///
/// # Errors
///
/// When either cannot run, a call does not go as it must, or there are fewer than the floor says.
pub fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let calls = calls(root)?;
    Progress::start().stage("building the command line of onezone");
    let command = build(root)?;
    Progress::start().stage("building the server of onezone");
    let mut service = part::SMALL.serve(root)?;
    let url = service.url().to_owned();
    let token = service.told("token")?;
    let mut names = Names::from([("admin".to_owned(), token)]);
    let mut failures = 0;
    for call in &calls {
        if let Err(complaint) = make(&command, &url, call, &mut names) {
            failures += 1;
            print(&format!("{}: {}\n  {complaint}\n", call.who, call.words));
        }
    }
    let count = calls.len();
    print(&format!(
        "command-line onezone: {count} calls, {failures} failures\n"
    ));
    match failures {
        0 => options.floors.meets(CALLS, count),
        _ => Err(Failure::Failed(
            "the command line does not do what it must, see above".to_owned(),
        )),
    }
}

fn calls(root: &Path) -> Result<Vec<Call>, Failure> {
    let text = fs::read_to_string(root.join(TABLE)).map_err(|error| Failure::io(TABLE, &error))?;
    let rows: Result<Vec<(String, String, i32, String)>, _> = serde_yaml::from_str(&text);
    let rows = rows.map_err(|error| Failure::Failed(format!("cannot read {TABLE}: {error}")))?;
    let call = |(who, words, status, printed)| Call {
        who,
        words,
        status,
        printed,
    };
    Ok(rows.into_iter().map(call).collect())
}

fn build(root: &Path) -> Result<PathBuf, Failure> {
    let target = target(root);
    let build = ["build", "--quiet", "--package", "onedata", "--bin", PROGRAM];
    let features = ["--no-default-features", "--features", "cli,onezone"];
    let mut command = cargo(root, &build);
    cargo::run(command.args(features).env("CARGO_TARGET_DIR", &target))?;
    Ok(target.join("debug").join(program(PROGRAM)))
}

/// Makes a call, and says what is not as it must be.
fn make(command: &Path, url: &str, call: &Call, names: &mut Names) -> Result<(), String> {
    let mut process = Command::new(command);
    process
        .args(call.words.split(' ').map(|word| filled_in(word, names)))
        .stdin(Stdio::null())
        .env("ONEZONE_HOST", url)
        .env_remove("ONEZONE_BASIC_AUTH")
        .env_remove("ONEZONE_API_KEY");
    match names.get(&call.who) {
        Some(token) => {
            process.env("ONEZONE_API_KEY", token);
        }
        None if call.who == "stranger" => {}
        None => {
            process.env("ONEZONE_API_KEY", "guess");
        }
    }
    let output = process.output();
    let output = output.map_err(|error| format!("it cannot be started: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let printed = text(&output.stdout) + &text(&output.stderr);
    let status = output.status.code();
    if status != Some(call.status) {
        let wanted = call.status;
        return Err(format!(
            "it ends with {status:?} instead of {wanted}: {printed}"
        ));
    }
    let wanted = filled_in(&call.printed, names);
    let read = read(&wanted, &printed);
    names.extend(read.ok_or_else(|| format!("it does not print {wanted}, but: {printed}"))?);
    Ok(())
}

/// The text with what the names in braces stand for, as far as they are known.
fn filled_in(text: &str, names: &Names) -> String {
    names.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// Looks for a text in what was printed. A name in braces stands for letters and digits there, which it
/// is given back with.
fn read(wanted: &str, printed: &str) -> Option<Option<(String, String)>> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
    let unknown = wanted.split_once('{').and_then(|(before, rest)| {
        let (name, after) = rest.split_once('}')?;
        let is_right = !name.is_empty() && name.chars().all(is_name);
        is_right.then_some((before, name, after))
    });
    let Some((before, name, after)) = unknown else {
        return printed.contains(wanted).then_some(None);
    };
    printed.match_indices(before).find_map(|(at, _)| {
        let rest = printed.get(at + before.len()..)?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
        let (value, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let is_right = !value.is_empty() && rest.starts_with(after);
        is_right.then(|| Some((name.to_owned(), value.to_owned())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_filled_in() {
        let printed = "location: /groups/7f3a\r\n{\"token\":\"\",\"token\":\"9b\"}";
        let read = |wanted| read(wanted, printed);
        let named = |name: &str, value: &str| Some(Some((name.to_owned(), value.to_owned())));
        assert_eq!(read("/groups/{team}"), named("team", "7f3a"));
        assert_eq!(read("\"token\":\"{alice}\"}"), named("alice", "9b"));
        assert_eq!(read("/spaces/{team}"), None);
        assert_eq!(read("/groups/7f3a"), Some(None));
        assert_eq!(read("/groups/7f3b"), None);
        assert_eq!(read("{\"token\":\"\""), Some(None));

        let names = Names::from([("team".to_owned(), "7f3a".to_owned())]);
        assert_eq!(
            filled_in("id={team} {\"a\":1} {other}", &names),
            "id=7f3a {\"a\":1} {other}"
        );
    }

    #[test]
    fn the_table_can_be_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let least: usize = REACHED[2].parse().unwrap();
        assert!(calls(root).unwrap().len() >= least);
    }
}
