//! What several tags have alike: lists, memberships, and what administrators may do.

use crate::caller::Caller;
use crate::failure::Failure;
use crate::onezone::models::{
    AdminPrivilegesUpdate, Groups, ListUserAdminPrivilegesSuccessBody as AdminPrivileges, Spaces,
    Users,
};
use crate::privileges::{named, named_of_zone, update};
use crate::store::members::Reach;
use crate::store::{Kind, privileges};
use crate::zone::Zone;

impl Zone {
    /// The users who belong to a group or a space.
    pub(super) async fn users_in(
        &self,
        (kind, id): (Kind, String),
        reach: Reach,
        caller: Caller,
    ) -> Result<Users, Failure> {
        let list = self.within(caller, kind, id, move |at| at.members(Kind::User, reach));
        let users = list.await?;
        Ok(Users { users })
    }

    /// The groups that belong to a group or a space.
    pub(super) async fn groups_in(
        &self,
        (kind, id): (Kind, String),
        reach: Reach,
        caller: Caller,
    ) -> Result<Groups, Failure> {
        let list = self.within(caller, kind, id, move |at| at.members(Kind::Group, reach));
        let groups = list.await?;
        Ok(Groups { groups })
    }

    /// The groups that a user or a group belongs to.
    pub(super) async fn groups_above(
        &self,
        (kind, id): (Kind, String),
        reach: Reach,
        caller: Caller,
    ) -> Result<Groups, Failure> {
        let list = self.within(caller, kind, id, move |at| {
            at.memberships(Kind::Group, reach)
        });
        let groups = list.await?;
        Ok(Groups { groups })
    }

    /// The spaces that a user or a group belongs to.
    pub(super) async fn spaces_above(
        &self,
        (kind, id): (Kind, String),
        reach: Reach,
        caller: Caller,
    ) -> Result<Spaces, Failure> {
        let list = self.within(caller, kind, id, move |at| {
            at.memberships(Kind::Space, reach)
        });
        let spaces = list.await?;
        Ok(Spaces { spaces })
    }

    /// What a member may do in a group or a space.
    pub(super) async fn held<T: for<'a> From<&'a str>>(
        &self,
        (kind, id): (Kind, String),
        (member_kind, member): (Kind, String),
        reach: Reach,
        caller: Caller,
    ) -> Result<Option<Vec<T>>, Failure> {
        let list = self.within(caller, kind, id, move |at| {
            at.privileges(member_kind, &member, reach)
        });
        Ok(Some(named(&list.await?)))
    }

    /// Ends a membership.
    pub(super) async fn dismiss(
        &self,
        (kind, id): (Kind, String),
        (member_kind, member): (Kind, String),
        caller: Caller,
    ) -> Result<(), Failure> {
        let remove = self.within(caller, kind, id, move |at| {
            at.remove_member(member_kind, &member)
        });
        remove.await
    }

    /// What a user or a group may do in the whole zone.
    pub(super) async fn admin_privileges(
        &self,
        (kind, id): (Kind, String),
        reach: Reach,
        caller: Caller,
    ) -> Result<AdminPrivileges, Failure> {
        let list = self.within(caller, kind, id, move |at| at.zone_privileges(reach));
        let privileges = Some(named_of_zone(&list.await?));
        Ok(AdminPrivileges { privileges })
    }

    /// Changes that.
    pub(super) async fn update_admin_privileges(
        &self,
        (kind, id): (Kind, String),
        body: AdminPrivilegesUpdate,
        caller: Caller,
    ) -> Result<(), Failure> {
        let change = self.within(caller, kind, id, move |at| {
            let update = update(body.grant, body.revoke)?;
            privileges::update_zone(at.store, at.id, &update)
        });
        change.await
    }

    /// Takes all of it away.
    pub(super) async fn remove_admin_privileges(
        &self,
        (kind, id): (Kind, String),
        caller: Caller,
    ) -> Result<(), Failure> {
        let remove = self.within(caller, kind, id, |at| {
            privileges::remove_zone(at.store, at.id)
        });
        remove.await
    }
}

/// The current user, as the place of an operation.
pub(super) fn own(caller: &Caller) -> (Kind, String) {
    (Kind::User, caller.user.clone())
}
