-- +goose Up
-- The form of an address by which it is compared, looked up and unique (naming.EmailKey), beside what was typed. SQL cannot compute it: the next
-- migration, which is Go, fills it in and makes the indexes.
ALTER TABLE users ADD COLUMN email_key TEXT;
ALTER TABLE contacts ADD COLUMN email_key TEXT;
ALTER TABLE organizations ADD COLUMN email_key TEXT;
DROP INDEX users_email_ci;
DROP INDEX contacts_email;
DROP INDEX contacts_lead_email;
DROP INDEX organizations_email;
-- A folded text need not be in lower case: some scripts are folded to their capitals.
ALTER TABLE pending_registrations DROP CONSTRAINT IF EXISTS pending_registrations_email_check;
ALTER TABLE former_addresses DROP CONSTRAINT IF EXISTS former_addresses_email_check;

-- +goose Down
CREATE INDEX organizations_email ON organizations (lower(email));
CREATE INDEX contacts_email ON contacts (lower(email));
CREATE UNIQUE INDEX contacts_lead_email ON contacts (lower(email)) WHERE user_id IS NULL AND NOT archived;
CREATE UNIQUE INDEX users_email_ci ON users (lower(email));
ALTER TABLE organizations DROP COLUMN email_key;
ALTER TABLE contacts DROP COLUMN email_key;
ALTER TABLE users DROP COLUMN email_key;
