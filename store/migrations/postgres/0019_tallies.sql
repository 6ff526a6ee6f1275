-- +goose Up
-- What the rows of the ledger up to balance_checkpoints.through_id add up to, so that neither a balance nor the number of rows of a list reads
-- them all. A tally stands for all rows that are alike, and has their columns: an organization that is not its own is 0. Organization 0 is
-- the whole ledger. Free rows, of nothing, have tallies of their own.
CREATE TABLE ledger_tallies (
    organization_id BIGINT NOT NULL,
    orig_organization_id BIGINT NOT NULL,
    orig_account TEXT NOT NULL,
    orig_unit TEXT NOT NULL,
    dest_organization_id BIGINT NOT NULL,
    dest_account TEXT NOT NULL,
    dest_unit TEXT NOT NULL,
    is_free BOOLEAN NOT NULL,
    entries BIGINT NOT NULL,
    orig_amount BIGINT NOT NULL,
    dest_amount BIGINT NOT NULL,
    PRIMARY KEY (organization_id, orig_organization_id, orig_account, orig_unit, dest_organization_id, dest_account, dest_unit, is_free)
);
-- They are made again from the first row on, by the job that makes them.
UPDATE balance_checkpoints SET through_id = 0;
DROP TABLE balances;
-- With the id they hold the rows in the very order of the lists. SQLite's have it always.
DROP INDEX transactions_orig;
DROP INDEX transactions_dest;
CREATE INDEX transactions_orig ON transactions (orig_organization_id, orig_account, created_at, id);
CREATE INDEX transactions_dest ON transactions (dest_organization_id, dest_account, created_at, id);
-- Nearly all rows that come to Liability match a payment with its order, and no list has those.
CREATE INDEX transactions_unmatched ON transactions (dest_organization_id, dest_account, created_at, id)
    WHERE dest_account = 'Liability' AND orig_account <> 'Payable';

-- +goose Down
DROP INDEX transactions_unmatched;
DROP INDEX transactions_orig;
DROP INDEX transactions_dest;
CREATE INDEX transactions_orig ON transactions (orig_organization_id, orig_account, created_at);
CREATE INDEX transactions_dest ON transactions (dest_organization_id, dest_account, created_at);
CREATE TABLE balances (
    organization_id BIGINT NOT NULL REFERENCES organizations (id),
    account TEXT NOT NULL,
    unit TEXT NOT NULL,
    cents BIGINT NOT NULL,
    PRIMARY KEY (organization_id, account, unit)
);
UPDATE balance_checkpoints SET through_id = 0;
DROP TABLE ledger_tallies;
