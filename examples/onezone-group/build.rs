//! Turns three operations of Onezone into `onezone.rs`: who serves a part of a
//! large API need not implement all of it.

use specwright::{Builder, Filter};

fn main() -> Result<(), specwright::Diagnostics> {
    let part = Filter::new()
        .operation("create_parent_group")
        .operation("create_user_group_invite_token")
        .operation("get_user_group");
    Builder::new("../../spec/onezone/onezone.yaml")
        .filter(part)
        .generate()
}
