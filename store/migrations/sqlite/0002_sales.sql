-- +goose Up
-- What is sold to whom: plans, subscriptions, coupons, carts, payments.

CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 50),
    title TEXT CHECK (length(title) <= 50),
    description TEXT NOT NULL,
    is_active BOOLEAN NOT NULL,
    is_not_priced BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    unit TEXT NOT NULL CHECK (length(unit) = 3),
    setup_amount INTEGER NOT NULL CHECK (setup_amount >= 0),
    period_amount INTEGER NOT NULL CHECK (period_amount >= 0),
    interval_code INTEGER NOT NULL CHECK (interval_code BETWEEN 1 AND 5),
    period_length INTEGER NOT NULL CHECK (period_length >= 1),
    advance_discount INTEGER NOT NULL CHECK (advance_discount BETWEEN 0 AND 10000),
    renewal_type INTEGER NOT NULL CHECK (renewal_type BETWEEN 0 AND 2),
    skip_optin_on_grant BOOLEAN NOT NULL,
    optin_on_request BOOLEAN NOT NULL,
    extra TEXT,
    -- Titles are unique per provider (profiles-subscriptions-roles.md 3.3).
    UNIQUE (organization_id, title)
);

CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    -- ends_at = anchor_at + anchor_intervals intervals of the plan, counted in one step so that the day of month returns (design 4).
    anchor_at TIMESTAMP NOT NULL,
    anchor_intervals INTEGER NOT NULL CHECK (anchor_intervals >= 0),
    auto_renew BOOLEAN NOT NULL,
    description TEXT,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    plan_id INTEGER NOT NULL REFERENCES plans (id),
    grant_key TEXT UNIQUE,
    request_key TEXT UNIQUE,
    extra TEXT
);
CREATE INDEX subscriptions_organization ON subscriptions (organization_id, ends_at, id);
CREATE INDEX subscriptions_plan ON subscriptions (plan_id, organization_id, ends_at);

CREATE TABLE coupons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 50),
    percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    created_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP,
    description TEXT,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    plan_id INTEGER REFERENCES plans (id),
    nb_attempts INTEGER CHECK (nb_attempts >= 0),
    -- The payer of the group buy that made the coupon, else null (billing-ledger.md E15).
    payer_id INTEGER REFERENCES organizations (id)
);
CREATE UNIQUE INDEX coupons_code_ci ON coupons (organization_id, lower(code));

-- The cart of a user, or of a session before she signs in; neither: a claim that waits for its code (billing-ledger.md 1.4).
CREATE TABLE cart_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TIMESTAMP NOT NULL,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    plan_id INTEGER NOT NULL REFERENCES plans (id),
    coupon_id INTEGER REFERENCES coupons (id),
    option_index INTEGER NOT NULL CHECK (option_index >= 0),
    full_name TEXT NOT NULL CHECK (length(full_name) <= 150),
    sync_on TEXT CHECK (length(sync_on) <= 255),
    email TEXT CHECK (length(email) <= 255),
    claim_code TEXT,
    recorded BOOLEAN NOT NULL
);
CREATE INDEX cart_items_user ON cart_items (user_id, plan_id, id) WHERE NOT recorded;
CREATE INDEX cart_items_session ON cart_items (session_id) WHERE NOT recorded;
CREATE INDEX cart_items_claim ON cart_items (claim_code);
CREATE INDEX cart_items_coupon ON cart_items (coupon_id);
CREATE INDEX cart_items_plan ON cart_items (plan_id);

-- Coupons redeemed for what is put into the cart later (billing-ledger.md 4.1), one a provider.
CREATE TABLE redeemed_coupons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    coupon_id INTEGER NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (user_id, organization_id),
    UNIQUE (session_id, organization_id)
);

-- A checkout asks the processor between two transactions; the attempt is what survives a crash there (design 4).
CREATE TABLE payment_attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    idempotency_key TEXT NOT NULL UNIQUE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    customer_id INTEGER NOT NULL REFERENCES organizations (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    unit TEXT NOT NULL,
    order_json TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined', 'abandoned')),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);
CREATE UNIQUE INDEX payment_attempts_open ON payment_attempts (user_id) WHERE state = 'open';

CREATE TABLE charges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TIMESTAMP NOT NULL,
    created_by_id INTEGER REFERENCES users (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    unit TEXT NOT NULL CHECK (length(unit) = 3),
    customer_id INTEGER NOT NULL REFERENCES organizations (id),
    description TEXT,
    last4 TEXT NOT NULL CHECK (length(last4) = 4),
    exp_date DATE NOT NULL,
    card_name TEXT NOT NULL,
    processor_id INTEGER NOT NULL REFERENCES organizations (id),
    processor_key TEXT NOT NULL UNIQUE CHECK (length(processor_key) <= 50),
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3)
);
CREATE INDEX charges_customer ON charges (customer_id, created_at);
CREATE INDEX charges_created_at ON charges (created_at, id);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TIMESTAMP NOT NULL,
    template TEXT NOT NULL,
    payload TEXT NOT NULL,
    sent_at TIMESTAMP,
    attempts INTEGER NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE sent_at IS NULL;

-- What the sandbox processor remembers: it plays a remote service, so its writes are transactions of their own.
CREATE TABLE sandbox_cards (
    card_key TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    card_name TEXT NOT NULL,
    last4 TEXT NOT NULL,
    exp_date DATE NOT NULL
);
CREATE TABLE sandbox_payments (
    idempotency_key TEXT PRIMARY KEY,
    payment_key TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    amount INTEGER NOT NULL,
    unit TEXT NOT NULL,
    decline_code TEXT NOT NULL,
    card_name TEXT NOT NULL,
    last4 TEXT NOT NULL,
    exp_date DATE NOT NULL,
    card_key TEXT NOT NULL
);

-- +goose Down
DROP TABLE sandbox_payments;
DROP TABLE sandbox_cards;
DROP TABLE outbox;
DROP TABLE charges;
DROP TABLE payment_attempts;
DROP TABLE redeemed_coupons;
DROP TABLE cart_items;
DROP TABLE coupons;
DROP TABLE subscriptions;
DROP TABLE plans;
