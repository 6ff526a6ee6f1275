-- +goose Up
-- A role is offered for a time; what was offered before has no end.
ALTER TABLE roles ADD COLUMN offer_ends_at TIMESTAMP;

-- +goose Down
ALTER TABLE roles DROP COLUMN offer_ends_at;
