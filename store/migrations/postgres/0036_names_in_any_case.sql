-- +goose Up
-- Names are looked up without regard to case. Those that differ in it alone are older than the rule and stay, so the indexes are not unique; nobody is
-- given such a name any more (NameTaken).
CREATE INDEX organizations_slug_ci ON organizations (lower(slug));
CREATE INDEX plans_slug_ci ON plans (lower(slug));
CREATE INDEX contacts_slug_ci ON contacts (lower(slug));

-- +goose Down
DROP INDEX contacts_slug_ci;
DROP INDEX plans_slug_ci;
DROP INDEX organizations_slug_ci;
