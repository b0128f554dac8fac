//! The typed document to the IR: the only stage that understands OpenAPI.
//!
//! It makes every decision (types, names, boxes, how each parameter is
//! written, which responses are success) and goes on after a finding, so
//! that one run reports all there is.

mod catalogue;
mod command;
mod composed;
mod context;
mod cycle;
mod docs;
mod hints;
mod layout;
mod operation;
mod paging;
mod reference;
mod schema;
mod security;
mod server;
mod token;
mod types;
mod xml;

pub use docs::of as docs_of;

use crate::diagnostic::Report;
use crate::ir::{Api, Docs};
use context::Context;
use openapiv3::OpenAPI;

/// What models are to be like where a description leaves the choice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices {
    /// Whether structs keep properties that their schema says nothing of.
    pub keep_unknown: bool,
    /// Whether enumerations of strings refuse a value that is not listed.
    pub closed_enums: bool,
    /// Whether to keep what is said of values without demanding it.
    pub hints: bool,
    /// Whether to keep what a command line says.
    pub commands: bool,
}

/// Lowers a document.
pub fn lower(openapi: &OpenAPI, choices: Choices, report: &Report) -> Api {
    let ctx = Context::new(openapi, choices, report);
    schema::components(&ctx);
    let security = security::schemes(&ctx);
    let mut groups = operation::groups(&ctx, &security);
    let xml = xml::named(&ctx);
    let mut conditions = schema::conditions(&ctx);
    let components = ctx.components().schemas.len();
    let (mut types, handed_on) = ctx.into_types();
    types::complete(&mut types, components, handed_on, &mut groups);
    types::drop_unfit(&types, &mut groups, report);
    paging::find(openapi, &types, &mut groups, report);
    types::keep_used(&mut conditions, &types, &groups);
    let (servers, variables) = server::all(openapi);
    let catalogue = catalogue::read(openapi, &groups, report);
    if choices.commands {
        command::outline(&types, &mut groups);
    }
    let layout = layout::of(&types, &groups);
    Api {
        title: docs::line(Some(&openapi.info.title)),
        docs: about(openapi),
        about: command::about(openapi, &servers),
        base_path: server::base_path(openapi),
        servers,
        variables,
        types,
        conditions,
        xml,
        groups,
        security,
        catalogue,
        layout,
    }
}

/// Title and version, and the description below them.
fn about(openapi: &OpenAPI) -> Docs {
    let info = &openapi.info;
    let heading = format!(
        "{} {}",
        docs::line(Some(&info.title)),
        docs::line(Some(&info.version))
    );
    docs::summary_and(
        Some(&format!("{}.", heading.trim())),
        info.description.as_deref(),
    )
}
