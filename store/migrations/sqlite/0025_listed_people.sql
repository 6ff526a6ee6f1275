-- +goose Up
-- The address book is walked in these indexes alone (store/address_book.go): they hold all that its rows are chosen by and sorted by.
DROP INDEX users_without_contact;
DROP INDEX contacts_listed;
DROP INDEX contacts_listed_created;
CREATE INDEX contacts_listed ON contacts (full_name, slug, created_at, archived) WHERE NOT archived;
CREATE INDEX contacts_listed_created ON contacts (created_at, slug, full_name, archived) WHERE NOT archived;
CREATE INDEX users_listed ON users (first_name || ' ' || last_name, username, created_at, is_active, has_contact) WHERE is_active AND NOT has_contact;
CREATE INDEX users_listed_created ON users (created_at, username, first_name || ' ' || last_name, is_active, has_contact)
    WHERE is_active AND NOT has_contact;

-- A registration that waits for the owner of the address to confirm it; the last one with an address counts. selector is half of the key in the mailed
-- link, of which the other half is made with the server's secret (auth-users.md 1.4). asked is the body of the request without its password, JSON.
CREATE TABLE pending_registrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE CHECK (length(email) <= 254 AND email = lower(email)),
    selector TEXT NOT NULL UNIQUE CHECK (length(selector) = 20),
    asked TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX pending_registrations_expires_at ON pending_registrations (expires_at);

-- +goose Down
DROP TABLE pending_registrations;
DROP INDEX users_listed_created;
DROP INDEX users_listed;
DROP INDEX contacts_listed_created;
DROP INDEX contacts_listed;
CREATE INDEX contacts_listed ON contacts (full_name, slug) WHERE NOT archived;
CREATE INDEX contacts_listed_created ON contacts (created_at, slug) WHERE NOT archived;
CREATE INDEX users_without_contact ON users (id) WHERE is_active AND NOT has_contact;
