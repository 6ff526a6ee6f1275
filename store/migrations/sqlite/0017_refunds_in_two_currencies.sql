-- +goose Up
-- What a provider gives back of its funds, which may be in another currency than the charge (billing-ledger.md E3).
ALTER TABLE refund_lines ADD COLUMN dist_back INTEGER NOT NULL DEFAULT 0 CHECK (dist_back >= 0);
ALTER TABLE refund_lines ADD COLUMN dist_unit TEXT NOT NULL DEFAULT 'usd' CHECK (length(dist_unit) = 3);
UPDATE refund_lines SET dist_back = amount - fee_back, dist_unit = (SELECT r.unit FROM refunds r WHERE r.id = refund_id);

-- +goose Down
ALTER TABLE refund_lines DROP COLUMN dist_unit;
ALTER TABLE refund_lines DROP COLUMN dist_back;
