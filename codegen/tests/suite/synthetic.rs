//! A description of any size, written by rule: for what only shows in large
//! ones, and for measurements that need no file of others.

use std::fmt::Write;

/// A description in JSON with some tags, each with operations on resources
/// of its own. Resources refer to types of their tag, of the tag before, and
/// of all tags.
pub fn description(version: &str, tags: usize, resources: usize) -> String {
    let (mut paths, mut schemas) = (Vec::new(), Vec::new());
    schemas.push(
        r##""Problem": {"type": "object", "required": ["title"], "properties": {
            "title": {"type": "string"}, "status": {"type": "integer", "format": "int32"},
            "context": {"$ref": "#/components/schemas/Context"}}},
        "Context": {"type": "object", "additionalProperties": {"type": "string"}}"##
            .to_owned(),
    );
    for tag in 0..tags {
        let before = tag.checked_sub(1).unwrap_or(tags - 1);
        schemas.push(format!(
            r#""Link{tag}": {{"type": "object", "properties": {{"href{tag}": {{"type": "string"}}}}}}"#
        ));
        for at in 0..resources {
            paths.push(path(tag, at));
            schemas.push(schema(tag, before, at));
        }
    }
    let mut text = String::new();
    let _ = write!(
        text,
        r#"{{"openapi": "{version}", "info": {{"title": "Synthetic", "version": "1"}},
        "paths": {{{}}}, "components": {{"schemas": {{{}}}}}}}"#,
        paths.join(",\n"),
        schemas.join(",\n"),
    );
    text
}

fn path(tag: usize, at: usize) -> String {
    let reference = format!(r##""$ref": "#/components/schemas/Resource{tag}x{at}""##);
    let problem = r##""default": {"description": "A problem.", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Problem"}}}}"##;
    format!(
        r#""/tag{tag}/resource{at}/{{id}}": {{
            "parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}}],
            "get": {{"operationId": "get{tag}x{at}", "tags": ["Tag {tag}"], "summary": "Reads it.",
                "parameters": [{{"name": "page", "in": "query", "schema": {{"type": "integer", "minimum": 1}}}}],
                "responses": {{"200": {{"description": "It.", "content": {{
                    "application/json": {{"schema": {{{reference}}}}}}}}}, {problem}}}}},
            "put": {{"operationId": "put{tag}x{at}", "tags": ["Tag {tag}"],
                "requestBody": {{"required": true, "content": {{
                    "application/json": {{"schema": {{{reference}}}}}}}}},
                "responses": {{"204": {{"description": "Done."}}, {problem}}}}}}}"#
    )
}

fn schema(tag: usize, before: usize, at: usize) -> String {
    format!(
        r##""Resource{tag}x{at}": {{"type": "object", "required": ["id", "name"],
            "description": "A resource, with a description that is long enough to be broken over more than one line of a comment.",
            "properties": {{
                "id": {{"type": "string", "maxLength": 64}},
                "name": {{"type": "string", "description": "What people call it."}},
                "size": {{"type": "integer", "format": "int64", "minimum": 0}},
                "state": {{"type": "string", "enum": ["new", "ready", "gone"]}},
                "labels": {{"type": "array", "items": {{"type": "string"}}, "maxItems": 20}},
                "link": {{"$ref": "#/components/schemas/Link{before}"}},
                "parts": {{"type": "array", "items": {{"type": "object", "properties": {{
                    "offset": {{"type": "integer"}}, "link": {{"$ref": "#/components/schemas/Link{tag}"}}}}}}}},
                "value": {{"oneOf": [{{"type": "string"}}, {{"type": "integer"}}]}}}}}}"##
    )
}
