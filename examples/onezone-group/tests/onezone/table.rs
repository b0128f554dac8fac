//! The table of operations, by the facts of the reference.

use onezone_group::onezone::operations::{
    ALL, CREATE_PARENT_GROUP, CREATE_USER_GROUP_INVITE_TOKEN, GET_USER_GROUP,
};
use serde_json::{Value, json};
use specwright_runtime::Operation;
use specwright_runtime::operation::{Location, Status};

fn extension(operation: &Operation, name: &str) -> Option<Value> {
    let mut extensions = operation.extensions.iter();
    let (_, text) = extensions.find(|(given, _)| *given == name)?;
    Some(serde_json::from_str(text).unwrap())
}

#[test]
fn operations_are_those_of_the_reference() {
    let facts: Vec<_> = ALL
        .iter()
        .map(|operation| {
            let Operation { id, tag, path, .. } = operation;
            (*id, *tag, operation.method.as_str(), *path)
        })
        .collect();
    let expected = [
        (
            "create_parent_group",
            "Group",
            "POST",
            "/groups/{id}/parents",
        ),
        (
            "create_user_group_invite_token",
            "Group",
            "POST",
            "/groups/{id}/users/token",
        ),
        ("get_user_group", "User", "GET", "/user/groups/{gid}"),
    ];
    assert_eq!(facts, expected);
}

#[test]
fn every_operation_has_what_the_reference_gives_all_of_them() {
    for operation in ALL {
        let failures = operation.responses.iter().map(|response| response.status);
        let failures: Vec<_> = failures.skip(1).collect();
        let expected = [400, 401, 403, 404, 500].map(Status::Code);
        assert_eq!(failures, expected);
        let alternatives: Vec<Vec<_>> = operation
            .security
            .iter()
            .map(|schemes| schemes.iter().map(|scheme| scheme.name).collect())
            .collect();
        assert_eq!(alternatives, [["basic"], ["x_auth_token"], ["bearer"]]);
        assert!(!operation.summary.is_empty());
        let source = extension(operation, "x-source");
        assert_eq!(source, Some(json!(format!("{}.txt", operation.id))));
    }
}

#[test]
fn parameters_bodies_and_headers_are_there() {
    let names = |operation: &Operation| {
        let parameters = operation.parameters.iter();
        let facts = parameters.map(|one| (one.name, one.location, one.required));
        facts.collect::<Vec<_>>()
    };
    assert_eq!(names(&CREATE_PARENT_GROUP), [("id", Location::Path, true)]);
    assert_eq!(names(&GET_USER_GROUP), [("gid", Location::Path, true)]);
    let body = CREATE_PARENT_GROUP.body.as_ref().unwrap();
    assert!(body.required);
    assert_eq!(body.media_types, ["application/json"]);
    assert!(CREATE_USER_GROUP_INVITE_TOKEN.body.is_none());
    let created = CREATE_PARENT_GROUP.response(201).unwrap();
    assert_eq!(created.headers, ["location"]);
    assert!(created.media_types.is_empty());
}

#[test]
fn only_the_invite_token_is_deprecated() {
    let deprecated = ALL.iter().filter(|operation| operation.deprecated);
    let deprecated: Vec<_> = deprecated.map(|operation| operation.id).collect();
    assert_eq!(deprecated, ["create_user_group_invite_token"]);
}

#[test]
fn privileges_are_kept() {
    let privileges = |operation| extension(operation, "x-onedata-privileges");
    assert_eq!(
        privileges(&CREATE_PARENT_GROUP),
        Some(json!([
            { "holder": "member", "all": ["group_add_parent"] },
            {
                "holder": "administrator",
                "all": ["oz_groups_add_relationships", "oz_groups_create"]
            }
        ]))
    );
    assert_eq!(
        privileges(&CREATE_USER_GROUP_INVITE_TOKEN),
        Some(json!([
            { "holder": "member", "all": ["group_add_user"] },
            { "holder": "administrator", "all": ["oz_groups_add_relationships"] }
        ]))
    );
    assert_eq!(privileges(&GET_USER_GROUP), None);
}
