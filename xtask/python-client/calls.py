"""Calls the Onezone that an example serves, with a client that openapi-python-client generated.

Every operation is called for each outcome that a caller can bring about, and what the client makes of the
answers is compared with values of its types. The client is the package `onezone`; the only argument is the
address of the server.
"""

import asyncio
import base64
import sys
import time

from onezone import AuthenticatedClient, Client
from onezone.api.group import create_parent_group, create_user_group_invite_token
from onezone.api.user import get_user_group
from onezone.models import Error, Group, GroupInviteToken, GroupType, Subject, SubjectType

URL = sys.argv[1] + "/api/v3/onezone"
ALICE = AuthenticatedClient(URL, "token-of-alice", prefix="", auth_header_name="X-Auth-Token")
ALICE_AS_BEARER = AuthenticatedClient(URL, "token-of-alice")
BOB = AuthenticatedClient(URL, base64.b64encode(b"bob:password-of-bob").decode(), prefix="Basic")
STRANGER = Client(URL)
IMPOSTOR = AuthenticatedClient(URL, "guess")

# What the client sends as these is the server's to decide.
UNIT = Group(group_id="mine", name="Größe & Co / \u2603 \U0001f98a", type_=GroupType.UNIT, creation_time=1)

calls = 0
failures = []


def expect(what, actual, wanted):
    """Notes a failure unless the values are equal."""
    if actual != wanted:
        failures.append(f"{what}: {actual!r} instead of {wanted!r}")


def call(operation, client, *arguments, **named):
    """Calls in both flavours, which must agree, and gives back the answer."""
    global calls
    # A client is of one flavour from its first call on.
    both = (
        operation.sync_detailed(*arguments, client=client, **named),
        asyncio.run(operation.asyncio_detailed(*arguments, client=fresh(client), **named)),
    )
    calls += len(both)
    expect(f"{operation.__name__} in both flavours", both[0].status_code, both[1].status_code)
    return both[0]


def fresh(client):
    """The same client without connections."""
    return client.with_headers({})


def expect_error(what, answer, status, kind):
    """Compares an answer with a documented failure."""
    expect(f"{what}: status", answer.status_code, status)
    if isinstance(answer.parsed, Error):
        expect(f"{what}: kind", answer.parsed.error.id, kind)
        expect(f"{what}: has a description", bool(answer.parsed.error.description), True)
    else:
        failures.append(f"{what}: the body {answer.content!r} is read as {answer.parsed!r}")


def expect_strangers_are_refused(operation, *arguments, **named):
    """Nobody gets further without credentials, or with wrong ones."""
    for name, client in (("a stranger", STRANGER), ("an impostor", IMPOSTOR)):
        answer = call(operation, client, *arguments, **named)
        what = f"{operation.__name__} by {name}"
        expect_error(what, answer, 401, "unauthorized")
        expect(f"{what}: is challenged", "www-authenticate" in answer.headers, True)


def get_group():
    for client in (ALICE, ALICE_AS_BEARER, BOB):
        answer = call(get_user_group, client, "designers")
        expect("get: status", answer.status_code, 200)
        group = answer.parsed
        age = time.time() - group.creation_time
        expect("get: was created just now", 0 <= age < 600, True)
        creator = Subject(type_=SubjectType.USER, id="alice")
        expect(
            "get: group",
            group,
            Group("designers", "Designers", GroupType.TEAM, group.creation_time, creator),
        )
    for unknown in ("nobody", "designers/", "a b", "%2F", "..", "ü?#"):
        answer = call(get_user_group, ALICE, unknown)
        expect_error(f"get {unknown!r}", answer, 404, "notFound")
    expect_strangers_are_refused(get_user_group, "designers")


def create_parent():
    answer = call(create_parent_group, ALICE, "designers", body=UNIT)
    expect("create: status", answer.status_code, 201)
    base, _, rest = answer.headers["location"].partition("/groups/")
    parent, _, rest = rest.partition("/")
    expect("create: location", (base, rest), ("/api/v3/onezone", "parents/designers"))
    found = call(get_user_group, ALICE, parent).parsed
    expect("create: id", (found.group_id, parent != UNIT.group_id), (parent, True))
    expect("create: name and type", (found.name, found.type_), (UNIT.name, UNIT.type_))
    expect("create: time is the server's", found.creation_time != UNIT.creation_time, True)
    expect("create: creator", found.creator, Subject(type_=SubjectType.USER, id="alice"))

    answer = call(create_parent_group, BOB, "designers", body=UNIT)
    expect_error("create by Bob", answer, 403, "forbidden")
    answer = call(create_parent_group, ALICE, "nobody", body=UNIT)
    expect_error("create for nobody", answer, 404, "notFound")
    nameless = Group(group_id="", name=7, type_=GroupType.TEAM, creation_time=0)
    answer = call(create_parent_group, ALICE, "designers", body=nameless)
    expect_error("create with a number for a name", answer, 400, "badData")
    expect_strangers_are_refused(create_parent_group, "designers", body=UNIT)


def create_token():
    answer = call(create_user_group_invite_token, BOB, "designers")
    expect("token: status", answer.status_code, 200)
    expect("token", answer.parsed, GroupInviteToken(token="invitation to designers"))
    answer = call(create_user_group_invite_token, ALICE, "nobody")
    expect_error("token for nobody", answer, 404, "notFound")
    expect_strangers_are_refused(create_user_group_invite_token, "designers")


for part in (get_group, create_parent, create_token):
    part()
for failure in failures:
    print(failure)
print(f"python-client onezone: {calls} calls, {len(failures)} failures")
sys.exit(1 if failures else 0)
