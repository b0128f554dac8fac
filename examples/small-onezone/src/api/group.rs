//! Operations on groups.

use super::location;
use crate::authorize::Place;
use crate::caller::Caller;
use crate::failure::missing;
use crate::onezone::group::{self, ListGroupsError};
use crate::onezone::models::{
    AdminPrivilegesUpdate, CreateSpaceForGroupBody, Group, GroupCreateRequest, GroupInviteToken,
    GroupManagerPrivilegesItem, GroupPrivilegesItem, GroupPrivilegesUpdate, GroupType,
    GroupUpdateRequest, Groups, ListGroupAdminPrivilegesSuccessBody as AdminPrivileges,
    ListGroupPrivilegesSuccessBody, ListUserGroupPrivilegesSuccessBody as Privileges, Space,
    SpaceInviteToken, Spaces, User, Users,
};
use crate::onezone::server::{Failed, GroupApi, Undocumented};
use crate::privileges::{names, update, usual};
use crate::store::members::Reach::{Direct, Effective};
use crate::store::{Kind, groups};
use crate::zone::Zone;

type Answer<S> = Result<S, Failed<ListGroupsError>>;

impl GroupApi<Caller, Undocumented> for Zone {
    async fn list_groups(&self, caller: Caller) -> Answer<Groups> {
        let list = self.at(caller, Place::Zone, |store, _| groups::list(store));
        let groups = list.await?;
        Ok(Groups { groups })
    }

    async fn create_group(
        &self,
        caller: Caller,
        body: GroupCreateRequest,
    ) -> Answer<group::CreateGroupSuccess> {
        let create = self.at(caller, Place::Zone, move |store, caller| {
            let r#type = body.r#type.unwrap_or(GroupType::Team);
            groups::create(store, &caller.user, &body.name, &r#type)
        });
        let location = location(&["groups", &create.await?]);
        Ok(group::CreateGroupSuccess { location })
    }

    async fn list_group_privileges(
        &self,
    ) -> Result<ListGroupPrivilegesSuccessBody, Failed<group::ListGroupPrivilegesError>> {
        Ok(ListGroupPrivilegesSuccessBody {
            admin: Some(GroupPrivilegesItem::LISTED.to_vec()),
            manager: Some(GroupManagerPrivilegesItem::LISTED.to_vec()),
            member: Some(usual(Kind::Group)),
        })
    }

    async fn get_group(&self, caller: Caller, id: String) -> Answer<Group> {
        let get = self.within(caller, Kind::Group, id, |at| groups::get(at.store, at.id));
        Ok(get.await?)
    }

    async fn modify_group(
        &self,
        caller: Caller,
        id: String,
        body: GroupUpdateRequest,
    ) -> Answer<()> {
        let modify = self.within(caller, Kind::Group, id, move |at| {
            let (name, r#type) = (body.name.as_deref(), body.r#type.as_ref());
            groups::modify(at.store, at.id, name, r#type)
        });
        Ok(modify.await?)
    }

    async fn remove_group(&self, caller: Caller, id: String) -> Answer<()> {
        let remove = self.within(caller, Kind::Group, id, |at| {
            groups::remove(at.store, at.id)
        });
        Ok(remove.await?)
    }

    async fn list_group_admin_privileges(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<AdminPrivileges> {
        let list = self.admin_privileges((Kind::Group, id), Direct, caller);
        Ok(list.await?)
    }

    async fn list_group_effective_admin_privileges(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<AdminPrivileges> {
        let list = self.admin_privileges((Kind::Group, id), Effective, caller);
        Ok(list.await?)
    }

    async fn update_group_admin_privileges(
        &self,
        caller: Caller,
        id: String,
        body: AdminPrivilegesUpdate,
    ) -> Answer<()> {
        let change = self.update_admin_privileges((Kind::Group, id), body, caller);
        Ok(change.await?)
    }

    async fn remove_group_admin_privileges(&self, caller: Caller, id: String) -> Answer<()> {
        let change = self.remove_admin_privileges((Kind::Group, id), caller);
        Ok(change.await?)
    }

    async fn list_group_users(&self, caller: Caller, id: String) -> Answer<Users> {
        Ok(self.users_in((Kind::Group, id), Direct, caller).await?)
    }

    async fn list_effective_group_users(&self, caller: Caller, id: String) -> Answer<Users> {
        Ok(self.users_in((Kind::Group, id), Effective, caller).await?)
    }

    async fn get_group_user(&self, caller: Caller, id: String, uid: String) -> Answer<User> {
        let get = self.within(caller, Kind::Group, id, move |at| at.user(&uid, Direct));
        Ok(get.await?)
    }

    async fn get_effective_group_user(
        &self,
        caller: Caller,
        id: String,
        uid: String,
    ) -> Answer<User> {
        let get = self.within(caller, Kind::Group, id, move |at| at.user(&uid, Effective));
        Ok(get.await?)
    }

    async fn add_group_user(
        &self,
        caller: Caller,
        id: String,
        uid: String,
        body: Option<Privileges>,
    ) -> Answer<group::AddGroupUserSuccess> {
        let location = location(&["groups", &id, "users", &uid]);
        let (group, user) = ((Kind::Group, id), (Kind::User, uid));
        self.add(caller, group, user, given(body)).await?;
        Ok(group::AddGroupUserSuccess { location })
    }

    async fn remove_group_user(&self, caller: Caller, id: String, uid: String) -> Answer<()> {
        let remove = self.dismiss((Kind::Group, id), (Kind::User, uid), caller);
        Ok(remove.await?)
    }

    async fn list_user_group_privileges(
        &self,
        caller: Caller,
        id: String,
        uid: String,
    ) -> Answer<Privileges> {
        let (group, user) = ((Kind::Group, id), (Kind::User, uid));
        let privileges = self.held(group, user, Direct, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn list_effective_user_group_privileges(
        &self,
        caller: Caller,
        id: String,
        uid: String,
    ) -> Answer<Privileges> {
        let (group, user) = ((Kind::Group, id), (Kind::User, uid));
        let privileges = self.held(group, user, Effective, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn update_user_group_privileges(
        &self,
        caller: Caller,
        id: String,
        uid: String,
        body: GroupPrivilegesUpdate,
    ) -> Answer<()> {
        let change = self.within(caller, Kind::Group, id, move |at| {
            at.update_privileges(Kind::User, &uid, &update(body.grant, body.revoke)?)
        });
        Ok(change.await?)
    }

    async fn create_user_group_invite_token(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<GroupInviteToken> {
        let invite = self.within(caller, Kind::Group, id, |at| at.invite(Kind::User));
        let token = invite.await?;
        Ok(GroupInviteToken { token })
    }

    async fn list_child_groups(&self, caller: Caller, id: String) -> Answer<Groups> {
        Ok(self.groups_in((Kind::Group, id), Direct, caller).await?)
    }

    async fn get_effective_children_groups(&self, caller: Caller, id: String) -> Answer<Groups> {
        Ok(self.groups_in((Kind::Group, id), Effective, caller).await?)
    }

    async fn get_child_group(&self, caller: Caller, id: String, cid: String) -> Answer<Group> {
        let get = self.within(caller, Kind::Group, id, move |at| at.group(&cid, Direct));
        Ok(get.await?)
    }

    async fn create_child_group(
        &self,
        caller: Caller,
        id: String,
        body: GroupCreateRequest,
    ) -> Answer<group::CreateChildGroupSuccess> {
        let create = self.within(caller, Kind::Group, id.clone(), move |at| {
            at.create_member(&body.name, body.r#type)
        });
        let location = location(&["groups", &id, "children", &create.await?]);
        Ok(group::CreateChildGroupSuccess { location })
    }

    async fn add_child_group(
        &self,
        caller: Caller,
        id: String,
        cid: String,
        body: Option<Privileges>,
    ) -> Answer<group::AddChildGroupSuccess> {
        let location = location(&["groups", &id, "children", &cid]);
        let (parent, child) = ((Kind::Group, id), (Kind::Group, cid));
        self.add(caller, parent, child, given(body)).await?;
        Ok(group::AddChildGroupSuccess { location })
    }

    async fn remove_child_group(&self, caller: Caller, id: String, cid: String) -> Answer<()> {
        let remove = self.dismiss((Kind::Group, id), (Kind::Group, cid), caller);
        Ok(remove.await?)
    }

    async fn list_child_group_privileges(
        &self,
        caller: Caller,
        id: String,
        cid: String,
    ) -> Answer<Privileges> {
        let (group, member) = ((Kind::Group, id), (Kind::Group, cid));
        let privileges = self.held(group, member, Direct, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn list_effective_child_group_privileges(
        &self,
        caller: Caller,
        id: String,
        cid: String,
    ) -> Answer<Privileges> {
        let (group, member) = ((Kind::Group, id), (Kind::Group, cid));
        let privileges = self.held(group, member, Effective, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn update_child_group_privileges(
        &self,
        caller: Caller,
        id: String,
        cid: String,
        body: GroupPrivilegesUpdate,
    ) -> Answer<()> {
        let change = self.within(caller, Kind::Group, id, move |at| {
            at.update_privileges(Kind::Group, &cid, &update(body.grant, body.revoke)?)
        });
        Ok(change.await?)
    }

    async fn create_child_group_token(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<GroupInviteToken> {
        let invite = self.within(caller, Kind::Group, id, |at| at.invite(Kind::Group));
        let token = invite.await?;
        Ok(GroupInviteToken { token })
    }

    async fn list_parent_groups(&self, caller: Caller, id: String) -> Answer<Groups> {
        Ok(self.groups_above((Kind::Group, id), Direct, caller).await?)
    }

    async fn list_effective_parent_groups(&self, caller: Caller, id: String) -> Answer<Groups> {
        let list = self.groups_above((Kind::Group, id), Effective, caller);
        Ok(list.await?)
    }

    async fn create_parent_group(
        &self,
        caller: Caller,
        id: String,
        body: Group,
    ) -> Answer<group::CreateParentGroupSuccess> {
        let create = self.within(caller, Kind::Group, id.clone(), move |at| {
            at.create_group_above(&body.name, &body.r#type)
        });
        let location = location(&["groups", &id, "parents", &create.await?]);
        Ok(group::CreateParentGroupSuccess { location })
    }

    async fn join_parent_group(
        &self,
        caller: Caller,
        id: String,
        body: Option<GroupInviteToken>,
    ) -> Answer<group::JoinParentGroupSuccess> {
        let join = self.within(caller, Kind::Group, id.clone(), move |at| {
            let token = body.ok_or_else(|| missing("token"))?.token;
            at.join(Kind::Group, &token)
        });
        let location = location(&["groups", &id, "parents", &join.await?]);
        Ok(group::JoinParentGroupSuccess { location })
    }

    async fn leave_parent_group(&self, caller: Caller, id: String, pid: String) -> Answer<()> {
        let leave = self.within(caller, Kind::Group, id, move |at| {
            at.leave(Kind::Group, &pid)
        });
        Ok(leave.await?)
    }

    async fn list_group_spaces(&self, caller: Caller, id: String) -> Answer<Spaces> {
        Ok(self.spaces_above((Kind::Group, id), Direct, caller).await?)
    }

    async fn list_effective_group_spaces(&self, caller: Caller, id: String) -> Answer<Spaces> {
        let list = self.spaces_above((Kind::Group, id), Effective, caller);
        Ok(list.await?)
    }

    async fn get_group_space(&self, caller: Caller, id: String, sid: String) -> Answer<Space> {
        let get = self.within(caller, Kind::Group, id, move |at| {
            at.space_above(&sid, Direct)
        });
        Ok(get.await?)
    }

    async fn create_space_for_group(
        &self,
        caller: Caller,
        id: String,
        body: Option<CreateSpaceForGroupBody>,
    ) -> Result<group::CreateSpaceForGroupSuccess, Failed<group::CreateSpaceForGroupError>> {
        let create = self.within(caller, Kind::Group, id.clone(), move |at| {
            at.create_space(body.ok_or_else(|| missing("name"))?.name)
        });
        let location = location(&["groups", &id, "spaces", &create.await?]);
        Ok(group::CreateSpaceForGroupSuccess { location })
    }

    async fn group_join_space(
        &self,
        caller: Caller,
        id: String,
        body: Option<SpaceInviteToken>,
    ) -> Answer<group::GroupJoinSpaceSuccess> {
        let join = self.within(caller, Kind::Group, id.clone(), move |at| {
            let token = body.ok_or_else(|| missing("token"))?.token;
            at.join(Kind::Space, &token)
        });
        let location = location(&["groups", &id, "spaces", &join.await?]);
        Ok(group::GroupJoinSpaceSuccess { location })
    }

    async fn remove_group_from_space(&self, caller: Caller, id: String, sid: String) -> Answer<()> {
        let leave = self.within(caller, Kind::Group, id, move |at| {
            at.leave(Kind::Space, &sid)
        });
        Ok(leave.await?)
    }
}

/// The privileges that a call gives to a new member, if it says any.
fn given(body: Option<Privileges>) -> Option<Vec<String>> {
    Some(names(&body?.privileges?))
}
