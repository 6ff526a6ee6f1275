-- +goose Up
-- Only a provider sells. Until now every profile could: those go on that sold something to somebody who agreed to it.
UPDATE organizations SET is_provider = TRUE WHERE EXISTS (SELECT 1 FROM plans p JOIN subscriptions s ON s.plan_id = p.id
    WHERE p.organization_id = organizations.id AND s.agreed_terms IS NOT NULL AND s.organization_id <> p.organization_id) OR is_broker;

-- +goose Down
-- Who sold before is not known any more.
SELECT 1;
