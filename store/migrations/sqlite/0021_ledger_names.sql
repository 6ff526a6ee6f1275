-- +goose Up
-- Who is named in rows of the ledger, which can never be changed: they hold a key, and the name stands here until its owner is forgotten.
CREATE TABLE ledger_names (
    name_key TEXT PRIMARY KEY CHECK (length(name_key) = 20),
    name TEXT NOT NULL,
    email TEXT NOT NULL CHECK (length(email) <= 255),
    organization_id INTEGER REFERENCES organizations (id)
);
CREATE INDEX ledger_names_email ON ledger_names (email);
CREATE INDEX ledger_names_organization ON ledger_names (organization_id);

-- +goose Down
DROP TABLE ledger_names;
