-- +goose Up
-- Answers that are given again when the request comes again. The key is known by its hash only, and the answer, which may hold a token, is
-- sealed with a key that is made of it: what is here opens nothing.
CREATE TABLE kept_answers (
    key_hash TEXT PRIMARY KEY CHECK (length(key_hash) = 64),
    request_hash TEXT NOT NULL CHECK (length(request_hash) = 64),
    created_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA
);
CREATE INDEX kept_answers_created_at ON kept_answers (created_at);

-- +goose Down
DROP TABLE kept_answers;
