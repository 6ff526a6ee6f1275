-- +goose Up
-- What the rows of the ledger up to balance_checkpoints.through_id add up to, so that neither a balance nor the number of rows of a list reads
-- them all. A tally stands for all rows that are alike, and has their columns: an organization that is not its own is 0. Organization 0 is
-- the whole ledger. Free rows, of nothing, have tallies of their own.
CREATE TABLE ledger_tallies (
    organization_id INTEGER NOT NULL,
    orig_organization_id INTEGER NOT NULL,
    orig_account TEXT NOT NULL,
    orig_unit TEXT NOT NULL,
    dest_organization_id INTEGER NOT NULL,
    dest_account TEXT NOT NULL,
    dest_unit TEXT NOT NULL,
    is_free BOOLEAN NOT NULL,
    entries INTEGER NOT NULL,
    orig_amount INTEGER NOT NULL,
    dest_amount INTEGER NOT NULL,
    PRIMARY KEY (organization_id, orig_organization_id, orig_account, orig_unit, dest_organization_id, dest_account, dest_unit, is_free)
);
-- They are made again from the first row on, by the job that makes them.
UPDATE balance_checkpoints SET through_id = 0;
DROP TABLE balances;
-- Nearly all rows that come to Liability match a payment with its order, and no list has those.
CREATE INDEX transactions_unmatched ON transactions (dest_organization_id, dest_account, created_at)
    WHERE dest_account = 'Liability' AND orig_account <> 'Payable';

-- +goose Down
DROP INDEX transactions_unmatched;
CREATE TABLE balances (
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    account TEXT NOT NULL,
    unit TEXT NOT NULL,
    cents INTEGER NOT NULL,
    PRIMARY KEY (organization_id, account, unit)
);
UPDATE balance_checkpoints SET through_id = 0;
DROP TABLE ledger_tallies;
