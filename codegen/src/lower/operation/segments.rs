//! Path parameters whose values go on over several segments. OpenAPI has no
//! word for them: a value in a path has no slash of its own (Path Templating),
//! and `allowReserved` does not change that where it is for paths too.

use crate::diagnostic::Code;
use crate::document::Place;
use crate::lower::context::{Context, keywords};
use openapiv3::{
    Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, ReferenceOr, Schema,
};
use serde_json::Value;

/// The extension of a parameter that says so.
const EXTENSION: &str = "x-specwright-multi-segment";

/// How many `allOf`s are looked into, one inside the other.
const DEEPEST: usize = 100;

/// Whether a value of the parameter may have several segments in this path.
/// What says so where that cannot be is reported, and says nothing.
pub(super) fn has_many(ctx: &Context<'_>, path: &str, spec: &Parameter, place: &Place<'_>) -> bool {
    let data = spec.parameter_data_ref();
    let (message, hint) = match data.extensions.get(EXTENSION) {
        None | Some(Value::Bool(false)) => return false,
        Some(Value::Bool(true)) => match unfit(ctx, path, spec) {
            None => return true,
            Some(found) => found,
        },
        Some(_) => (
            format!(
                "whether `{}` has several segments is neither true nor false",
                data.name
            ),
            "write `true` where its values have slashes",
        ),
    };
    let place = place.key(EXTENSION);
    ctx.report
        .hint(Code::InvalidMultiSegment, place, message, hint);
    false
}

/// Why a parameter cannot have several segments, and what to do about it.
fn unfit(ctx: &Context<'_>, path: &str, spec: &Parameter) -> Option<(String, &'static str)> {
    let data = spec.parameter_data_ref();
    let name = &data.name;
    let Parameter::Path { style, .. } = spec else {
        return Some((
            format!("`{name}` is not in the path, and has no segments"),
            "leave it out: slashes are data elsewhere",
        ));
    };
    let (path, piece) = (path.split('?').next()?, format!("{{{name}}}"));
    if !path.ends_with(&piece) || path.matches(&piece).count() > 1 {
        return Some((
            format!(
                "`{name}` is not what ends the path `{path}`, and what is behind it would be its"
            ),
            "put it at the end of the path, and nowhere else",
        ));
    }
    (*style != PathStyle::Simple || !is_text(ctx, data)).then(|| {
        (
            format!("`{name}` is not a text in the style `simple`"),
            "give it `schema: {type: string}` and no style",
        )
    })
}

fn is_text(ctx: &Context<'_>, data: &ParameterData) -> bool {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => is_string(ctx, schema, DEEPEST),
        ParameterSchemaOrContent::Content(_) => false,
    }
}

/// An `allOf` may contain itself, which is reported elsewhere.
fn is_string(ctx: &Context<'_>, schema: &ReferenceOr<Schema>, depth: usize) -> bool {
    let Some((schema, _)) = ctx.resolve(schema).filter(|_| depth > 0) else {
        return false;
    };
    let any = keywords(schema);
    match any.typ.as_deref() {
        Some(ty) => ty == "string",
        None => any
            .all_of
            .first()
            .is_some_and(|member| is_string(ctx, member, depth - 1)),
    }
}
