-- +goose Up
-- What is due: an order row is looked up in the charges that pay it.
CREATE INDEX charge_items_invoiced ON charge_items (invoiced_id);

-- What the processor has not told the end of (E18, settle).
CREATE INDEX charges_created ON charges (id) WHERE state = 0;

-- A processor tells of a dispute more than once and in any order: each is remembered by the processor's key (billing-ledger.md E8, E9).
CREATE TABLE disputes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dispute_key TEXT NOT NULL UNIQUE CHECK (length(dispute_key) BETWEEN 1 AND 50),
    charge_id INTEGER NOT NULL REFERENCES charges (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'won', 'lost')),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);
CREATE INDEX disputes_charge ON disputes (charge_id);

-- +goose Down
DROP TABLE disputes;
DROP INDEX charges_created;
DROP INDEX charge_items_invoiced;
