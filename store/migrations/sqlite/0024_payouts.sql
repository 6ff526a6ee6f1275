-- +goose Up
-- A payout that somebody asks for asks the processor between two transactions, as a refund does: the row is what survives a crash there (design 4).
-- One that the processor took is made, and in the ledger once it is paid: then it is done.
CREATE TABLE payouts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    idempotency_key TEXT NOT NULL UNIQUE,
    provider_id INTEGER NOT NULL REFERENCES organizations (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    -- The account that was asked: the provider may have another one by the time the answer is found.
    deposit_key TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    unit TEXT NOT NULL CHECK (length(unit) = 3),
    descr TEXT NOT NULL,
    -- The name that the description refers to, which is forgotten with its owner; null when there is none.
    name_key TEXT,
    -- Caller, Idempotency-Key and contents of the request; null when it had no such key.
    request_hash TEXT,
    payout_key TEXT UNIQUE CHECK (length(payout_key) BETWEEN 1 AND 50),
    state TEXT NOT NULL CHECK (state IN ('open', 'made', 'done', 'declined', 'failed', 'abandoned')),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    CHECK (payout_key IS NOT NULL OR state NOT IN ('made', 'done'))
);
-- While it is not known whether the money left nobody asks for more.
CREATE UNIQUE INDEX payouts_open ON payouts (provider_id) WHERE state = 'open';
CREATE INDEX payouts_provider ON payouts (provider_id, id);
CREATE INDEX payouts_unbooked ON payouts (provider_id) WHERE state IN ('open', 'made');
CREATE INDEX payouts_user ON payouts (user_id);

CREATE TABLE sandbox_payouts (
    idempotency_key TEXT PRIMARY KEY,
    payout_key TEXT NOT NULL UNIQUE,
    deposit_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    unit TEXT NOT NULL
);
CREATE INDEX sandbox_payouts_deposit ON sandbox_payouts (deposit_key, created_at);

-- +goose Down
DROP TABLE sandbox_payouts;
DROP TABLE payouts;
