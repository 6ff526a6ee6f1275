-- +goose Up
-- What the lists of the subscriptions to a plan, and the notes about a profile, are read by.
CREATE INDEX subscriptions_plan_ends ON subscriptions (plan_id, ends_at, id);
CREATE INDEX subscriptions_plan_created ON subscriptions (plan_id, created_at, id);
CREATE INDEX activities_organization ON activities (organization_id, created_at, id);

-- +goose Down
DROP INDEX activities_organization;
DROP INDEX subscriptions_plan_created;
DROP INDEX subscriptions_plan_ends;
