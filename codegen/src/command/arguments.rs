//! What the command was called with.

use super::help::Topic;
use crate::document::{Description, Filter};
use crate::lower::Choices;
use crate::manifest::is_package_name;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

pub(super) enum Arguments {
    Help(Topic),
    Version,
    Explain(String),
    Generate(Box<Generate>),
    Bundle(Bundle),
}

pub(super) struct Bundle {
    pub(super) description: Description,
    pub(super) out: Option<PathBuf>,
}

pub(super) struct Generate {
    pub(super) description: Description,
    /// The name of the root document, without its ending.
    pub(super) stem: String,
    pub(super) out: PathBuf,
    pub(super) name: Option<String>,
    pub(super) runtime: Option<PathBuf>,
    pub(super) module: bool,
    pub(super) workspace_member: bool,
    pub(super) check: bool,
    pub(super) strict: bool,
    pub(super) report: Option<PathBuf>,
    pub(super) deny_loss: bool,
    pub(super) choices: Choices,
    pub(super) threads: Option<usize>,
}

/// Reads the arguments; the error says what is wrong with them.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, String> {
    let mut parser = lexopt::Parser::from_args(arguments);
    read(&mut parser).map_err(|error| error.to_string())
}

fn read(parser: &mut lexopt::Parser) -> Result<Arguments, lexopt::Error> {
    match parser.next()? {
        None | Some(Short('h') | Long("help")) => Ok(Arguments::Help(Topic::All)),
        Some(Short('V') | Long("version")) => Ok(Arguments::Version),
        Some(Value(command)) => match command.to_str() {
            Some("generate") => generate(parser),
            Some("bundle") => bundle(parser),
            Some("explain") => explain(parser),
            Some("help") => Ok(Arguments::Help(Topic::All)),
            _ => Err(format!("there is no command `{}`", command.to_string_lossy()).into()),
        },
        Some(other) => Err(other.unexpected()),
    }
}

fn explain(parser: &mut lexopt::Parser) -> Result<Arguments, lexopt::Error> {
    match parser.next()? {
        Some(Value(code)) => {
            let code = code.string()?;
            match parser.next()? {
                None => Ok(Arguments::Explain(code)),
                Some(more) => Err(more.unexpected()),
            }
        }
        Some(Short('h') | Long("help")) | None => Ok(Arguments::Help(Topic::Explain)),
        Some(other) => Err(other.unexpected()),
    }
}

fn bundle(parser: &mut lexopt::Parser) -> Result<Arguments, lexopt::Error> {
    let (mut spec, mut out, mut root, mut overlays) = (None, None, None, Vec::new());
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Arguments::Help(Topic::Bundle)),
            Short('o') | Long("out") => out = Some(parser.value()?.into()),
            Long("root") => root = Some(PathBuf::from(parser.value()?)),
            Long("overlay") => overlays.push(PathBuf::from(parser.value()?)),
            Value(path) if spec.is_none() => spec = Some(PathBuf::from(path)),
            other => return Err(other.unexpected()),
        }
    }
    let spec = spec.ok_or(NO_SPEC)?;
    let description = described(spec, root, overlays);
    Ok(Arguments::Bundle(Bundle { description, out }))
}

fn generate(parser: &mut lexopt::Parser) -> Result<Arguments, lexopt::Error> {
    let (mut spec, mut out, mut name, mut runtime, mut root) = (None, None, None, None, None);
    let (mut overlays, mut filter) = (Vec::new(), Filter::new());
    let (mut module, mut workspace_member, mut check) = (false, false, false);
    let (mut strict, mut report, mut deny_loss) = (false, None, false);
    let mut choices = Choices::default();
    let mut threads = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Arguments::Help(Topic::Generate)),
            Short('o') | Long("out") => out = Some(parser.value()?.into()),
            Long("name") => name = Some(package_name(parser)?),
            Long("runtime") => runtime = Some(parser.value()?.into()),
            Long("root") => root = Some(PathBuf::from(parser.value()?)),
            Long("overlay") => overlays.push(PathBuf::from(parser.value()?)),
            Long("tag") => filter = filter.tag(&parser.value()?.string()?),
            Long("operation") => filter = filter.operation(&parser.value()?.string()?),
            Long("path") => filter = filter.path(&parser.value()?.string()?),
            Long("without-tag") => filter = filter.without_tag(&parser.value()?.string()?),
            Long("without-operation") => {
                filter = filter.without_operation(&parser.value()?.string()?);
            }
            Long("without-path") => filter = filter.without_path(&parser.value()?.string()?),
            Long("module") => module = true,
            Long("workspace-member") => workspace_member = true,
            Long("check") => check = true,
            Long("strict") => strict = true,
            Long("report") => report = Some(parser.value()?.into()),
            Long("deny-loss") => deny_loss = true,
            Long("keep-unknown") => choices.keep_unknown = true,
            Long("closed-enums") => choices.closed_enums = true,
            Long("threads") => threads = Some(count(parser)?),
            Value(path) if spec.is_none() => spec = Some(PathBuf::from(path)),
            other => return Err(other.unexpected()),
        }
    }
    let spec = spec.ok_or(NO_SPEC)?;
    let stem = spec.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().into_owned();
    let description = described(spec, root, overlays).filter(filter);
    Ok(Arguments::Generate(Box::new(Generate {
        description,
        stem,
        out: out.ok_or("say where to write with `--out DIR`")?,
        name,
        runtime,
        module,
        workspace_member,
        check,
        strict,
        report,
        deny_loss,
        choices,
        threads,
    })))
}

const NO_SPEC: &str = "give the root document of the description";

fn described(spec: PathBuf, root: Option<PathBuf>, overlays: Vec<PathBuf>) -> Description {
    let mut description = Description::new(spec);
    if let Some(root) = root {
        description = description.root(root);
    }
    overlays.into_iter().fold(description, Description::overlay)
}

fn count(parser: &mut lexopt::Parser) -> Result<usize, lexopt::Error> {
    let text = parser.value()?.string()?;
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(format!("`{text}` is not a number of threads: give 1 or more").into()),
    }
}

fn package_name(parser: &mut lexopt::Parser) -> Result<String, lexopt::Error> {
    let name = parser.value()?.string()?;
    if is_package_name(&name) {
        Ok(name)
    } else {
        Err(format!(
            "`{name}` cannot be the name of a crate: begin with a letter and use letters, digits, `-` and `_`"
        )
        .into())
    }
}
