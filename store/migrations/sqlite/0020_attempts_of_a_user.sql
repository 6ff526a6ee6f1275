-- +goose Up
-- Each checkout counts the attempts of its user; those of everybody are as many as there ever were checkouts.
CREATE INDEX payment_attempts_user ON payment_attempts (user_id);

-- +goose Down
DROP INDEX payment_attempts_user;
