-- +goose Up
-- Subscriptions with credits (credit-subscriptions.md). Amounts are minor units of the currency; credits that are left are never stored.
CREATE TABLE credit_subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id),
    service TEXT NOT NULL,
    tier TEXT NOT NULL,
    start_at TIMESTAMP NOT NULL,
    end_at TIMESTAMP NOT NULL,
    anchor_at TIMESTAMP NOT NULL,
    anchor_months INTEGER NOT NULL,
    grace_days INTEGER NOT NULL CHECK (grace_days >= 0),
    credits_total INTEGER NOT NULL CHECK (credits_total >= 0),
    credits_used INTEGER NOT NULL CHECK (credits_used >= 0),
    base_price INTEGER NOT NULL CHECK (base_price >= 0),
    actual_price INTEGER NOT NULL CHECK (actual_price >= 0),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    payment TEXT NOT NULL CHECK (payment IN ('PENDING', 'PAID', 'FAILED')),
    -- Until when, that is for which end, each webhook event was sent.
    low_sent_for TIMESTAMP,
    grace_sent_for TIMESTAMP,
    CHECK (credits_used <= credits_total)
);
CREATE INDEX credit_subscriptions_user ON credit_subscriptions (user_id, created_at, id);
CREATE INDEX credit_subscriptions_newest ON credit_subscriptions (created_at, id);
CREATE INDEX credit_subscriptions_end ON credit_subscriptions (end_at);

-- What was answered to a payment: the same one again gives the same answer (credit-subscriptions.md, "Rules").
CREATE TABLE credit_payments (
    purpose TEXT NOT NULL,
    payment TEXT NOT NULL CHECK (length(payment) <= 255),
    answer TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (purpose, payment)
);

CREATE TABLE credit_usages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id INTEGER NOT NULL REFERENCES credit_subscriptions (id),
    event TEXT NOT NULL CHECK (length(event) <= 255),
    credits INTEGER NOT NULL CHECK (credits > 0),
    remaining INTEGER NOT NULL CHECK (remaining >= 0),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (subscription_id, event)
);
CREATE INDEX credit_usages_newest ON credit_usages (subscription_id, id);

-- Events that are told to the operator's own services.
CREATE TABLE webhook_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    event TEXT NOT NULL,
    payload TEXT NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    sent_at TIMESTAMP,
    given_up_at TIMESTAMP,
    last_error TEXT
);
CREATE INDEX webhook_events_waiting ON webhook_events (next_try_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- +goose Down
DROP TABLE webhook_events;
DROP TABLE credit_usages;
DROP TABLE credit_payments;
DROP TABLE credit_subscriptions;
