-- +goose Up
-- Names that profiles and users had: they are nobody else's until the time, and who follows an old link is told where it went. Only a hash of the name
-- is kept, since the name of who was deleted is forgotten.
CREATE TABLE former_names (
    name_hash TEXT PRIMARY KEY CHECK (length(name_hash) = 64),
    organization_id BIGINT REFERENCES organizations (id),
    user_id BIGINT REFERENCES users (id),
    kept_until TIMESTAMPTZ NOT NULL
);
CREATE INDEX former_names_kept_until ON former_names (kept_until);

-- +goose Down
DROP TABLE former_names;
