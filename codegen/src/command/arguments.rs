//! What the command was called with.

use super::help::Topic;
use crate::document::{Description, Filter};
use crate::lower::Choices;
use crate::manifest::is_package_name;
#[cfg(feature = "mock")]
use crate::mock::Mock;
use lexopt::prelude::*;
use std::ffi::OsString;
#[cfg(feature = "mock")]
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

pub(super) enum Arguments {
    Help(Topic),
    Version,
    Explain(String),
    Generate(Box<Generate>),
    Bundle(Bundle),
    #[cfg(feature = "mock")]
    Mock {
        mock: Mock,
        quiet: bool,
    },
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
            #[cfg(feature = "mock")]
            Some("mock") => mock(parser),
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
    let (mut source, mut out) = (Source::default(), None);
    while let Some(argument) = parser.next()? {
        let option = match argument {
            Short('h') | Long("help") => return Ok(Arguments::Help(Topic::Bundle)),
            Short('o') => "out".to_owned(),
            Long(option) => option.to_owned(),
            Value(path) if source.spec.is_none() => {
                source.spec = Some(PathBuf::from(path));
                continue;
            }
            other => return Err(other.unexpected()),
        };
        match option.as_str() {
            "out" => out = Some(parser.value()?.into()),
            // What they are about is made of a description later.
            other @ ("keep-unknown" | "closed-enums" | "strict") => {
                return Err(Long(other).unexpected());
            }
            other => match source.take(other, parser)? {
                true => {}
                false => return Err(Long(other).unexpected()),
            },
        }
    }
    let description = source.description()?;
    Ok(Arguments::Bundle(Bundle { description, out }))
}

/// What is loaded and how, as all commands that load a description have it.
#[derive(Default)]
struct Source {
    spec: Option<PathBuf>,
    root: Option<PathBuf>,
    overlays: Vec<PathBuf>,
    filter: Filter,
    choices: Choices,
    strict: bool,
}

impl Source {
    /// Takes an option, and says whether it is one of these.
    fn take(&mut self, name: &str, parser: &mut lexopt::Parser) -> Result<bool, lexopt::Error> {
        let mut filter = |add: fn(Filter, &str) -> Filter| -> Result<(), lexopt::Error> {
            let text = parser.value()?.string()?;
            self.filter = add(std::mem::take(&mut self.filter), &text);
            Ok(())
        };
        match name {
            "tag" => filter(Filter::tag)?,
            "operation" => filter(Filter::operation)?,
            "path" => filter(Filter::path)?,
            "without-tag" => filter(Filter::without_tag)?,
            "without-operation" => filter(Filter::without_operation)?,
            "without-path" => filter(Filter::without_path)?,
            "root" => self.root = Some(PathBuf::from(parser.value()?)),
            "overlay" => self.overlays.push(PathBuf::from(parser.value()?)),
            "keep-unknown" => self.choices.keep_unknown = true,
            "closed-enums" => self.choices.closed_enums = true,
            "strict" => self.strict = true,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn description(&mut self) -> Result<Description, lexopt::Error> {
        let spec = self.spec.take();
        let spec = spec.ok_or("give the root document of the description")?;
        let mut description = Description::new(spec).filter(std::mem::take(&mut self.filter));
        if let Some(root) = self.root.take() {
            description = description.root(root);
        }
        for overlay in std::mem::take(&mut self.overlays) {
            description = description.overlay(overlay);
        }
        Ok(description)
    }
}

fn generate(parser: &mut lexopt::Parser) -> Result<Arguments, lexopt::Error> {
    let mut source = Source::default();
    let (mut out, mut name, mut runtime) = (None, None, None);
    let (mut module, mut workspace_member, mut check) = (false, false, false);
    let (mut report, mut deny_loss, mut threads) = (None, false, None);
    while let Some(argument) = parser.next()? {
        let option = match argument {
            Short('h') => return Ok(Arguments::Help(Topic::Generate)),
            Short('o') => "out".to_owned(),
            Long(option) => option.to_owned(),
            Value(path) if source.spec.is_none() => {
                source.spec = Some(PathBuf::from(path));
                continue;
            }
            other => return Err(other.unexpected()),
        };
        if source.take(&option, parser)? {
            continue;
        }
        match option.as_str() {
            "help" => return Ok(Arguments::Help(Topic::Generate)),
            "out" => out = Some(parser.value()?.into()),
            "name" => name = Some(package_name(parser)?),
            "runtime" => runtime = Some(parser.value()?.into()),
            "module" => module = true,
            "cli" => source.choices.commands = true,
            "workspace-member" => workspace_member = true,
            "check" => check = true,
            "report" => report = Some(parser.value()?.into()),
            "deny-loss" => deny_loss = true,
            "threads" => threads = Some(count(parser)?),
            other => return Err(Long(other).unexpected()),
        }
    }
    let stem = source.spec.as_deref().and_then(Path::file_stem);
    let stem = stem.unwrap_or_default().to_string_lossy().into_owned();
    Ok(Arguments::Generate(Box::new(Generate {
        description: source.description()?,
        stem,
        out: out.ok_or("say where to write with `--out DIR`")?,
        name,
        runtime,
        module,
        workspace_member,
        check,
        strict: source.strict,
        report,
        deny_loss,
        choices: source.choices,
        threads,
    })))
}

#[cfg(feature = "mock")]
fn mock(parser: &mut lexopt::Parser) -> Result<Arguments, lexopt::Error> {
    let mut source = Source::default();
    let (mut host, mut port) = (IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);
    let (mut seed, mut secret, mut quiet) = (0, None, false);
    while let Some(argument) = parser.next()? {
        let option = match argument {
            Short('h') | Long("help") => return Ok(Arguments::Help(Topic::Mock)),
            Long(option) => option.to_owned(),
            Value(path) if source.spec.is_none() => {
                source.spec = Some(PathBuf::from(path));
                continue;
            }
            other => return Err(other.unexpected()),
        };
        if source.take(&option, parser)? {
            continue;
        }
        match option.as_str() {
            "host" => host = parser.value()?.parse()?,
            "port" => port = parser.value()?.parse()?,
            "seed" => seed = parser.value()?.parse()?,
            "secret" => secret = Some(parser.value()?.string()?),
            "quiet" => quiet = true,
            other => return Err(Long(other).unexpected()),
        }
    }
    let mock = Mock::new(source.description()?)
        .choices(source.choices)
        .seed(seed)
        .address(SocketAddr::new(host, port));
    let mock = if source.strict { mock.strict() } else { mock };
    let mock = match secret {
        Some(secret) => mock.secret(secret),
        None => mock,
    };
    Ok(Arguments::Mock { mock, quiet })
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
