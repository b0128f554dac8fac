//! Invitations: tokens that make whoever uses them a member of something.

use crate::authorize::{Place, authorize};
use crate::caller::Caller;
use crate::errors::OnedataError;
use crate::failure::{Failure, not_found};
use crate::onezone::models::{
    GroupJoinGroup, GroupJoinSpace, InviteToken, TokenPropertyTokenType as TokenType,
    UserJoinGroup, UserJoinSpace,
};
use crate::onezone::operations;
use crate::onezone::runtime::Operation;
use crate::privileges;
use crate::store::tokens::Token;
use crate::store::{Connection, Kind, members, tokens as kept};
use crate::tokens;

/// Who is invited, and to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The word of the API for it.
    pub word: &'static str,
    /// Who can become a member.
    pub member: Kind,
    /// Of what.
    pub target: Kind,
}

const USER_JOIN_GROUP: Invitation = Invitation {
    word: "userJoinGroup",
    member: Kind::User,
    target: Kind::Group,
};
const GROUP_JOIN_GROUP: Invitation = Invitation {
    word: "groupJoinGroup",
    member: Kind::Group,
    target: Kind::Group,
};
const USER_JOIN_SPACE: Invitation = Invitation {
    word: "userJoinSpace",
    member: Kind::User,
    target: Kind::Space,
};
const GROUP_JOIN_SPACE: Invitation = Invitation {
    word: "groupJoinSpace",
    member: Kind::Group,
    target: Kind::Space,
};

impl Invitation {
    /// The invitation of a member to a target, if there is one.
    pub fn of(member: Kind, target: Kind) -> Option<Self> {
        [
            USER_JOIN_GROUP,
            GROUP_JOIN_GROUP,
            USER_JOIN_SPACE,
            GROUP_JOIN_SPACE,
        ]
        .into_iter()
        .find(|one| one.member == member && one.target == target)
    }

    /// What a token says, and the identifier of the target.
    ///
    /// # Errors
    /// `badValueInviteType` if it is for something that this zone has not.
    pub fn read(token: &InviteToken) -> Result<(Self, &str), Failure> {
        match token {
            InviteToken::UserJoinGroup(to) => Ok((USER_JOIN_GROUP, &to.group_id)),
            InviteToken::GroupJoinGroup(to) => Ok((GROUP_JOIN_GROUP, &to.group_id)),
            InviteToken::UserJoinSpace(to) => Ok((USER_JOIN_SPACE, &to.space_id)),
            InviteToken::GroupJoinSpace(to) => Ok((GROUP_JOIN_SPACE, &to.space_id)),
            _ => Err(Failure::because(
                OnedataError::BadValueInviteType {
                    key: Some("inviteType".to_owned()),
                },
                "this zone has groups and spaces to join, and nothing else",
            )),
        }
    }

    /// The type of a token that invites to a target.
    pub fn token_type(self, target: String) -> TokenType {
        let invite = match (self.member, self.target) {
            (Kind::Group, Kind::Space) => InviteToken::GroupJoinSpace(GroupJoinSpace {
                space_id: target,
                ..Default::default()
            }),
            (Kind::Group, _) => InviteToken::GroupJoinGroup(GroupJoinGroup {
                group_id: target,
                ..Default::default()
            }),
            (_, Kind::Space) => InviteToken::UserJoinSpace(UserJoinSpace {
                space_id: target,
                ..Default::default()
            }),
            _ => InviteToken::UserJoinGroup(UserJoinGroup {
                group_id: target,
                ..Default::default()
            }),
        };
        TokenType {
            invite_token: Some(invite),
            ..Default::default()
        }
    }

    /// The operations whose callers may invite, and may say what is granted.
    fn operations(self) -> (&'static Operation, &'static Operation) {
        match (self.member, self.target) {
            (Kind::Group, Kind::Space) => (
                &operations::CREATE_SPACE_GROUP_TOKEN,
                &operations::UPDATE_GROUP_SPACE_PRIVILEGES,
            ),
            (Kind::Group, _) => (
                &operations::CREATE_CHILD_GROUP_TOKEN,
                &operations::UPDATE_CHILD_GROUP_PRIVILEGES,
            ),
            (_, Kind::Space) => (
                &operations::CREATE_SPACE_USER_INVITE_TOKEN,
                &operations::UPDATE_USER_SPACE_PRIVILEGES,
            ),
            _ => (
                &operations::CREATE_USER_GROUP_INVITE_TOKEN,
                &operations::UPDATE_USER_GROUP_PRIVILEGES,
            ),
        }
    }

    /// Makes sure that a user may invite to a target.
    ///
    /// # Errors
    /// `forbidden` if not, `notFound` if there is no such target.
    pub fn authorize(
        self,
        store: &Connection,
        caller: &Caller,
        target: &str,
        sets_privileges: bool,
    ) -> Result<(), Failure> {
        let place = Place::In(self.target, target.to_owned());
        authorize(store, caller, self.operations().0, &place, None)?;
        match sets_privileges {
            true => self.authorize_setting(store, caller, target),
            false => Ok(()),
        }
    }

    /// Makes sure that a user may say what such members of a target may do.
    ///
    /// # Errors
    /// `forbidden` if not, `notFound` if there is no such target.
    pub fn authorize_setting(
        self,
        store: &Connection,
        caller: &Caller,
        target: &str,
    ) -> Result<(), Failure> {
        let place = Place::In(self.target, target.to_owned());
        authorize(store, caller, self.operations().1, &place, None)
    }
}

/// Uses an invitation, and gives the identifier of what was joined.
///
/// # Errors
/// If the token does not invite such a member to such a target, or not any
/// more, or the member is one already.
pub fn accept(
    store: &Connection,
    secret: &str,
    member: (Kind, &str),
    target: Kind,
) -> Result<String, Failure> {
    let wanted = Invitation::of(member.0, target).ok_or_else(|| not_found("invitation"))?;
    let token = tokens::valid(store, secret)
        .and_then(|token| must_be(wanted, &token).map(|()| token))
        .map_err(|reason| tokens::bad_value("token", reason))?;
    let target_id = token.target.as_deref().ok_or_else(|| not_found("target"))?;
    if token
        .usage_limit
        .is_some_and(|limit| token.usage_count >= limit)
    {
        let error = OnedataError::InviteTokenUsageLimitReached;
        return Err(Failure::because(error, "the invitation has been used up"));
    }
    // Whoever invites must be allowed to when the invitation is used.
    let subject = Caller {
        user: token.subject.clone(),
        operation: wanted.operations().0,
    };
    let sets_privileges = !token.privileges.is_empty();
    let may = wanted.authorize(store, &subject, target_id, sets_privileges);
    match may {
        Err(Failure::Refused(_)) => {
            let error = OnedataError::InviteTokenSubjectNotAuthorized;
            let description = "who issued the invitation may not invite any more";
            return Err(Failure::because(error, description));
        }
        other => other?,
    }
    let granted = match sets_privileges {
        true => token.privileges,
        false => privileges::usual(target),
    };
    members::add(store, (target, target_id), member, &granted)?;
    kept::count_use(store, &token.id)?;
    Ok(target_id.to_owned())
}

/// Makes sure that a token is an invitation of this kind.
///
/// # Errors
/// `notAnInviteToken` if it is not.
pub fn must_be(wanted: Invitation, token: &Token) -> Result<(), Failure> {
    let invite = token.r#type.invite_token.as_ref();
    let found = invite.map(Invitation::read).transpose()?;
    match found.is_some_and(|(found, _)| found == wanted) {
        true => Ok(()),
        false => Err(tokens::not_an_invitation(Some(wanted.word), token)),
    }
}
