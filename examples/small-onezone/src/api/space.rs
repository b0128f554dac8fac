//! Operations on spaces.

use super::location;
use crate::authorize::Place;
use crate::caller::Caller;
use crate::configuration;
use crate::failure::missing;
use crate::onezone::models::{
    CreateSpaceBody, Group, GroupCreateRequest, Groups, ListSpacePrivilegesSuccessBody,
    ListUserSpacePrivilegesSuccessBody as Privileges, ModifySpaceBody, Space, SpaceInviteToken,
    SpaceManagerPrivilegesItem, SpaceMemberPrivilegesItem, SpacePrivilegesItem,
    SpacePrivilegesUpdate, Spaces, User, Users,
};
use crate::onezone::server::{Failed, SpaceApi, Undocumented};
use crate::onezone::space::{self, ListSpacesError};
use crate::privileges::{names, update, usual};
use crate::store::members::Reach::{Direct, Effective};
use crate::store::{Kind, members, spaces};
use crate::zone::Zone;

type Answer<S> = Result<S, Failed<ListSpacesError>>;

impl SpaceApi<Caller, Undocumented> for Zone {
    async fn list_spaces(&self, caller: Caller) -> Answer<Spaces> {
        let list = self.at(caller, Place::Zone, |store, _| spaces::list(store));
        let spaces = list.await?;
        Ok(Spaces { spaces })
    }

    async fn create_space(
        &self,
        caller: Caller,
        body: Option<CreateSpaceBody>,
    ) -> Answer<space::CreateSpaceSuccess> {
        let create = self.at(caller, Place::Zone, move |store, caller| {
            let body = body.ok_or_else(|| missing("name"))?;
            configuration::must_not_advertise(
                body.advertised_in_marketplace,
                body.marketplace_contact_email.as_deref(),
            )?;
            configuration::must_be_tags(body.tags.as_deref())?;
            let changes = spaces::Changes {
                name: Some(body.name),
                description: body.description,
                organization: body.organization_name,
                tags: body.tags,
            };
            spaces::create(store, &caller.user, &changes)
        });
        let location = location(&["spaces", &create.await?]);
        Ok(space::CreateSpaceSuccess { location })
    }

    async fn list_space_privileges(
        &self,
    ) -> Result<ListSpacePrivilegesSuccessBody, Failed<space::ListSpacePrivilegesError>> {
        Ok(ListSpacePrivilegesSuccessBody {
            admin: Some(SpacePrivilegesItem::LISTED.to_vec()),
            manager: Some(SpaceManagerPrivilegesItem::LISTED.to_vec()),
            member: Some(SpaceMemberPrivilegesItem::LISTED.to_vec()),
        })
    }

    async fn get_space(&self, caller: Caller, id: String) -> Answer<Space> {
        let get = self.within(caller, Kind::Space, id, |at| spaces::get(at.store, at.id));
        Ok(get.await?)
    }

    async fn modify_space(&self, caller: Caller, id: String, body: ModifySpaceBody) -> Answer<()> {
        let modify = self.within(caller, Kind::Space, id, move |at| {
            configuration::must_not_advertise(
                body.advertised_in_marketplace,
                body.marketplace_contact_email.as_deref(),
            )?;
            configuration::must_be_tags(body.tags.as_deref())?;
            let changes = spaces::Changes {
                name: body.name,
                description: body.description,
                organization: body.organization_name,
                tags: body.tags,
            };
            spaces::modify(at.store, at.id, &changes)
        });
        Ok(modify.await?)
    }

    async fn remove_space(&self, caller: Caller, id: String) -> Answer<()> {
        let remove = self.within(caller, Kind::Space, id, |at| {
            spaces::remove(at.store, at.id)
        });
        Ok(remove.await?)
    }

    async fn list_space_owners(&self, caller: Caller, id: String) -> Answer<Users> {
        let list = self.within(caller, Kind::Space, id, |at| {
            spaces::owners(at.store, at.id)
        });
        let users = list.await?;
        Ok(Users { users })
    }

    async fn add_space_owner(&self, caller: Caller, id: String, uid: String) -> Answer<()> {
        let add = self.within(caller, Kind::Space, id, move |at| {
            at.user(&uid, Effective)?;
            if !members::belongs(at.store, at.id, &uid, Direct)? {
                let (space, user) = ((Kind::Space, at.id), (Kind::User, uid.as_str()));
                members::add(at.store, space, user, &usual(Kind::Space))?;
            }
            spaces::add_owner(at.store, at.id, &uid)
        });
        Ok(add.await?)
    }

    async fn remove_space_owner(&self, caller: Caller, id: String, uid: String) -> Answer<()> {
        let remove = self.within(caller, Kind::Space, id, move |at| {
            spaces::remove_owner(at.store, at.id, &uid)
        });
        Ok(remove.await?)
    }

    async fn list_space_users(&self, caller: Caller, id: String) -> Answer<Users> {
        Ok(self.users_in((Kind::Space, id), Direct, caller).await?)
    }

    async fn list_effective_space_users(&self, caller: Caller, id: String) -> Answer<Users> {
        Ok(self.users_in((Kind::Space, id), Effective, caller).await?)
    }

    async fn get_space_user(&self, caller: Caller, id: String, uid: String) -> Answer<User> {
        let get = self.within(caller, Kind::Space, id, move |at| at.user(&uid, Direct));
        Ok(get.await?)
    }

    async fn get_effective_space_user(
        &self,
        caller: Caller,
        id: String,
        uid: String,
    ) -> Answer<User> {
        let get = self.within(caller, Kind::Space, id, move |at| at.user(&uid, Effective));
        Ok(get.await?)
    }

    async fn add_space_user(
        &self,
        caller: Caller,
        id: String,
        uid: String,
        body: Option<Privileges>,
    ) -> Answer<()> {
        let (space, user) = ((Kind::Space, id), (Kind::User, uid));
        Ok(self.add(caller, space, user, given(body)).await?)
    }

    async fn remove_space_user(&self, caller: Caller, id: String, uid: String) -> Answer<()> {
        let remove = self.dismiss((Kind::Space, id), (Kind::User, uid), caller);
        Ok(remove.await?)
    }

    async fn list_user_space_privileges(
        &self,
        caller: Caller,
        id: String,
        uid: String,
    ) -> Answer<Privileges> {
        let (space, user) = ((Kind::Space, id), (Kind::User, uid));
        let privileges = self.held(space, user, Direct, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn list_effective_user_space_privileges(
        &self,
        caller: Caller,
        id: String,
        uid: String,
    ) -> Answer<Privileges> {
        let (space, user) = ((Kind::Space, id), (Kind::User, uid));
        let privileges = self.held(space, user, Effective, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn update_user_space_privileges(
        &self,
        caller: Caller,
        id: String,
        uid: String,
        body: SpacePrivilegesUpdate,
    ) -> Answer<()> {
        let change = self.within(caller, Kind::Space, id, move |at| {
            at.update_privileges(Kind::User, &uid, &update(body.grant, body.revoke)?)
        });
        Ok(change.await?)
    }

    async fn create_space_user_invite_token(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<SpaceInviteToken> {
        let invite = self.within(caller, Kind::Space, id, |at| at.invite(Kind::User));
        let token = invite.await?;
        Ok(SpaceInviteToken { token })
    }

    async fn list_space_groups(&self, caller: Caller, id: String) -> Answer<Groups> {
        Ok(self.groups_in((Kind::Space, id), Direct, caller).await?)
    }

    async fn list_effective_space_groups(&self, caller: Caller, id: String) -> Answer<Groups> {
        Ok(self.groups_in((Kind::Space, id), Effective, caller).await?)
    }

    async fn get_space_group(&self, caller: Caller, id: String, gid: String) -> Answer<Group> {
        let get = self.within(caller, Kind::Space, id, move |at| at.group(&gid, Direct));
        Ok(get.await?)
    }

    async fn get_effective_space_group(
        &self,
        caller: Caller,
        id: String,
        gid: String,
    ) -> Answer<Group> {
        let get = self.within(caller, Kind::Space, id, move |at| at.group(&gid, Effective));
        Ok(get.await?)
    }

    async fn create_space_group(
        &self,
        caller: Caller,
        id: String,
        body: GroupCreateRequest,
    ) -> Answer<space::CreateSpaceGroupSuccess> {
        let create = self.within(caller, Kind::Space, id.clone(), move |at| {
            at.create_member(&body.name, body.r#type)
        });
        let location = location(&["spaces", &id, "groups", &create.await?]);
        Ok(space::CreateSpaceGroupSuccess { location })
    }

    async fn add_group_to_space(
        &self,
        caller: Caller,
        id: String,
        gid: String,
        body: Option<Privileges>,
    ) -> Answer<()> {
        let (space, group) = ((Kind::Space, id), (Kind::Group, gid));
        Ok(self.add(caller, space, group, given(body)).await?)
    }

    async fn remove_space_group(&self, caller: Caller, id: String, gid: String) -> Answer<()> {
        let remove = self.dismiss((Kind::Space, id), (Kind::Group, gid), caller);
        Ok(remove.await?)
    }

    async fn list_group_space_privileges(
        &self,
        caller: Caller,
        id: String,
        gid: String,
    ) -> Answer<Privileges> {
        let (space, group) = ((Kind::Space, id), (Kind::Group, gid));
        let privileges = self.held(space, group, Direct, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn list_effective_group_space_privileges(
        &self,
        caller: Caller,
        id: String,
        gid: String,
    ) -> Answer<Privileges> {
        let (space, group) = ((Kind::Space, id), (Kind::Group, gid));
        let privileges = self.held(space, group, Effective, caller).await?;
        Ok(Privileges { privileges })
    }

    async fn update_group_space_privileges(
        &self,
        caller: Caller,
        id: String,
        gid: String,
        body: SpacePrivilegesUpdate,
    ) -> Answer<()> {
        let change = self.within(caller, Kind::Space, id, move |at| {
            at.update_privileges(Kind::Group, &gid, &update(body.grant, body.revoke)?)
        });
        Ok(change.await?)
    }

    async fn create_space_group_token(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<SpaceInviteToken> {
        let invite = self.within(caller, Kind::Space, id, |at| at.invite(Kind::Group));
        let token = invite.await?;
        Ok(SpaceInviteToken { token })
    }
}

/// The privileges that a call gives to a new member, if it says any.
fn given(body: Option<Privileges>) -> Option<Vec<String>> {
    Some(names(&body?.privileges?))
}
