-- +goose Up
-- The rest of the address book: notes about contacts, preferences of users, and what lists need to be read by an index.
ALTER TABLE contacts ADD COLUMN archived BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE users ADD COLUMN has_contact BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE users ADD COLUMN public_key TEXT CHECK (length(public_key) <= 4096);
UPDATE users SET has_contact = EXISTS (SELECT 1 FROM contacts c WHERE c.user_id = users.id);
-- A contact in the lists has a name: its own, or that of its user.
UPDATE contacts SET full_name = (SELECT trim(u.first_name || ' ' || u.last_name) FROM users u WHERE u.id = contacts.user_id)
    WHERE full_name = '' AND user_id IS NOT NULL;
CREATE INDEX contacts_listed ON contacts (full_name, slug) WHERE NOT archived;
CREATE INDEX contacts_listed_created ON contacts (created_at, slug) WHERE NOT archived;
-- Two contacts without login never share an address (auth-users.md 4.6).
CREATE UNIQUE INDEX contacts_lead_email ON contacts (lower(email)) WHERE user_id IS NULL AND NOT archived;
CREATE INDEX users_without_contact ON users (id) WHERE is_active AND NOT has_contact;
CREATE INDEX users_created_at ON users (created_at, id) WHERE is_active;

CREATE TABLE activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TIMESTAMP NOT NULL,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) <= 65535),
    organization_id INTEGER REFERENCES organizations (id) ON DELETE CASCADE
);
CREATE INDEX activities_contact ON activities (contact_id, created_at, id);

-- A notification that a user does not want (auth-users.md 1.3): whoever has no row gets everything.
CREATE TABLE notification_opt_outs (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    notification TEXT NOT NULL CHECK (length(notification) <= 100),
    PRIMARY KEY (user_id, notification)
);

-- +goose Down
DROP TABLE notification_opt_outs;
DROP TABLE activities;
DROP INDEX users_created_at;
DROP INDEX users_without_contact;
DROP INDEX contacts_lead_email;
DROP INDEX contacts_listed_created;
DROP INDEX contacts_listed;
ALTER TABLE users DROP COLUMN public_key;
ALTER TABLE users DROP COLUMN has_contact;
ALTER TABLE contacts DROP COLUMN archived;
