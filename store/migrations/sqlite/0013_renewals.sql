-- +goose Up
-- A renewal asks the processor between two transactions, as a checkout does: the row is what survives a crash there (design 4). Its lines are
-- the order rows that it pays.
CREATE TABLE renewals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    idempotency_key TEXT NOT NULL UNIQUE,
    customer_id INTEGER NOT NULL REFERENCES organizations (id),
    -- Null when there was no card: then nothing was asked, and the attempt counts all the same.
    card_key TEXT,
    amount INTEGER NOT NULL CHECK (amount > 0),
    unit TEXT NOT NULL CHECK (length(unit) = 3),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined', 'abandoned')),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);
CREATE UNIQUE INDEX renewals_open ON renewals (customer_id) WHERE state = 'open';
CREATE INDEX renewals_customer ON renewals (customer_id, id);

CREATE TABLE renewal_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    renewal_id INTEGER NOT NULL REFERENCES renewals (id),
    invoiced_id INTEGER NOT NULL REFERENCES transactions (id)
);
CREATE INDEX renewal_lines_renewal ON renewal_lines (renewal_id, id);
CREATE INDEX renewal_lines_invoiced ON renewal_lines (invoiced_id);

-- What ends soon and is to be extended.
CREATE INDEX subscriptions_renewing ON subscriptions (ends_at) WHERE auto_renew;

-- +goose Down
DROP INDEX subscriptions_renewing;
DROP TABLE renewal_lines;
DROP TABLE renewals;
