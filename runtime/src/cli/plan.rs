//! From arguments to what is to be sent, or to what is wrong with them.

use super::arguments::Arguments;
use super::facts::{Command, Kind, Property, Value};
use super::failure::Failure;
use super::item::{Item, Operator, split};
use super::media_types::meant;
use super::names::{name, suggestion};
use super::options::Opt;
use super::value::{read, scalar};
use crate::operation::{Location, Parameter, Shape, Style};
use serde_json::{Map, Value as Json};
use std::path::PathBuf;

/// A call that is to be made.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) command: &'static Command,
    pub(super) parameters: Vec<(&'static Parameter, Json)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Body,
    /// The media type that the body was said to have.
    pub(super) content_type: Option<String>,
    /// What is to be accepted, if that was said.
    pub(super) accept: Option<String>,
    pub(super) is_forced: bool,
}

/// Where a body comes from.
#[derive(Debug)]
pub(super) enum Body {
    None,
    Properties(Map<String, Json>),
    Text(String),
    File(PathBuf),
    Stdin,
}

/// Makes the plan of a call.
pub(super) fn plan(arguments: &Arguments, command: &'static Command) -> Result<Plan, Failure> {
    let mut plan = Plan {
        command,
        parameters: Vec::new(),
        headers: Vec::new(),
        body: Body::None,
        content_type: None,
        accept: None,
        is_forced: arguments.has(Opt::Force),
    };
    let mut properties = Map::new();
    for text in &arguments.items {
        let item = split(text, command);
        let item = item.ok_or_else(|| Failure::usage(format!("`{text}` is no item")))?;
        plan.add(item, &mut properties)?;
    }
    for text in arguments.values(Opt::Header) {
        let (name, value) = text.split_once(':').ok_or_else(|| {
            Failure::usage(format!("`{text}` is no header: give it as NAME:VALUE"))
        })?;
        plan.header(name, value);
    }
    plan.body = body(arguments, properties)?;
    plan.types(arguments)?;
    plan.require()?;
    Ok(plan)
}

/// The body, which can be given in one way only.
fn body(arguments: &Arguments, properties: Map<String, Json>) -> Result<Body, Failure> {
    let whole = arguments
        .value(Opt::Body)
        .map(|body| match body.strip_prefix('@') {
            Some("-") => Body::Stdin,
            Some(path) => Body::File(PathBuf::from(path)),
            None => Body::Text(body.to_owned()),
        });
    let given = [
        (!properties.is_empty()).then_some(Body::Properties(properties)),
        arguments.stdin.then_some(Body::Stdin),
        whole,
    ];
    let mut given = given.into_iter().flatten();
    match (given.next(), given.next()) {
        (None, _) => Ok(Body::None),
        (Some(body), None) => Ok(body),
        (Some(_), Some(_)) => Err(Failure::usage(
            "the body is given in more than one way: choose one of its properties, `-` and `--body`",
        )),
    }
}

impl Plan {
    fn add(&mut self, item: Item<'_>, properties: &mut Map<String, Json>) -> Result<(), Failure> {
        let property = self.command.property(item.name);
        let is_parameter = self.known(item.name).next().is_some();
        match item.operator {
            Operator::Header => self.header(item.name, item.value),
            Operator::Parameter if is_parameter => self.parameter(item.name, item.value)?,
            Operator::Parameter if self.member(item)? => {}
            Operator::Parameter if property.is_none() => return Err(self.unknown(item.name)),
            Operator::Parameter | Operator::Text => self.property(item, property, properties)?,
            Operator::Json => {
                let json = serde_json::from_str(item.value).map_err(|error| {
                    Failure::usage(format!("`{}` is not JSON: {error}", item.name))
                })?;
                match is_parameter && property.is_none() {
                    true => self.json(item.name, &json)?,
                    false => once(properties, item.name, json)?,
                }
            }
        }
        Ok(())
    }

    /// The parameters of this name, wherever they are sent, and their values.
    fn known(
        &self,
        name: &str,
    ) -> impl Iterator<Item = (&'static Parameter, &'static Value)> + use<> {
        static ANY: Value = Value::new(Kind::Any);
        let values = self.command.parameters;
        let all = self.command.operation.parameters.iter().enumerate();
        let name = name.to_owned();
        all.filter(move |(_, one)| one.name == name)
            .map(|(at, one)| (one, values.get(at).unwrap_or(&ANY)))
    }

    fn parameter(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        for (parameter, value) in self.known(name) {
            let json = match (parameter.shape, parameter.style) {
                // A text is written as it is, if it is one that fits.
                (Shape::Primitive, style) => {
                    let json = self.fits(name, text, scalar(text, value.kind, value.values))?;
                    match style {
                        Style::Content(_) => json,
                        _ => Json::from(text),
                    }
                }
                (Shape::Array | Shape::OneOrMany, Style::Content(_)) | (Shape::Object, _) => {
                    self.fits(name, text, read(text, value))?
                }
                // A list of one is written as the one.
                (Shape::OneOrMany, _) => Json::Array(vec![Json::from(text)]),
                (Shape::Array, _) => {
                    self.fits(name, text, scalar(text, value.items, value.values))?;
                    Json::Array(vec![Json::from(text)])
                }
            };
            self.give(parameter, json)?;
        }
        Ok(())
    }

    /// The value, unless it does not fit and that matters.
    fn fits(&self, name: &str, text: &str, read: Result<Json, String>) -> Result<Json, Failure> {
        match read {
            Ok(json) => Ok(json),
            Err(_) if self.is_forced => Ok(Json::from(text)),
            Err(problem) => Err(Failure::usage(format!("`{name}` {problem}, not `{text}`"))),
        }
    }

    /// `name[key]=value`: a property of a parameter that is an object.
    fn member(&mut self, item: Item<'_>) -> Result<bool, Failure> {
        let split = item
            .name
            .strip_suffix(']')
            .and_then(|name| name.split_once('['));
        let Some((name, key)) = split else {
            return Ok(false);
        };
        let objects: Vec<_> = self
            .known(name)
            .filter(|(one, _)| one.shape == Shape::Object)
            .collect();
        for (parameter, _) in &objects {
            let json = Json::Object(Map::from_iter([(key.to_owned(), Json::from(item.value))]));
            self.give(parameter, json)?;
        }
        Ok(!objects.is_empty())
    }

    fn json(&mut self, name: &str, json: &Json) -> Result<(), Failure> {
        for (parameter, _) in self.known(name) {
            self.give(parameter, json.clone())?;
        }
        Ok(())
    }

    /// Gives a parameter a value; lists and objects may be given bit by bit.
    fn give(&mut self, parameter: &'static Parameter, json: Json) -> Result<(), Failure> {
        let mut given = self.parameters.iter_mut();
        let given = given.find(|(one, _)| std::ptr::eq(*one, parameter));
        match (given, json) {
            (None, json) => self.parameters.push((parameter, json)),
            (Some((_, Json::Array(list))), Json::Array(more)) => list.extend(more),
            (Some((_, Json::Object(object))), Json::Object(more)) => object.extend(more),
            (Some(_), _) => {
                let name = parameter.name;
                return Err(Failure::usage(format!(
                    "`{name}` takes one value and is given more"
                )));
            }
        }
        Ok(())
    }

    fn property(
        &self,
        item: Item<'_>,
        property: Option<&Property>,
        properties: &mut Map<String, Json>,
    ) -> Result<(), Failure> {
        let json = match property {
            None => Json::from(item.value),
            Some(known) => self.fits(item.name, item.value, read(item.value, &known.value))?,
        };
        match (properties.get_mut(item.name), json) {
            (Some(Json::Array(list)), Json::Array(more)) => list.extend(more),
            (_, json) => once(properties, item.name, json)?,
        }
        Ok(())
    }

    fn header(&mut self, name: &str, value: &str) {
        let (name, value) = (name.trim(), value.trim());
        if name.eq_ignore_ascii_case("content-type") {
            self.content_type = Some(value.to_owned());
        } else if name.eq_ignore_ascii_case("accept") {
            self.accept = Some(value.to_owned());
        } else {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    fn types(&mut self, arguments: &Arguments) -> Result<(), Failure> {
        let operation = self.command.operation;
        if let Some(given) = arguments.value(Opt::ContentType) {
            let documented = operation
                .body
                .as_ref()
                .map_or(&[][..], |body| body.media_types);
            self.content_type = Some(meant(given, documented)?);
        }
        if let Some(given) = arguments.value(Opt::Accept) {
            let documented = operation.responses.iter().flat_map(|one| one.media_types);
            let documented: Vec<&str> = documented.copied().collect();
            self.accept = Some(meant(given, &documented)?);
        }
        Ok(())
    }

    /// What must be there is there, or is made up for.
    fn require(&mut self) -> Result<(), Failure> {
        let operation = self.command.operation;
        let is_given = |one: &Parameter| {
            let mut all = self.parameters.iter();
            let mut headers = self.headers.iter();
            all.any(|(given, _)| std::ptr::eq(*given, one))
                || (one.location == Location::Header
                    && headers.any(|(name, _)| name.eq_ignore_ascii_case(one.name)))
        };
        let all = operation.parameters.iter();
        let missing: Vec<_> = all.filter(|one| one.required && !is_given(one)).collect();
        if !self.is_forced && !missing.is_empty() {
            let name = name(self.command);
            let list = missing.iter().map(|one| match one.description {
                "" => format!("\n  {}=VALUE", one.name),
                description => format!("\n  {}=VALUE  {description}", one.name),
            });
            return Err(Failure::usage(format!(
                "`{name}` needs more:{}",
                list.collect::<String>()
            )));
        }
        for one in missing
            .into_iter()
            .filter(|one| one.location == Location::Path)
        {
            // Without anything there, the URL would be that of another resource.
            self.parameters
                .push((one, Json::from(format!("{{{}}}", one.name))));
        }
        self.require_body()
    }

    fn require_body(&self) -> Result<(), Failure> {
        let operation = self.command.operation;
        let wants = operation.body.as_ref().map(|body| body.required);
        match (&self.body, wants) {
            _ if self.is_forced => Ok(()),
            (Body::None, Some(true)) => Err(Failure::usage(
                "the body is missing: give its properties (key==text, key:=json), `--body=@FILE`, \
                 or `-` to read it from standard input",
            )),
            (Body::None, _) | (_, Some(_)) => Ok(()),
            (_, None) => {
                let name = name(self.command);
                Err(Failure::usage(format!("`{name}` takes no body")))
            }
        }
    }

    fn unknown(&self, given: &str) -> Failure {
        let parameters = self.command.operation.parameters.iter().map(|one| one.name);
        let properties = self.command.own_properties().map(|one| one.name);
        let hint = suggestion(given, parameters.chain(properties), str::to_owned);
        let name = name(self.command);
        Failure::usage(format!("`{name}` has no parameter `{given}`{hint}"))
    }
}

fn once(properties: &mut Map<String, Json>, name: &str, json: Json) -> Result<(), Failure> {
    match properties.insert(name.to_owned(), json) {
        None => Ok(()),
        Some(_) => Err(Failure::usage(format!(
            "`{name}` takes one value and is given more"
        ))),
    }
}
