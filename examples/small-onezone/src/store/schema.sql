-- What the zone keeps. Whatever belongs to something that is removed goes with it.

-- Users, groups and spaces have their identifiers from one row each, so that
-- one table holds all memberships. Lists come in the order of `number`.
CREATE TABLE entity (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('user', 'group', 'space')),
    creator TEXT REFERENCES entity (id) ON DELETE SET NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE user (
    id TEXT PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,
    username TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    password_hash TEXT,
    basic_auth INTEGER NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0,
    -- Grows when the temporary tokens are revoked.
    generation INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE team (
    id TEXT PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    type TEXT NOT NULL
) STRICT;

CREATE TABLE space (
    id TEXT PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    organization TEXT NOT NULL,
    -- A list, as JSON.
    tags TEXT NOT NULL
) STRICT;

-- Who belongs to a group or to a space directly.
CREATE TABLE membership (
    resource TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    member TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (resource, member),
    CHECK (resource <> member)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_of_member ON membership (member, resource);

-- What members may do there.
CREATE TABLE membership_privilege (
    resource TEXT NOT NULL,
    member TEXT NOT NULL,
    privilege TEXT NOT NULL,
    PRIMARY KEY (resource, member, privilege),
    FOREIGN KEY (resource, member) REFERENCES membership (resource, member) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Members of spaces who may do anything there.
CREATE TABLE owner (
    space TEXT NOT NULL,
    user TEXT NOT NULL,
    PRIMARY KEY (space, user),
    FOREIGN KEY (space, user) REFERENCES membership (resource, member) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What administrators, users or groups, may do in the whole zone.
CREATE TABLE zone_privilege (
    holder TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    privilege TEXT NOT NULL,
    PRIMARY KEY (holder, privilege)
) STRICT, WITHOUT ROWID;

-- Tokens themselves are not kept, only what they are recognized by.
CREATE TABLE token (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    hash BLOB NOT NULL UNIQUE,
    subject TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    -- Temporary tokens have none.
    name TEXT,
    -- `type` and `caveats` of the API, as JSON.
    type TEXT NOT NULL,
    caveats TEXT NOT NULL,
    -- What an invitation leads to.
    target TEXT REFERENCES entity (id) ON DELETE CASCADE,
    usage_limit INTEGER,
    usage_count INTEGER NOT NULL DEFAULT 0,
    custom TEXT NOT NULL,
    revoked INTEGER NOT NULL,
    -- The second after which it is worth nothing.
    valid_until INTEGER,
    created INTEGER NOT NULL,
    UNIQUE (subject, name)
) STRICT;

-- What an invitation grants; nothing here: what is usual.
CREATE TABLE token_privilege (
    token TEXT NOT NULL REFERENCES token (id) ON DELETE CASCADE,
    privilege TEXT NOT NULL,
    PRIMARY KEY (token, privilege)
) STRICT, WITHOUT ROWID;
