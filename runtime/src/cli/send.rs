//! From a plan to an answer, by way of the runtime's own calls.

use super::arguments::Arguments;
use super::console::Console;
use super::curl::{Recorder, Secrets};
use super::facts::Api;
use super::failure::Failure;
use super::options::Opt;
use super::plan::{Body, Plan};
use super::source::payload;
use super::{Cli, media_types};
use crate::client::{Builder, Call, Credential, Dynamic, HttpTransport, Request, Retry};
use crate::media;
use crate::operation::{Location, SchemeKind, SecurityScheme};
use crate::outcome::{NoFailure, Reply};
use crate::stream::Payload;
use std::time::Duration;

/// How long a call may take unless said otherwise: until somebody interrupts
/// it, as far as timers go.
const ENDLESS: Duration = Duration::from_secs(20 * 24 * 60 * 60);

/// Sends a call, and waits for its answer.
pub(super) fn send(
    cli: &Cli,
    arguments: &Arguments,
    plan: Plan,
    console: &Console<'_>,
) -> Result<Reply, Failure> {
    let mut transport = HttpTransport::builder();
    if arguments.has(Opt::Insecure) {
        transport = transport.danger_accept_any_certificate();
    }
    for path in arguments.values(Opt::CaCert) {
        let certificates = std::fs::read(path)
            .map_err(|error| Failure::usage(format!("cannot read `{path}`: {error}")))?;
        transport = transport.root_certificates(certificates);
    }
    let transport = transport
        .build()
        .map_err(|error| Failure::usage(super::failure::chain(&error)))?;
    let client = builder(cli, arguments, &plan, console)?
        .transport(transport)
        .build()?;
    let body = payload(&plan.body, console)?;
    Ok(call(&client, plan, body)?.raw().wait()?)
}

/// The curl command that does what a call does; nothing is sent.
pub(super) fn dry_run(
    cli: &Cli,
    arguments: &Arguments,
    plan: Plan,
    console: &Console<'_>,
) -> Result<String, Failure> {
    let recorder = Recorder::default();
    let client = builder(cli, arguments, &plan, console)?
        .transport(recorder.clone())
        .build()?;
    let secrets = Secrets::of(cli.api, &plan, arguments.has(Opt::ShowSecrets));
    let data = match &plan.body {
        Body::File(path) => Some(format!("@{}", path.display())),
        Body::Stdin => Some("@-".to_owned()),
        Body::None | Body::Properties(_) | Body::Text(_) => None,
    };
    let body = match &plan.body {
        Body::Text(text) => text.clone().into(),
        Body::None | Body::Properties(_) | Body::File(_) | Body::Stdin => Default::default(),
    };
    call(&client, plan, body)?.raw().wait()?;
    Ok(recorder.curl(arguments, data.as_deref(), &secrets))
}

/// A client as the options and the environment say.
fn builder(
    cli: &Cli,
    arguments: &Arguments,
    plan: &Plan,
    console: &Console<'_>,
) -> Result<Builder<Dynamic>, Failure> {
    let mut builder = Dynamic::builder(base_url(cli, arguments, console)?);
    builder = builder.user_agent(&format!("{}/{}", cli.name, cli.api.version));
    for credential in credentials(cli, arguments, plan, console)? {
        builder = builder.auth(credential);
    }
    let timeout = match arguments.value(Opt::Timeout) {
        None => ENDLESS,
        Some(text) => seconds(text)?,
    };
    builder = builder.timeout(timeout).idle_timeout(timeout);
    if let Some(text) = arguments.value(Opt::Retry) {
        let times: u32 = text.parse().map_err(|_| {
            Failure::usage(format!("`--retry` takes a number of times, not `{text}`"))
        })?;
        builder = builder.retry(Retry::default().attempts(times.saturating_add(1)));
    }
    Ok(builder)
}

fn seconds(text: &str) -> Result<Duration, Failure> {
    let seconds = text
        .parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let seconds = seconds.filter(|time| !time.is_zero());
    let problem = || {
        Failure::usage(format!(
            "`--timeout` takes a number of seconds, not `{text}`"
        ))
    };
    seconds.map(|time| time.min(ENDLESS)).ok_or_else(problem)
}

/// Where the API is: the base path is added to what was given.
fn base_url(cli: &Cli, arguments: &Arguments, console: &Console<'_>) -> Result<String, Failure> {
    let given = arguments.value(Opt::Host).map(str::to_owned);
    let variable = cli.variable("HOST");
    let given = given.or_else(|| (console.variable)(&variable));
    let base_path = cli.api.base_path;
    match given.as_deref().map(str::trim) {
        None | Some("") if cli.api.server.is_empty() => Err(Failure::usage(format!(
            "it is not said where the server is: give `--host https://HOST` or set {variable}"
        ))),
        None | Some("") => Ok(cli.api.server.to_owned()),
        Some(host) => {
            let host = host.trim_end_matches('/');
            let host = host.strip_suffix(base_path).unwrap_or(host);
            let scheme = if host.contains("://") { "" } else { "https://" };
            Ok(format!("{scheme}{host}{base_path}"))
        }
    }
}

/// The credentials that were given, else those of the environment, unless a
/// header has some. Which of them an operation is called with, the client
/// chooses.
fn credentials(
    cli: &Cli,
    arguments: &Arguments,
    plan: &Plan,
    console: &Console<'_>,
) -> Result<Vec<Credential>, Failure> {
    let (user, token) = (arguments.value(Opt::User), arguments.value(Opt::Token));
    let api = cli.api;
    if user.is_some() || token.is_some() {
        let basic = user.map(|user| basic(api, user)).transpose()?;
        if user.is_some() && basic.as_ref().is_some_and(Vec::is_empty) {
            return Err(Failure::usage(
                "the API takes no user name and password: give `--token`",
            ));
        }
        let tokens = token.map(|token| tokens(api, token));
        if tokens.as_ref().is_some_and(Vec::is_empty) {
            return Err(Failure::usage("the API takes no token"));
        }
        return Ok([basic, tokens].into_iter().flatten().flatten().collect());
    }
    if plan
        .headers
        .iter()
        .any(|(name, _)| is_credential(api, name))
    {
        return Ok(Vec::new());
    }
    of_environment(cli, console)
}

fn of_environment(cli: &Cli, console: &Console<'_>) -> Result<Vec<Credential>, Failure> {
    let api = cli.api;
    let variable = |name| (console.variable)(&cli.variable(name)).filter(|text| !text.is_empty());
    let mut all = match variable("BASIC_AUTH") {
        Some(user) => basic(api, &user)?,
        None => Vec::new(),
    };
    all.extend(
        variable("API_KEY")
            .map(|token| tokens(api, &token))
            .into_iter()
            .flatten(),
    );
    Ok(all)
}

/// Whether a header is one that credentials are sent in.
fn is_credential(api: &Api, header: &str) -> bool {
    let is_key = |scheme: &&SecurityScheme| match scheme.kind {
        SchemeKind::ApiKey { location, name } => {
            location == Location::Header && name.eq_ignore_ascii_case(header)
        }
        _ => false,
    };
    header.eq_ignore_ascii_case("authorization")
        || api.security.iter().copied().any(|one| is_key(&one))
}

fn basic(api: &Api, text: &str) -> Result<Vec<Credential>, Failure> {
    let (user, password) = text.split_once(':').ok_or_else(|| {
        Failure::usage("user name and password are given as NAME:PASSWORD, but there is no colon")
    })?;
    let schemes = api
        .security
        .iter()
        .filter(|scheme| scheme.kind == SchemeKind::Basic);
    Ok(schemes
        .map(|scheme| Credential::basic(scheme, user, password))
        .collect())
}

fn tokens(api: &Api, token: &str) -> Vec<Credential> {
    let credential = |scheme: &&'static SecurityScheme| match scheme.kind {
        SchemeKind::Bearer => Some(Credential::bearer(scheme, token)),
        SchemeKind::OAuth2 { .. } => Some(Credential::oauth2(scheme, token.to_owned())),
        SchemeKind::ApiKey { .. } | SchemeKind::Other(_) => {
            Some(Credential::api_key(scheme, token))
        }
        SchemeKind::Basic | SchemeKind::MutualTls => None,
    };
    api.security.iter().filter_map(credential).collect()
}

/// The call of a plan, with this body if it is not one of properties.
fn call(client: &Dynamic, plan: Plan, body: Payload) -> Result<Call<(), NoFailure>, Failure> {
    let mut request = client.request(plan.command.operation);
    for (parameter, json) in &plan.parameters {
        request = request.parameter(parameter, json);
    }
    let mut headers = plan.headers.clone();
    let accept = plan.accept.clone();
    headers.extend(accept.map(|accept| ("accept".to_owned(), accept)));
    let call = match plan.body {
        Body::None => {
            let given = plan.content_type.clone();
            headers.extend(given.map(|given| ("content-type".to_owned(), given)));
            request.call()
        }
        _ => with_body(request, plan, body)?.call(),
    };
    let all = headers.iter();
    Ok(all.fold(call, |call: Call<_, _>, (name, value)| {
        call.header(name, value)
    }))
}

fn with_body(request: Request, plan: Plan, body: Payload) -> Result<Request, Failure> {
    let (media_type, documented) = media_type(&plan)?;
    Ok(match plan.body {
        Body::Properties(properties) => {
            let json = serde_json::Value::Object(properties);
            match documented.filter(|one| !media_types::takes_json(one)) {
                Some(documented) => request.body_as(documented, &json),
                None => request.raw_body(&media_type, json.to_string().into()),
            }
        }
        Body::None | Body::Text(_) | Body::File(_) | Body::Stdin => {
            request.raw_body(&media_type, body)
        }
    })
}

/// The media type of the body, and the one that the operation documents for
/// it.
fn media_type(plan: &Plan) -> Result<(String, Option<&'static str>), Failure> {
    let body = plan.command.operation.body.as_ref();
    let all = body.map_or(&[][..], |body| body.media_types);
    let chosen = plan.content_type.clone();
    match (chosen, all) {
        (Some(chosen), all) => match media_types::documented(&chosen, all) {
            Some(documented) => Ok((chosen, Some(documented))),
            None if plan.is_forced => Ok((chosen, None)),
            None => Err(Failure::usage(format!(
                "the body cannot be sent as `{chosen}`, but as {}",
                all.join(", ")
            ))),
        },
        (None, [only]) if !only.contains('*') => Ok(((*only).to_owned(), Some(only))),
        (None, [_, _, ..]) => Err(Failure::usage(format!(
            "the body may have several media types: say with `-ct` which one it has of {}",
            all.join(", ")
        ))),
        (None, _) => Ok(match plan.body {
            Body::Properties(_) => (media::JSON.to_owned(), None),
            _ => (media::BINARY.to_owned(), None),
        }),
    }
}
