-- +goose Up
-- Whoever pays for a subscription of somebody else gives it away. It opens nothing of its subscriber to the provider, and is not renewed at her
-- cost, until she takes it over. What was given so far is told by who was to pay for it.
ALTER TABLE subscriptions ADD COLUMN gifted BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE subscriptions SET gifted = TRUE WHERE EXISTS (SELECT 1 FROM transactions t WHERE t.event_id = 'sub_' || subscriptions.id || '/'
        AND t.orig_account = 'Receivable' AND t.dest_account = 'Payable' AND t.dest_organization_id <> subscriptions.organization_id)
    AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.event_id = 'sub_' || subscriptions.id || '/'
        AND t.orig_account = 'Receivable' AND t.dest_account = 'Payable' AND t.dest_organization_id = subscriptions.organization_id);

-- +goose Down
ALTER TABLE subscriptions DROP COLUMN gifted;
