-- +goose Up
-- A checkout pays what the customer owes already along with the order: these order rows. While its attempt is open nobody else charges them or
-- writes them off.
CREATE TABLE attempt_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    attempt_id INTEGER NOT NULL REFERENCES payment_attempts (id),
    invoiced_id INTEGER NOT NULL REFERENCES transactions (id)
);
CREATE INDEX attempt_lines_attempt ON attempt_lines (attempt_id, id);
CREATE INDEX attempt_lines_invoiced ON attempt_lines (invoiced_id);

-- +goose Down
DROP TABLE attempt_lines;
