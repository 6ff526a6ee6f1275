-- +goose Up
-- Whose deposit account it is: the sandbox asks at every look at a bank account.
CREATE INDEX organizations_deposit ON organizations (processor_deposit_key, id) WHERE processor_deposit_key IS NOT NULL;

-- +goose Down
DROP INDEX organizations_deposit;
