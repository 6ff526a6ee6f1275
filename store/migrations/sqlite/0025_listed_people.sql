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

-- +goose Down
DROP INDEX users_listed_created;
DROP INDEX users_listed;
DROP INDEX contacts_listed_created;
DROP INDEX contacts_listed;
CREATE INDEX contacts_listed ON contacts (full_name, slug) WHERE NOT archived;
CREATE INDEX contacts_listed_created ON contacts (created_at, slug) WHERE NOT archived;
CREATE INDEX users_without_contact ON users (id) WHERE is_active AND NOT has_contact;
