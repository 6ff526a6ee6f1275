-- +goose Up
-- Who is who: profiles, users, how they sign in, what they may do.

CREATE TABLE organizations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 50),
    created_at TIMESTAMP NOT NULL,
    is_active BOOLEAN NOT NULL,
    is_broker BOOLEAN NOT NULL,
    is_processor BOOLEAN NOT NULL,
    is_provider BOOLEAN NOT NULL,
    is_bulk_buyer BOOLEAN NOT NULL,
    full_name TEXT NOT NULL CHECK (length(full_name) <= 100),
    email TEXT NOT NULL CHECK (length(email) <= 254),
    phone TEXT NOT NULL CHECK (length(phone) <= 50),
    street_address TEXT NOT NULL CHECK (length(street_address) <= 150),
    locality TEXT NOT NULL CHECK (length(locality) <= 50),
    region TEXT NOT NULL CHECK (length(region) <= 50),
    postal_code TEXT NOT NULL CHECK (length(postal_code) <= 50),
    country TEXT NOT NULL CHECK (length(country) IN (0, 2)),
    default_timezone TEXT NOT NULL CHECK (length(default_timezone) BETWEEN 1 AND 100),
    picture TEXT CHECK (length(picture) <= 2083),
    extra TEXT,
    processor_card_key TEXT,
    processor_deposit_key TEXT
);
-- There is one broker and one processor on a site (profiles-subscriptions-roles.md 1.1).
CREATE UNIQUE INDEX organizations_broker ON organizations (is_broker) WHERE is_broker;
CREATE UNIQUE INDEX organizations_processor ON organizations (is_processor) WHERE is_processor;
CREATE INDEX organizations_full_name ON organizations (full_name, id);
CREATE INDEX organizations_created_at ON organizations (created_at, id);
CREATE INDEX organizations_email ON organizations (lower(email));

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    username TEXT NOT NULL UNIQUE CHECK (length(username) BETWEEN 1 AND 150),
    email TEXT NOT NULL CHECK (length(email) <= 254),
    first_name TEXT NOT NULL CHECK (length(first_name) <= 60),
    last_name TEXT NOT NULL CHECK (length(last_name) <= 60),
    password_hash TEXT NOT NULL,
    credential_version INTEGER NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_login TIMESTAMP
);
-- Sign-in compares both without regard to case (auth-users.md 1.1).
CREATE UNIQUE INDEX users_username_ci ON users (lower(username));
CREATE UNIQUE INDEX users_email_ci ON users (lower(email));

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 150),
    created_at TIMESTAMP NOT NULL,
    email TEXT NOT NULL CHECK (length(email) <= 254),
    full_name TEXT NOT NULL CHECK (length(full_name) <= 100),
    nick_name TEXT NOT NULL CHECK (length(nick_name) <= 60),
    picture TEXT CHECK (length(picture) <= 2083),
    extra TEXT,
    user_id INTEGER UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    verification_state TEXT NOT NULL CHECK (verification_state IN ('none', 'pending', 'verified')),
    verification_key_hash TEXT,
    verification_sent_at TIMESTAMP,
    mfa_backend INTEGER NOT NULL CHECK (mfa_backend IN (0, 1)),
    mfa_code_hash TEXT,
    mfa_attempts INTEGER NOT NULL,
    mfa_sent_at TIMESTAMP
);
CREATE INDEX contacts_email ON contacts (lower(email));

CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    public_key TEXT NOT NULL UNIQUE CHECK (length(public_key) = 32),
    secret_hash TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP
);

-- A session without a user carries an anonymous cart (billing-ledger.md 4.2).
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash TEXT NOT NULL UNIQUE,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    credential_version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE agreements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL UNIQUE CHECK (length(title) <= 150),
    modified_at TIMESTAMP NOT NULL
);
CREATE TABLE signatures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL REFERENCES agreements (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    last_signed TIMESTAMP NOT NULL,
    UNIQUE (user_id, agreement_id)
);

CREATE TABLE role_descriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 50),
    created_at TIMESTAMP NOT NULL,
    organization_id INTEGER REFERENCES organizations (id),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 20),
    skip_optin_on_grant BOOLEAN NOT NULL,
    extra TEXT,
    UNIQUE (organization_id, slug)
);
-- NULLs are distinct in the constraint above: global descriptions need one of their own.
CREATE UNIQUE INDEX role_descriptions_global ON role_descriptions (slug) WHERE organization_id IS NULL;

CREATE TABLE roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TIMESTAMP NOT NULL,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_description_id INTEGER REFERENCES role_descriptions (id),
    request_key TEXT UNIQUE,
    grant_key TEXT UNIQUE,
    extra TEXT,
    -- A user has at most one role on a profile (profiles-subscriptions-roles.md 1.5).
    UNIQUE (user_id, organization_id)
);
CREATE INDEX roles_organization ON roles (organization_id);

-- +goose Down
DROP TABLE roles;
DROP TABLE role_descriptions;
DROP TABLE signatures;
DROP TABLE agreements;
DROP TABLE sessions;
DROP TABLE api_keys;
DROP TABLE contacts;
DROP TABLE users;
DROP TABLE organizations;
