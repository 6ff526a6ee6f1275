-- +goose Up
-- What a subscriber's own manager agreed to pay for each period, by an order or by accepting an offer; null as long as none did. Whoever only offers
-- a plan is no provider of who did not agree, and no card is charged by itself for more than what was agreed to. Who has a subscription that is
-- no gift and waits for nobody but the provider agreed to what the plan says now.
ALTER TABLE subscriptions ADD COLUMN agreed_terms TEXT;
UPDATE subscriptions SET agreed_terms = (SELECT p.period_amount || ' ' || p.unit || ' ' || p.period_length || 'x' || p.interval_code
    FROM plans p WHERE p.id = subscriptions.plan_id) WHERE grant_key IS NULL AND NOT gifted;

-- +goose Down
ALTER TABLE subscriptions DROP COLUMN agreed_terms;
