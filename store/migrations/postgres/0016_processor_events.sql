-- +goose Up
-- A processor posts an event until it is answered, and perhaps once more: what was taken is taken once (billing-ledger.md 5.3).
CREATE TABLE processor_events (
    event_key TEXT PRIMARY KEY CHECK (length(event_key) BETWEEN 1 AND 255),
    received_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX processor_events_received ON processor_events (received_at);

-- +goose Down
DROP TABLE processor_events;
