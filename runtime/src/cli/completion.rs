//! Completion in shells. Their scripts ask the program itself, which starts
//! in a few milliseconds and always knows its own names.

use super::Cli;
use super::facts::{Api, Command, Value};
use super::failure::Failure;
use super::item::{Operator, split};
use super::media_types::short_names;
use super::names::{find, name};
use super::options::{ALL, Entry, Opt};
use std::collections::BTreeSet;

/// `prog` is how the program is called, `id` a name for functions.
const BASH: &str = r#"_id() {
    local line="${COMP_LINE:0:COMP_POINT}" typed before word
    typed="${line##*[[:space:]]}"
    before="${typed%"${COMP_WORDS[COMP_CWORD]}"}"
    case "${COMP_WORDS[COMP_CWORD]}" in
        = | == | : | :=) before="$typed" ;;
    esac
    COMPREPLY=()
    while IFS= read -r word; do
        COMPREPLY+=("${word#"$before"}")
    done < <(prog --complete "$line" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=:] ]]; then
        compopt -o nospace
    fi
}
complete -o default -F _id prog
"#;

const ZSH: &str = r#"#compdef prog
_id() {
    local -a all
    all=("${(@f)$(prog --complete "${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
    all=(${all:#})
    if (( ${#all} )); then
        compadd -S '' -q -- ${(M)all:#*[=:]}
        compadd -- ${all:#*[=:]}
    else
        _files
    fi
}
if [[ "${funcstack[1]}" == _id ]]; then
    _id "$@"
else
    compdef _id prog
fi
"#;

const FISH: &str = r#"function _id
    prog --complete (commandline --cut-at-cursor | string collect) 2>/dev/null
end
complete --command prog --no-files --arguments '(_id)'
complete --command prog --short-option o --require-parameter --force-files
complete --command prog --long-option output --require-parameter --force-files
complete --command prog --long-option cacert --require-parameter --force-files
"#;

/// The script for a shell.
pub(super) fn script(cli: &Cli, shell: &str) -> Result<String, Failure> {
    let script = match shell {
        "bash" => BASH,
        "zsh" => ZSH,
        "fish" => FISH,
        other => {
            return Err(Failure::usage(format!(
                "there is no completion for `{other}`, but for bash, zsh and fish"
            )));
        }
    };
    let id: String = cli
        .name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    Ok(script
        .replace("prog", &super::curl::quoted(cli.name))
        .replace("_id", &format!("_{id}")))
}

/// What the last word of a line may become, each on a line of its own.
pub(super) fn candidates(api: &Api, line: &str) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let is_begun = !line.ends_with(char::is_whitespace);
    let last = if is_begun {
        words.pop().unwrap_or_default()
    } else {
        ""
    };
    let typed = Typed::of(api, words.get(1..).unwrap_or_default());
    let mut all = BTreeSet::new();
    match typed.waiting {
        Some(entry) => all.extend(values(api, entry).into_iter().map(str::to_owned)),
        None if last.starts_with('-') => {
            let public = ALL.iter().filter(|entry| entry.is_public());
            all.extend(public.flat_map(Entry::names).map(str::to_owned));
        }
        None => match typed.command {
            None => all.extend(api.commands.iter().map(|command| name(command))),
            Some(command) => all.extend(items(command, last)),
        },
    }
    let fitting = all.into_iter().filter(|one| one.starts_with(last));
    fitting.map(|one| one + "\n").collect()
}

/// What has been typed already.
#[derive(Default)]
struct Typed {
    command: Option<&'static Command>,
    /// The option whose value comes next.
    waiting: Option<&'static Entry>,
}

impl Typed {
    fn of(api: &Api, words: &[&str]) -> Self {
        let mut typed = Self::default();
        for word in words {
            if typed.waiting.take().is_some() {
                continue;
            }
            if word.starts_with('-') {
                typed.waiting = super::options::find(word).filter(|entry| entry.takes_value());
            } else if typed.command.is_none() {
                typed.command = find(api, word);
            }
        }
        typed
    }
}

fn values(api: &Api, entry: &Entry) -> Vec<&'static str> {
    match entry.opt {
        Opt::Completion => vec!["bash", "zsh", "fish"],
        Opt::Accept | Opt::ContentType => short_names().collect(),
        Opt::Host if !api.server.is_empty() => vec![api.server],
        _ => Vec::new(),
    }
}

/// The items of a command, with their values where a name has been typed and
/// its values are listed.
fn items(command: &Command, last: &str) -> Vec<String> {
    if let Some(item) = split(last, command) {
        let listed = |value: &Value, mark: &str| -> Vec<String> {
            let all = value.values.texts().into_iter();
            all.map(|one| format!("{}{mark}{one}", item.name)).collect()
        };
        let at = command
            .operation
            .parameters
            .iter()
            .position(|one| one.name == item.name);
        let parameter = at.and_then(|at| command.parameters.get(at));
        return match item.operator {
            Operator::Parameter => parameter.map(|value| listed(value, "=")),
            Operator::Text => command
                .property(item.name)
                .map(|one| listed(&one.value, "==")),
            Operator::Json | Operator::Header => None,
        }
        .unwrap_or_default();
    }
    let parameters = command.operation.parameters.iter();
    let parameters = parameters.map(|one| format!("{}=", one.name));
    let properties = command.own_properties();
    let properties = properties.map(|one| format!("{}==", one.name));
    parameters.chain(properties).collect()
}
