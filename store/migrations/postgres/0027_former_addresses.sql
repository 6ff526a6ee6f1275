-- +goose Up
-- E-mail addresses that users had, in lower case: what is kept under one of them is forgotten with its user, too.
CREATE TABLE former_addresses (
    user_id BIGINT NOT NULL REFERENCES users (id),
    email TEXT NOT NULL CHECK (email = lower(email)),
    PRIMARY KEY (user_id, email)
);

-- +goose Down
DROP TABLE former_addresses;
