//! Names of operations on the command line, and what may be meant by a name
//! that is none.

use super::facts::{Api, Command};

/// Other names of an operation, as an extension: a string or a list of them.
const ALIASES: &str = "x-specwright-command";

/// The name of a command: the id of the operation in lower camel case.
pub(super) fn name(command: &Command) -> String {
    let mut name = String::new();
    for word in words(command.operation.id) {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if name.is_empty() => name.extend(first.to_lowercase()),
            Some(first) => name.extend(first.to_uppercase()),
            None => {}
        }
        name.push_str(letters.as_str());
    }
    name
}

/// The command of this name: an id, or one in lower camel case or in snake
/// case, or a further name that the description gives.
pub(super) fn find(api: &Api, given: &str) -> Option<&'static Command> {
    let by = |is_it: &dyn Fn(&Command) -> bool| {
        let mut all = api.commands.iter().copied();
        all.find(|command| is_it(command))
    };
    by(&|command| command.operation.id == given)
        .or_else(|| by(&|command| name(command) == given))
        .or_else(|| by(&|command| snake(command) == given))
        .or_else(|| by(&|command| aliases(command).any(|alias| alias == given)))
}

/// Further names of an operation.
pub(super) fn aliases(command: &Command) -> impl Iterator<Item = String> {
    let given = command.operation.extensions.iter();
    let given = given.filter(|(name, _)| *name == ALIASES);
    given.flat_map(|(_, json)| match serde_json::from_str(json) {
        Ok(serde_json::Value::String(alias)) => vec![alias],
        Ok(list) => serde_json::from_value(list).unwrap_or_default(),
        Err(_) => Vec::new(),
    })
}

fn snake(command: &Command) -> String {
    let mut snake = String::new();
    for letter in words(&name(command)).collect::<Vec<_>>().join("_").chars() {
        if letter.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

fn words(id: &str) -> impl Iterator<Item = &str> {
    id.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The name that is most like one that was given, if any is much like it.
pub(super) fn closest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let most = (lower.chars().count() / 3).max(1);
    let near = known.into_iter().filter_map(|name| {
        let distance = distance(&lower, &name.to_lowercase(), most)?;
        Some((distance, name))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `; did you mean …?`, or nothing.
pub(super) fn suggestion<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
    show: impl Fn(&str) -> String,
) -> String {
    match closest(given, known) {
        Some(name) => format!("; did you mean `{}`?", show(name)),
        None => String::new(),
    }
}

/// How many letters must be put in, left out, changed or swapped with the next
/// one to make one text of the other, if that is not more than `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for at in 1..=a.len() {
        let mut row = vec![at];
        for to in 1..=b.len() {
            let above = &rows[at - 1];
            let changed = above[to - 1] + usize::from(a[at - 1] != b[to - 1]);
            let mut least = changed.min(above[to] + 1).min(row[to - 1] + 1);
            if at > 1 && to > 1 && a[at - 1] == b[to - 2] && a[at - 2] == b[to - 1] {
                least = least.min(rows[at - 2][to - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    let last = rows.last().and_then(|row| row.last()).copied();
    last.filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_much_alike_is_suggested() {
        let known = ["getUserGroup", "createUserGroup", "listGroups"];
        assert_eq!(closest("getUserGrup", known), Some("getUserGroup"));
        assert_eq!(closest("getusergroup", known), Some("getUserGroup"));
        assert_eq!(closest("lstGroups", known), Some("listGroups"));
        assert_eq!(closest("weather", known), None);
        assert_eq!(closest("", known), None);
        assert_eq!(distance("abc", "abc", 1), Some(0));
        assert_eq!(distance("ab", "ba", 2), Some(1));
        assert_eq!(distance("ab", "cd", 1), None);
    }
}
