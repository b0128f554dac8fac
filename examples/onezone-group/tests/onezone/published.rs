//! The examples that the reference of Onezone publishes, as JSON and as
//! values of the generated types.

use onezone_group::onezone::models;
use serde_json::{Value, json};
use specwright_runtime::Nullable;

/// The group of the examples.
pub const GROUP_ID: &str = "a4d3bc73aada63052310652d421609f1";

/// The invite token of the examples.
pub const INVITE_TOKEN: &str = "JKAxNWxvY2F0aW9uIG9uZXpvbmUKMDAzYmlkZW50aWZpZXIgOEhmSEFSSGdrbHFCa1pWSTRsNk1CVHZTU3Z0OThwcHA2OTQ4czhRN1NPawowMDFhY2lkIHRpbWUgPCAxNDk2MTQwMTQ0CjAwMmZzaWduYXR1cmUg88OI1d24c36707d99197c6cd995810a43aca";

/// The `Location` in the answer of `create_parent_group`.
pub const LOCATION: &str = "https://zone.example.org/api/v3/onezone/groups/a4d3bc73aada63052310652d421609f1/parents/59fec3bd894eef1cdae81623f477e370";

/// The answer of `get_user_group`.
pub fn group_json() -> Value {
    json!({
        "groupId": GROUP_ID,
        "name": "Test group",
        "type": "team",
        "creator": {
            "type": "user",
            "id": "7434b256e71e1052e0d5e3e9da657ebf"
        },
        "creationTime": 1_576_152_793
    })
}

/// The same as a value.
pub fn group() -> models::Group {
    models::Group {
        group_id: Some(GROUP_ID.to_owned()),
        creator: Some(models::Subject {
            r#type: Some(models::SubjectType::User),
            id: Some(Nullable::Value(
                "7434b256e71e1052e0d5e3e9da657ebf".to_owned(),
            )),
        }),
        creation_time: Some(1_576_152_793),
        ..models::Group::new("Test group", models::GroupType::Team)
    }
}

/// The request of `create_parent_group`.
pub fn new_group_json() -> Value {
    json!({ "name": "test_group", "type": "team" })
}

/// The same as a value.
pub fn new_group() -> models::Group {
    models::Group::new("test_group", models::GroupType::Team)
}

/// The answer of `create_user_group_invite_token`.
pub fn invite_token_json() -> Value {
    json!({ "token": INVITE_TOKEN })
}

/// The body of a failed call.
pub fn error_json() -> Value {
    json!({
        "error": {
            "id": "badValueString",
            "details": { "key": "name" },
            "description": "Bad value: provided \"name\" must be a string."
        }
    })
}

/// The same as a value.
pub fn error() -> models::Error {
    models::Error {
        error: models::ErrorError {
            id: "badValueString".to_owned(),
            description: "Bad value: provided \"name\" must be a string.".to_owned(),
            details: Some([("key".to_owned(), json!("name"))].into()),
        },
    }
}
