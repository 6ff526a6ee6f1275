-- +goose Up
-- What each account had when the ledger was through_id rows long: what came later is few, so no balance is the sum of the whole ledger.
CREATE TABLE balances (
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    account TEXT NOT NULL,
    unit TEXT NOT NULL,
    cents INTEGER NOT NULL,
    PRIMARY KEY (organization_id, account, unit)
);
CREATE TABLE balance_checkpoints (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    through_id INTEGER NOT NULL
);
INSERT INTO balance_checkpoints (id, through_id) VALUES (1, 0);

-- +goose Down
DROP TABLE balance_checkpoints;
DROP TABLE balances;
