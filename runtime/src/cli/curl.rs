//! What a call would send, as a command for a shell.

use super::arguments::Arguments;
use super::facts::{Api, Kind};
use super::options::Opt;
use super::plan::{Body, Plan};
use crate::client::{BoxFuture, Limits, Transport, TransportError};
use crate::operation::{Location, SchemeKind};
use crate::stream::Payload;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, PROXY_AUTHORIZATION, USER_AGENT};
use http::{HeaderValue, Method, Request, Response};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// Stands for what is not shown.
const HIDDEN: &str = "***";

/// A transport that keeps a request instead of sending it: what a call would
/// send is shown as it would be sent.
#[derive(Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<Option<Request<Payload>>>>);

impl Transport for Recorder {
    fn send<'a>(
        &'a self,
        request: Request<Payload>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<Response<Payload>, TransportError>> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        Box::pin(async { Ok(Response::new(Payload::default())) })
    }
}

/// What is not shown.
pub(super) struct Secrets {
    are_shown: bool,
    headers: Vec<HeaderName>,
    /// Pairs of the query, by their names.
    keys: Vec<&'static str>,
    /// The properties of the body, if some are not shown.
    body: Option<String>,
}

impl Secrets {
    /// What is not shown of a plan, unless all is to be shown.
    pub(super) fn of(api: &'static Api, plan: &Plan, are_shown: bool) -> Self {
        let mut secrets = Self {
            are_shown,
            headers: vec![AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE],
            keys: Vec::new(),
            body: None,
        };
        for scheme in api.security {
            match scheme.kind {
                SchemeKind::ApiKey {
                    location: Location::Header,
                    name,
                } => {
                    secrets
                        .headers
                        .extend(HeaderName::from_bytes(name.as_bytes()));
                }
                SchemeKind::ApiKey {
                    location: Location::Query,
                    name,
                } => secrets.keys.push(name),
                _ => {}
            }
        }
        if let (false, Body::Properties(properties)) = (are_shown, &plan.body) {
            let mut shown = properties.clone();
            for (name, value) in &mut shown {
                let known = plan.command.property(name);
                if known.is_some_and(|one| one.value.kind == Kind::Secret) {
                    *value = HIDDEN.into();
                }
            }
            let is_hidden = shown != *properties;
            secrets.body = is_hidden.then(|| serde_json::Value::Object(shown).to_string());
        }
        secrets
    }

    fn header(&self, name: &HeaderName, value: &HeaderValue) -> String {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if self.are_shown || !(value.is_sensitive() || self.headers.contains(name)) {
            return text;
        }
        // The name of the scheme is none.
        match text.split_once(' ') {
            Some((scheme, _)) if *name == AUTHORIZATION => format!("{scheme} {HIDDEN}"),
            _ => HIDDEN.to_owned(),
        }
    }

    fn headers(&self, request: &Request<Payload>, option: &mut dyn FnMut(&str, &str)) {
        for (name, value) in request.headers() {
            if name == USER_AGENT {
                continue;
            }
            match self.header(name, value).as_str() {
                "" => option("--header", &format!("{name};")),
                value => option("--header", &format!("{name}: {value}")),
            }
        }
    }

    fn url(&self, url: String) -> String {
        let Some((path, query)) = url.split_once('?').filter(|_| !self.are_shown) else {
            return url;
        };
        let shown = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _))
                if self
                    .keys
                    .iter()
                    .any(|key| crate::percent::encode(key) == name) =>
            {
                format!("{name}={HIDDEN}")
            }
            _ => pair.to_owned(),
        });
        format!("{path}?{}", shown.collect::<Vec<_>>().join("&"))
    }
}

impl Recorder {
    /// The command, with this text as its data if the body is not at hand.
    pub(super) fn curl(
        &self,
        arguments: &Arguments,
        data: Option<&str>,
        secrets: &Secrets,
    ) -> String {
        let request = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(request) = request.as_ref() else {
            return String::new();
        };
        let mut command = "curl".to_owned();
        let mut option = |option: &str, value: &str| {
            // Writing to a String does not fail.
            let _ = write!(command, " {option}");
            if !value.is_empty() {
                let _ = write!(command, " {}", quoted(value));
            }
        };
        transfer(arguments, &mut option);
        let body = request.body().as_bytes().filter(|body| !body.is_empty());
        match *request.method() {
            Method::GET if body.is_none() && data.is_none() => {}
            Method::HEAD => option("--head", ""),
            ref method => option("--request", method.as_str()),
        }
        secrets.headers(request, &mut option);
        match (data, &secrets.body, body) {
            (Some(data), _, _) => option("--data-binary", data),
            (None, Some(shown), _) => option("--data-raw", shown),
            (None, None, Some(body)) => option("--data-raw", &String::from_utf8_lossy(body)),
            (None, None, None) => {}
        }
        let url = secrets.url(request.uri().to_string());
        format!("{command} {}", quoted(&url))
    }
}

/// The options that both commands have.
fn transfer(arguments: &Arguments, option: &mut dyn FnMut(&str, &str)) {
    let flags = [(Opt::Include, "--include"), (Opt::Insecure, "--insecure")];
    for (opt, name) in flags {
        if arguments.has(opt) {
            option(name, "");
        }
    }
    let values = [
        (Opt::CaCert, "--cacert"),
        (Opt::Timeout, "--max-time"),
        (Opt::Retry, "--retry"),
        (Opt::Output, "--output"),
    ];
    for (opt, name) in values {
        if let Some(value) = arguments.value(opt) {
            option(name, value);
        }
    }
}

/// The same for an item in an example, which is only quoted where it must be.
pub(super) fn quoted_item(text: &str) -> String {
    match text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_./:@,+=".contains(c))
    {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// A text as one word of a POSIX shell.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@,+".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}
