"""Calls the small Onezone of the examples, with a client that openapi-python-client generated.

Users found groups and spaces, invite each other and are refused what they may not do. What the client makes
of the answers is compared with values of its types. The client is the package `onezone`; the only argument
is the address of the server, and `ADMIN_TOKEN` is the token of its administrator.
"""

import asyncio
import base64
import importlib
import inspect
import os
import pkgutil
import sys
import time

import onezone.api
from onezone import AuthenticatedClient, Client
from onezone.api import group, space, token, user, zone
from onezone.models import (
    AdminPrivilegesItem,
    AdminPrivilegesUpdate,
    Error,
    Group,
    GroupInviteToken,
    GroupJoinSpace,
    GroupJoinSpaceInviteType,
    GroupPrivilegesItem,
    GroupPrivilegesUpdate,
    GroupType,
    GroupUpdateRequest,
    ModifySpaceBody,
    NamedTokenCreateRequest,
    NamedTokenUpdateRequest,
    SpaceCreateRequest,
    SpaceInviteToken,
    SpacePrivilegesItem,
    SpacePrivilegesUpdate,
    Subject,
    SubjectType,
    TemporaryTokenCreateRequest,
    Time,
    TimeType,
    TokenPropertyTokenType,
    User,
    UserCreateRequest,
    UserJoinGroup,
    UserJoinGroupInviteType,
    VerifyAccessTokenRequest,
)
from onezone.types import UNSET

URL = sys.argv[1] + "/api/v3/onezone"
PASSWORD = "Größe & Co: \u2603 \U0001f98a"
STRANGER = Client(URL)

calls = 0
failures = []


def with_token(secret):
    """The client of whoever has an access token."""
    return AuthenticatedClient(URL, secret, prefix="", auth_header_name="X-Auth-Token")


def with_password(name, password):
    """The client of whoever has a password."""
    pair = base64.b64encode(f"{name}:{password}".encode()).decode()
    return AuthenticatedClient(URL, pair, prefix="Basic")


ADMIN = with_token(os.environ["ADMIN_TOKEN"])


def expect(what, actual, wanted):
    """Notes a failure unless the values are equal."""
    if actual != wanted:
        failures.append(f"{what}: {actual!r} instead of {wanted!r}")


def operation(tag, name):
    """The module of an operation."""
    return importlib.import_module(f"{tag.__name__}.{name}")


def call(tag, name, client, *arguments, **named):
    """Makes a call, in both flavours where it changes nothing; they must agree."""
    global calls
    module = operation(tag, name)
    # A client is of one flavour from its first call on.
    fresh = client.with_headers({})
    calls += 1
    answer = module.sync_detailed(*arguments, client=fresh, **named)
    if name.startswith(("get_", "list_")):
        calls += 1
        fresh = client.with_headers({})
        other = asyncio.run(module.asyncio_detailed(*arguments, client=fresh, **named))
        expect(f"{name} in both flavours", other.status_code, answer.status_code)
        expect(f"{name} in both flavours", other.parsed, answer.parsed)
    return answer


def get(tag, name, client, *arguments, **named):
    """What a call gives that succeeds."""
    answer = call(tag, name, client, *arguments, **named)
    expect(f"{name}: succeeds, {answer.content!r}", answer.status_code // 100, 2)
    return answer.parsed


def create(tag, name, client, *arguments, **named):
    """The identifier of what a call creates."""
    answer = call(tag, name, client, *arguments, **named)
    expect(f"{name}: creates, {answer.content!r}", answer.status_code, 201)
    location = answer.headers.get("location", "")
    expect(f"{name}: location {location}", location.startswith("/api/v3/onezone/"), True)
    return location.rsplit("/", 1)[-1]


def refuse(status, kind, tag, name, client, *arguments, **named):
    """A call that must be refused."""
    answer = call(tag, name, client, *arguments, **named)
    expect(f"{name}: status", answer.status_code, status)
    if isinstance(answer.parsed, Error):
        expect(f"{name}: kind", answer.parsed.error.id, kind)
        expect(f"{name}: has a description", bool(answer.parsed.error.description), True)
    else:
        failures.append(f"{name}: the body {answer.content!r} is read as {answer.parsed!r}")


def without_body():
    """All operations that take no body: tag, name, and how many parameters each has."""
    for found in pkgutil.walk_packages(onezone.api.__path__, "onezone.api."):
        module = importlib.import_module(found.name)
        if hasattr(module, "sync_detailed"):
            parameters = inspect.signature(module.sync_detailed).parameters
            if "body" not in parameters:
                tag, _, name = found.name.rpartition(".")
                yield sys.modules[tag], name, len(parameters) - 1


def strangers():
    """Whatever is not public is closed to them."""
    closed = 0
    for tag, name, parameters in without_body():
        answer = call(tag, name, STRANGER, *["x"] * parameters)
        if answer.status_code != 200:
            closed += 1
            expect(f"{name} by a stranger", answer.status_code, 401)
            expect(f"{name}: challenge", "www-authenticate" in answer.headers, True)
    expect("many operations are closed to strangers", closed > 70, True)
    configuration = get(zone, "get_configuration", STRANGER)
    expect("configuration: version", configuration.version, "21.02.7")
    privileges = get(zone, "list_privileges", STRANGER)
    expect("privileges of the zone", set(privileges.admin), set(AdminPrivilegesItem))
    refuse(401, "unauthorized", user, "oz_users_list", with_token("guess"))


def people():
    """Makes three users; their identifiers, and their clients."""
    identifiers, clients = {}, {}
    for name in ("alice", "bob", "carol"):
        request = UserCreateRequest(full_name=f"Ms. {name}", username=name, password=PASSWORD)
        identifiers[name] = create(user, "create_user", ADMIN, body=request)
        named = NamedTokenCreateRequest(name="for tests")
        by_password = with_password(name, PASSWORD)
        created = get(token, "create_named_token_for_current_user", by_password, body=named)
        clients[name] = with_token(created.token)
        found = get(user, "get_current_user", clients[name])
        expect("user", (found.user_id, found.username), (identifiers[name], name))
        expect("user: was created just now", 0 <= time.time() - found.creation_time < 600, True)
    again = UserCreateRequest(username="alice")
    refuse(400, "badValueIdentifierOccupied", user, "create_user", ADMIN, body=again)
    refuse(403, "forbidden", user, "create_user", clients["bob"], body=again)
    return identifiers, clients


def groups(identifiers, clients):
    """Alice founds a group, and Bob joins it."""
    alice, bob, carol = clients["alice"], clients["bob"], clients["carol"]
    # What the client sends as identifier and time is the server's to decide.
    wanted = Group("mine", "Größe & Co / \u2603 \U0001f98a", GroupType.UNIT, 1)
    mine = create(user, "create_user_group", alice, body=wanted)
    found = get(group, "get_group", alice, mine)
    creator = Subject(SubjectType.USER, identifiers["alice"])
    expect("group", found, Group(mine, wanted.name, wanted.type_, found.creation_time, creator))
    refuse(403, "forbidden", group, "get_group", bob, mine)
    for unknown in ("nobody", "a b", "%2F", "..", "ü?#"):
        refuse(404, "notFound", group, "get_group", ADMIN, unknown)

    invite = UserJoinGroup(UserJoinGroupInviteType.USERJOINGROUP, mine)
    request = NamedTokenCreateRequest(
        name="for one", type_=TokenPropertyTokenType(invite_token=invite), usage_limit=1
    )
    refuse(403, "forbidden", token, "create_named_token_for_current_user", bob, body=request)
    created = get(token, "create_named_token_for_current_user", alice, body=request)
    body = GroupInviteToken(created.token)
    expect("joined", create(user, "join_group", bob, body=body), mine)
    refuse(400, "inviteTokenUsageLimitReached", user, "join_group", carol, body=body)
    kept = get(token, "get_named_token", alice, created.token_id)
    # The client reads what is one of many by trial, and finds the same.
    expect("invitation", kept.type_.invite_token, invite)
    expect("invitation: uses", (kept.metadata.usage_limit, kept.metadata.usage_count), (1, 1))
    expect("token: only its hash is kept", kept.token, UNSET)

    members = get(group, "list_group_users", bob, mine).users
    expect("members", members, [identifiers["alice"], identifiers["bob"]])
    member = get(group, "get_group_user", bob, mine, identifiers["alice"])
    expect("member", member, User(identifiers["alice"], "Ms. alice", "alice", member.creation_time))
    change = GroupUpdateRequest(name="Ours")
    refuse(403, "forbidden", group, "modify_group", bob, mine, body=change)
    grant = GroupPrivilegesUpdate(grant=[GroupPrivilegesItem.GROUP_UPDATE])
    get(group, "update_user_group_privileges", alice, mine, identifiers["bob"], body=grant)
    get(group, "modify_group", bob, mine, body=change)
    held = get(group, "list_user_group_privileges", alice, mine, identifiers["bob"]).privileges
    expect("held", held, [GroupPrivilegesItem.GROUP_UPDATE, GroupPrivilegesItem.GROUP_VIEW])
    expect("renamed", get(user, "get_user_group", alice, mine).name, "Ours")
    revoke = GroupPrivilegesUpdate(revoke=[GroupPrivilegesItem.GROUP_UPDATE])
    get(group, "update_user_group_privileges", alice, mine, identifiers["bob"], body=revoke)
    refuse(403, "forbidden", group, "modify_group", bob, mine, body=change)
    return mine


def spaces(identifiers, clients, team):
    """The group opens a space of Carol's to Bob."""
    alice, bob, carol = clients["alice"], clients["bob"], clients["carol"]
    archive = create(user, "create_user_space", carol, body=SpaceCreateRequest("Archive"))
    invite = GroupJoinSpace(GroupJoinSpaceInviteType.GROUPJOINSPACE, archive)
    request = NamedTokenCreateRequest(name="in", type_=TokenPropertyTokenType(invite_token=invite))
    created = get(token, "create_named_token_for_current_user", carol, body=request)
    body = SpaceInviteToken(created.token)
    refuse(403, "forbidden", group, "group_join_space", bob, team, body=body)
    expect("joined", create(group, "group_join_space", alice, team, body=body), archive)
    refuse(400, "relationAlreadyExists", group, "group_join_space", alice, team, body=body)
    expect("effective", get(user, "list_effective_user_spaces", bob).spaces, [archive])
    expect("direct", get(user, "list_user_spaces", bob).spaces, [])
    found = get(space, "get_space", bob, archive)
    creator = Subject(SubjectType.USER, identifiers["carol"])
    expect("space", (found.name, found.creator), ("Archive", creator))
    change = ModifySpaceBody(description="*Old*", tags=["public"])
    refuse(403, "forbidden", space, "modify_space", bob, archive, body=change)
    grant = SpacePrivilegesUpdate(grant=[SpacePrivilegesItem.SPACE_UPDATE])
    get(space, "update_group_space_privileges", carol, archive, team, body=grant)
    get(space, "modify_space", bob, archive, body=change)
    found = get(user, "get_user_space", carol, archive)
    expect("space", (found.description, found.tags), ("*Old*", ["public"]))
    refuse(400, "cannotRemoveLastOwner", user, "leave_space", carol, archive)
    get(space, "remove_space_group", carol, archive, team)
    refuse(403, "forbidden", space, "get_space", bob, archive)
    get(space, "remove_space", carol, archive)
    refuse(404, "notFound", space, "get_space", carol, archive)


def administrators(identifiers, clients):
    """Bob becomes one, and is one no more."""
    bob = clients["bob"]
    grant = AdminPrivilegesUpdate(grant=[AdminPrivilegesItem.OZ_USERS_LIST])
    refuse(403, "forbidden", user, "update_user_admin_privileges", bob, identifiers["bob"], body=grant)
    get(user, "update_user_admin_privileges", ADMIN, identifiers["bob"], body=grant)
    expect("users", len(get(user, "oz_users_list", bob).users), 4)
    get(user, "remove_user_admin_privileges", ADMIN, identifiers["bob"])
    refuse(403, "forbidden", user, "oz_users_list", bob)
    held = get(user, "list_current_user_admin_privileges", ADMIN).privileges
    expect("the administrator holds all", set(held), set(AdminPrivilegesItem))


def tokens(identifiers, clients):
    """Tokens are issued, verified, revoked and removed."""
    alice, bob = clients["alice"], clients["bob"]
    caveat = Time(TimeType.TIME, int(time.time()) + 600)
    request = TemporaryTokenCreateRequest(caveats=[caveat])
    temporary = get(token, "create_temporary_token_for_current_user", alice, body=request).token
    found = get(user, "get_current_user", with_token(temporary))
    expect("temporary token", found.user_id, identifiers["alice"])
    refuse(400, "tokenTimeCaveatRequired", token, "create_temporary_token_for_current_user", alice,
           body=TemporaryTokenCreateRequest())  # fmt: skip
    verify = VerifyAccessTokenRequest(temporary)
    verified = get(token, "verify_access_token", STRANGER, body=verify)
    expect("time that is left", 500 < verified.ttl <= 600, True)
    get(token, "revoke_all_temporary_tokens_of_current_user", alice)
    refuse(400, "badValueToken", token, "verify_access_token", STRANGER, body=verify)

    created = get(token, "create_named_token_for_current_user", alice,
                  body=NamedTokenCreateRequest(name="for the cluster"))  # fmt: skip
    endless = get(token, "verify_access_token", STRANGER, body=VerifyAccessTokenRequest(created.token))
    expect("time that is left of a token without end", endless.ttl, None)
    revoke = NamedTokenUpdateRequest(revoked=True)
    refuse(403, "forbidden", token, "modify_named_token", bob, created.token_id, body=revoke)
    get(token, "modify_named_token", alice, created.token_id, body=revoke)
    refuse(401, "unauthorized", user, "list_user_groups", with_token(created.token))
    get(token, "delete_named_token", ADMIN, created.token_id)
    refuse(404, "notFound", token, "get_named_token", alice, created.token_id)


strangers()
identifiers, clients = people()
team = groups(identifiers, clients)
spaces(identifiers, clients, team)
administrators(identifiers, clients)
tokens(identifiers, clients)
for failure in failures:
    print(failure)
print(f"python-client onezone: {calls} calls, {len(failures)} failures")
sys.exit(1 if failures else 0)
