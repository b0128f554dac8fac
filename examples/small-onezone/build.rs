//! Turns the operations that this zone serves, and the errors of Onedata,
//! into code.

use specwright::{Builder, Diagnostics, Filter};

/// The operations, by what they are about. All others of Onezone are left out,
/// with the types that only they need.
const OPERATIONS: &[(&str, &[&str])] = &[
    (
        "the zone",
        &["get_configuration", "health", "list_privileges"],
    ),
    (
        "the current user",
        &[
            "get_current_user",
            "modify_current_user",
            "remove_current_user",
            "change_user_password",
            "list_current_user_admin_privileges",
            "list_current_user_effective_admin_privileges",
        ],
    ),
    (
        "groups and spaces of the current user",
        &[
            "list_user_groups",
            "list_effective_user_groups",
            "get_user_group",
            "get_user_effective_group",
            "create_user_group",
            "join_group",
            "leave_group",
            "list_user_spaces",
            "list_effective_user_spaces",
            "get_user_space",
            "get_effective_user_space",
            "create_user_space",
            "join_space",
            "leave_space",
        ],
    ),
    (
        "users",
        &[
            "oz_users_list",
            "create_user",
            "get_user",
            "remove_user",
            "toggle_user_access_block",
            "change_user_basic_auth_settings",
            "list_user_admin_privileges",
            "list_user_effective_admin_privileges",
            "update_user_admin_privileges",
            "remove_user_admin_privileges",
        ],
    ),
    (
        "groups",
        &[
            "list_groups",
            "list_group_privileges",
            "create_group",
            "get_group",
            "modify_group",
            "remove_group",
            "list_group_admin_privileges",
            "list_group_effective_admin_privileges",
            "update_group_admin_privileges",
            "remove_group_admin_privileges",
        ],
    ),
    (
        "users in a group",
        &[
            "list_group_users",
            "list_effective_group_users",
            "get_group_user",
            "get_effective_group_user",
            "add_group_user",
            "remove_group_user",
            "list_user_group_privileges",
            "list_effective_user_group_privileges",
            "update_user_group_privileges",
            "create_user_group_invite_token",
        ],
    ),
    (
        "groups in a group",
        &[
            "list_child_groups",
            "get_effective_children_groups",
            "get_child_group",
            "create_child_group",
            "add_child_group",
            "remove_child_group",
            "list_child_group_privileges",
            "list_effective_child_group_privileges",
            "update_child_group_privileges",
            "create_child_group_token",
            "list_parent_groups",
            "list_effective_parent_groups",
            "create_parent_group",
            "join_parent_group",
            "leave_parent_group",
        ],
    ),
    (
        "spaces of a group",
        &[
            "list_group_spaces",
            "list_effective_group_spaces",
            "get_group_space",
            "create_space_for_group",
            "group_join_space",
            "remove_group_from_space",
        ],
    ),
    (
        "spaces",
        &[
            "list_spaces",
            "list_space_privileges",
            "create_space",
            "get_space",
            "modify_space",
            "remove_space",
            "list_space_owners",
            "add_space_owner",
            "remove_space_owner",
        ],
    ),
    (
        "users in a space",
        &[
            "list_space_users",
            "list_effective_space_users",
            "get_space_user",
            "get_effective_space_user",
            "add_space_user",
            "remove_space_user",
            "list_user_space_privileges",
            "list_effective_user_space_privileges",
            "update_user_space_privileges",
            "create_space_user_invite_token",
        ],
    ),
    (
        "groups in a space",
        &[
            "list_space_groups",
            "list_effective_space_groups",
            "get_space_group",
            "get_effective_space_group",
            "create_space_group",
            "add_group_to_space",
            "remove_space_group",
            "list_group_space_privileges",
            "list_effective_group_space_privileges",
            "update_group_space_privileges",
            "create_space_group_token",
        ],
    ),
    (
        "tokens of the current user",
        &[
            "list_named_tokens_of_current_user",
            "create_named_token_for_current_user",
            "delete_named_tokens_of_current_user",
            "get_named_token_of_current_user_by_name",
            "get_temporary_token_generation_of_current_user",
            "create_temporary_token_for_current_user",
            "revoke_all_temporary_tokens_of_current_user",
        ],
    ),
    (
        "tokens",
        &[
            "list_all_named_tokens",
            "get_named_token",
            "modify_named_token",
            "delete_named_token",
            "get_named_token_status",
            "list_named_tokens_of_user",
            "create_named_token_for_user",
            "examine_token",
            "verify_access_token",
            "verify_identity_token",
            "verify_invite_token",
        ],
    ),
];

fn main() -> Result<(), Diagnostics> {
    let operations = OPERATIONS.iter().flat_map(|(_, operations)| *operations);
    let filter = operations.fold(Filter::new(), |filter, id| filter.operation(id));
    Builder::new("../../spec/onezone/onezone.yaml")
        .filter(filter)
        .client(false)
        .generate()?;
    Builder::new("../../spec/errors/errors.yaml")
        .client(false)
        .server(false)
        .generate()
}
