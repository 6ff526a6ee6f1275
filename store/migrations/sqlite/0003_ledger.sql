-- +goose Up
-- The double-entry ledger. The database itself refuses an entry that is unbalanced, and any change or deletion of one (design 4).

CREATE TABLE journals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    journal_key TEXT NOT NULL UNIQUE,
    inputs_hash TEXT NOT NULL CHECK (length(inputs_hash) = 64),
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    journal_id INTEGER NOT NULL REFERENCES journals (id),
    created_at TIMESTAMP NOT NULL,
    descr TEXT NOT NULL,
    event_id TEXT CHECK (length(event_id) <= 50),
    periods INTEGER NOT NULL CHECK (periods >= 0),
    orig_account TEXT NOT NULL CHECK (length(orig_account) > 0),
    orig_organization_id INTEGER NOT NULL REFERENCES organizations (id),
    orig_amount INTEGER NOT NULL CHECK (orig_amount >= 0),
    orig_unit TEXT NOT NULL CHECK (length(orig_unit) = 3),
    dest_account TEXT NOT NULL CHECK (length(dest_account) > 0),
    dest_organization_id INTEGER NOT NULL REFERENCES organizations (id),
    dest_amount INTEGER NOT NULL CHECK (dest_amount >= 0),
    dest_unit TEXT NOT NULL CHECK (length(dest_unit) = 3),
    CONSTRAINT transactions_balanced CHECK (orig_unit <> dest_unit OR orig_amount = dest_amount)
);
CREATE INDEX transactions_journal ON transactions (journal_id, id);
CREATE INDEX transactions_created_at ON transactions (created_at, id);
CREATE INDEX transactions_event ON transactions (event_id);
CREATE INDEX transactions_orig ON transactions (orig_organization_id, orig_account, created_at);
CREATE INDEX transactions_dest ON transactions (dest_organization_id, dest_account, created_at);

CREATE TABLE charge_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    charge_id INTEGER NOT NULL REFERENCES charges (id),
    invoiced_id INTEGER NOT NULL REFERENCES transactions (id),
    invoiced_fee_id INTEGER REFERENCES transactions (id),
    invoiced_distribute_id INTEGER REFERENCES transactions (id),
    invoice_key TEXT,
    sync_on TEXT,
    UNIQUE (charge_id, invoiced_id)
);

-- +goose StatementBegin
CREATE TRIGGER transactions_no_update BEFORE UPDATE ON transactions
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: UPDATE on transactions refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER transactions_no_delete BEFORE DELETE ON transactions
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: DELETE on transactions refused');
END;
-- +goose StatementEnd
-- INSERT OR REPLACE deletes without firing the trigger above.
-- +goose StatementBegin
CREATE TRIGGER transactions_no_replace BEFORE INSERT ON transactions WHEN EXISTS (SELECT 1 FROM transactions WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: REPLACE on transactions refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER journals_no_update BEFORE UPDATE ON journals
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: UPDATE on journals refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER journals_no_delete BEFORE DELETE ON journals
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: DELETE on journals refused');
END;
-- +goose StatementEnd
-- INSERT OR REPLACE deletes without firing the trigger above.
-- +goose StatementBegin
CREATE TRIGGER journals_no_replace BEFORE INSERT ON journals
    WHEN EXISTS (SELECT 1 FROM journals WHERE id = NEW.id OR journal_key = NEW.journal_key)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: REPLACE on journals refused');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE charge_items;
DROP TABLE transactions;
DROP TABLE journals;
