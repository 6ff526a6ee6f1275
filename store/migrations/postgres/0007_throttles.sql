-- +goose Up
-- Attempts that are limited, by a hash of what they are counted for: used_until is the theoretical arrival time of the generic cell rate
-- algorithm, in microseconds since 1970. A row whose time has passed says nothing and may go.
CREATE TABLE throttles (
    key_hash TEXT PRIMARY KEY CHECK (length(key_hash) = 64),
    used_until BIGINT NOT NULL
);
CREATE INDEX throttles_used_until ON throttles (used_until);

-- +goose Down
DROP TABLE throttles;
