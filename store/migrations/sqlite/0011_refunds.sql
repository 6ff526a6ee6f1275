-- +goose Up
-- A refund asks the processor between two transactions, as a checkout does: the row is what survives a crash there (design 4).
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    idempotency_key TEXT NOT NULL UNIQUE,
    charge_id INTEGER NOT NULL REFERENCES charges (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    unit TEXT NOT NULL CHECK (length(unit) = 3),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined', 'abandoned')),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);
-- What the processor gives back of its fee depends on what was refunded of the whole charge before: one at a time.
CREATE UNIQUE INDEX refunds_open ON refunds (charge_id) WHERE state = 'open';
CREATE INDEX refunds_charge ON refunds (charge_id);

CREATE TABLE refund_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    refund_id INTEGER NOT NULL REFERENCES refunds (id),
    charge_item_id INTEGER NOT NULL REFERENCES charge_items (id),
    provider_id INTEGER NOT NULL REFERENCES organizations (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    fee_back INTEGER NOT NULL CHECK (fee_back BETWEEN 0 AND amount)
);
CREATE INDEX refund_lines_refund ON refund_lines (refund_id, id);
CREATE INDEX refund_lines_provider ON refund_lines (provider_id);

CREATE TABLE sandbox_refunds (
    idempotency_key TEXT PRIMARY KEY,
    refund_key TEXT NOT NULL UNIQUE,
    payment_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0)
);
CREATE INDEX sandbox_refunds_payment ON sandbox_refunds (payment_key);

-- +goose Down
DROP TABLE sandbox_refunds;
DROP TABLE refund_lines;
DROP TABLE refunds;
