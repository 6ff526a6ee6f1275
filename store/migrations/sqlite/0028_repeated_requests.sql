-- +goose Up
-- Caller, Idempotency-Key and contents of the request, as payouts have them; null when it had no such key. One whose answer was lost finds by it what
-- it did.
ALTER TABLE refunds ADD COLUMN request_hash TEXT;
ALTER TABLE payment_attempts ADD COLUMN request_hash TEXT;
-- The processor's key of the charge, once it is known.
ALTER TABLE payment_attempts ADD COLUMN charge_key TEXT;

-- The requests that did what nothing else tells of: an order that was free, a card that was replaced or forgotten.
CREATE TABLE done_requests (
    request_hash TEXT PRIMARY KEY,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX done_requests_created_at ON done_requests (created_at);

-- +goose Down
DROP TABLE done_requests;
ALTER TABLE payment_attempts DROP COLUMN charge_key;
ALTER TABLE payment_attempts DROP COLUMN request_hash;
ALTER TABLE refunds DROP COLUMN request_hash;
