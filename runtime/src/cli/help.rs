//! What `--help` and its like say.

use super::Cli;
use super::facts::{Api, Command, Kind, Property, Value};
use super::media_types::short_names;
use super::names::{aliases, name};
use super::options::{ALL, Entry};
use super::text::{paragraph, table};
use crate::operation::{Operation, Parameter, Shape, Status};
use serde_json::Value as Json;

fn usage(cli: &Cli) -> String {
    let Api { title, version, .. } = cli.api;
    format!(
        "{title} {version}\n\nUsage: {} [OPTIONS] OPERATION [ITEM…]\n",
        cli.name
    )
}

/// The items, the options and the operations by tag.
pub(super) fn all(cli: &Cli) -> String {
    let api = cli.api;
    let mut text = usage(cli);
    text.push_str("\nOptions, the operation and its items come in any order. Items:\n");
    let items = [
        ("name=value", "A parameter; again for more items of a list"),
        ("key==text", "A property of the body, as text"),
        ("key:=json", "A property of the body, as JSON"),
        ("Header:value", "A header"),
        ("-", "The body is standard input, byte for byte"),
    ];
    text.push_str(&table(&rows(items), 2));
    text.push_str("\nOptions:\n");
    let options = ALL.iter().filter(|entry| entry.is_public()).map(option);
    text.push_str(&table(&options.collect::<Vec<_>>(), 2));
    text.push_str("\nMedia types in short:\n");
    text.push_str(&paragraph(&short_names().collect::<Vec<_>>().join(" "), 2));
    text.push_str(&surroundings(cli));
    for (tag, about) in tags(api) {
        let about = if about.is_empty() {
            String::new()
        } else {
            format!(": {about}")
        };
        text.push_str(&format!("\n{}", paragraph(&format!("{tag}{about}"), 0)));
        let of_tag = api.commands.iter().filter(|one| one.operation.tag == tag);
        let rows = of_tag.map(|one| (name(one), summary(one.operation)));
        text.push_str(&table(&rows.collect::<Vec<_>>(), 2));
    }
    text
}

/// What comes from the environment, and what goes to the shell.
fn surroundings(cli: &Cli) -> String {
    let mut text = "\nEnvironment:\n".to_owned();
    let variables = [
        ("HOST", "--host"),
        ("API_KEY", "--token"),
        ("BASIC_AUTH", "-u"),
    ];
    let variables = variables
        .map(|(variable, option)| (cli.variable(variable), format!("What `{option}` gives")));
    text.push_str(&table(&variables, 2));
    text.push_str(
        "\nExit status: 0 success, 1 wrong usage, 22 an answer that is an error, 6 unknown\n\
         host, 7 no connection, 28 no answer in time, 56 a lost connection.\n",
    );
    text
}

fn rows<const N: usize>(rows: [(&str, &str); N]) -> [(String, String); N] {
    rows.map(|(first, second)| (first.to_owned(), second.to_owned()))
}

fn option(entry: &Entry) -> (String, String) {
    let names: Vec<_> = entry.names().collect();
    let value = if entry.takes_value() { " " } else { "" };
    let names = format!("{}{value}{}", names.join(", "), entry.value);
    (names, entry.help.to_owned())
}

fn summary(operation: &Operation) -> String {
    let deprecated = if operation.deprecated {
        " (deprecated)"
    } else {
        ""
    };
    format!("{}{deprecated}", operation.summary)
}

/// The tags of the description, and those that only operations have.
fn tags(api: &Api) -> Vec<(&str, &str)> {
    let is_used = |tag: &str| api.commands.iter().any(|one| one.operation.tag == tag);
    let mut tags: Vec<_> = api
        .tags
        .iter()
        .copied()
        .filter(|(tag, _)| is_used(tag))
        .collect();
    for command in api.commands {
        let tag = command.operation.tag;
        if !tags.iter().any(|(known, _)| *known == tag) {
            tags.push((tag, ""));
        }
    }
    tags
}

/// Licence and contact.
pub(super) fn about(cli: &Cli) -> String {
    let Api {
        title,
        version,
        description,
        license: (license, url),
        contact,
        ..
    } = cli.api;
    let mut text = format!("{title} {version}\n");
    text.push_str(&paragraph(description, 0));
    let license = [*license, *url].into_iter().filter(|part| !part.is_empty());
    for (heading, parts) in [
        ("Licence", license.collect::<Vec<_>>()),
        ("Contact", contact.to_vec()),
    ] {
        if !parts.is_empty() {
            text.push_str(&format!("{heading}: {}\n", parts.join(", ")));
        }
    }
    text
}

/// What there is to know of an operation.
pub(super) fn of_command(cli: &Cli, command: &Command) -> String {
    let operation = command.operation;
    let mut text = paragraph(&format!("{}: {}", name(command), summary(operation)), 0);
    if !command.description.is_empty() && command.description != operation.summary {
        text.push_str(&format!("\n{}", paragraph(command.description, 0)));
    }
    let aliases: Vec<_> = aliases(command).collect();
    if !aliases.is_empty() {
        text.push_str(&format!("\nAlso called {}.\n", aliases.join(", ")));
    }
    text.push_str(&format!(
        "\n{} {}{}\n",
        operation.method, cli.api.base_path, operation.path
    ));
    if !command.operation.parameters.is_empty() {
        let parameters = operation.parameters.iter().enumerate();
        let rows = parameters.map(|(at, one)| parameter(one, command.parameters.get(at)));
        text.push_str(&format!(
            "\nParameters:\n{}",
            table(&rows.collect::<Vec<_>>(), 2)
        ));
    }
    text.push_str(&body(command));
    text.push_str(&answers(operation));
    text.push_str(&credentials(operation));
    text.push_str(&noted(cli, operation));
    text.push_str(&format!(
        "\nExample:\n  {} {}\n",
        cli.name,
        example(command)
    ));
    text
}

fn answers(operation: &Operation) -> String {
    let answers = operation.responses.iter().map(|one| {
        let status = match one.status {
            Status::Code(code) => code.to_string(),
            Status::Range(class) => format!("{class}XX"),
            Status::Default => "other".to_owned(),
        };
        let types = match one.media_types {
            [] => String::new(),
            types => format!(" ({})", types.join(", ")),
        };
        (status, format!("{}{types}", one.description))
    });
    format!("\nAnswers:\n{}", table(&answers.collect::<Vec<_>>(), 2))
}

/// What the extensions say that the program shows.
fn noted(cli: &Cli, operation: &Operation) -> String {
    let mut text = String::new();
    for (heading, extension) in &cli.notes {
        let mut all = operation.extensions.iter();
        if let Some((_, json)) = all.find(|(name, _)| name == extension) {
            text.push_str(&format!("\n{heading}:\n"));
            for line in notes(json) {
                text.push_str(&paragraph(&line, 2));
            }
        }
    }
    text
}

fn parameter(parameter: &Parameter, value: Option<&Value>) -> (String, String) {
    let given = match parameter.shape {
        Shape::Primitive | Shape::Array | Shape::OneOrMany => format!("{}=VALUE", parameter.name),
        Shape::Object => format!("{}[KEY]=VALUE", parameter.name),
    };
    let mut facts = vec![value.map_or_else(String::new, kind)];
    if parameter.required {
        facts.push("required".to_owned());
    }
    facts.push(format!("in the {}", parameter.location.as_str()));
    facts.extend(value.into_iter().flat_map(limits));
    if parameter.deprecated {
        facts.push("deprecated".to_owned());
    }
    facts.retain(|fact| !fact.is_empty());
    (given, sentence(&facts.join(", "), parameter.description))
}

fn sentence(facts: &str, description: &str) -> String {
    match description {
        "" => facts.to_owned(),
        description => format!("{facts}: {description}"),
    }
}

fn kind(value: &Value) -> String {
    match (value.kind, value.items) {
        (Kind::Array, Kind::Any) => "list".to_owned(),
        (Kind::Array, items) => format!("list of {}", items.as_str()),
        (kind, _) => kind.as_str().to_owned(),
    }
}

/// The values that are listed, and the default.
fn limits(value: &Value) -> Vec<String> {
    let values = match value.values.texts().as_slice() {
        [] => None,
        values => Some(format!("one of {}", values.join(" "))),
    };
    let default = (!value.default.is_empty()).then(|| format!("default {}", value.default));
    values.into_iter().chain(default).collect()
}

fn body(command: &Command) -> String {
    let Some(body) = &command.operation.body else {
        return String::new();
    };
    let required = if body.required { ", required" } else { "" };
    let what = match command.body.kind {
        Kind::Object | Kind::Any => String::new(),
        _ => format!(", {}", kind(&command.body)),
    };
    let types = body.media_types.join(" or ");
    let mut text = format!("\nBody ({types}{what}{required}):\n");
    text.push_str(&paragraph(command.about_body, 2));
    let rows: Vec<_> = command.properties.iter().map(property).collect();
    text.push_str(&table(&rows, 2));
    text
}

fn property(property: &Property) -> (String, String) {
    let given = match (property.depth, property.value.kind) {
        (0, kind) if is_text(kind) => format!("{}==TEXT", property.name),
        (0, _) => format!("{}:=JSON", property.name),
        (depth, _) => format!("{}{}", "  ".repeat(depth.into()), property.name),
    };
    let mut facts = vec![kind(&property.value)];
    if property.required {
        facts.push("required".to_owned());
    }
    facts.extend(limits(&property.value));
    (given, sentence(&facts.join(", "), property.description))
}

fn is_text(kind: Kind) -> bool {
    match kind {
        Kind::Any | Kind::String | Kind::Secret => true,
        Kind::Integer | Kind::Number | Kind::Boolean | Kind::Array | Kind::Object | Kind::Bytes => {
            false
        }
    }
}

fn credentials(operation: &Operation) -> String {
    let alternatives = operation.security.iter().map(|all| match all {
        [] => "none".to_owned(),
        all => all
            .iter()
            .map(|one| one.name)
            .collect::<Vec<_>>()
            .join(" and "),
    });
    let list = alternatives.collect::<Vec<_>>().join(", or ");
    match list.as_str() {
        "" => "\nAnyone may call it.\n".to_owned(),
        list => format!("\nCredentials: {list}\n"),
    }
}

/// An extension as lines of text.
fn notes(json: &str) -> Vec<String> {
    match serde_json::from_str(json) {
        Ok(Json::Array(all)) if all.iter().any(Json::is_object) => all.iter().map(note).collect(),
        Ok(json) => vec![note(&json)],
        Err(_) => Vec::new(),
    }
}

fn note(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Array(all) => all.iter().map(note).collect::<Vec<_>>().join(", "),
        Json::Object(all) => {
            let all = all
                .iter()
                .map(|(key, value)| format!("{key}: {}", note(value)));
            all.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

/// A call with all that must be given.
fn example(command: &Command) -> String {
    let mut words = vec![name(command)];
    let required = command
        .operation
        .parameters
        .iter()
        .filter(|one| one.required);
    words.extend(required.map(|one| format!("{}=VALUE", one.name)));
    let properties = command.own_properties().filter(|one| one.required);
    words.extend(properties.map(|one| match is_text(one.value.kind) {
        true => format!("{}==TEXT", one.name),
        false => format!("{}:=JSON", one.name),
    }));
    let body = command.operation.body.as_ref();
    if command.properties.is_empty() && body.is_some_and(|body| body.required) {
        words.push("--body=@FILE".to_owned());
    }
    let words = words.iter().map(|word| super::curl::quoted_item(word));
    words.collect::<Vec<_>>().join(" ")
}
