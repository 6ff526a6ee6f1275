package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
)

// The states of a payout beside those of a payment attempt: the processor took it; it came to nothing afterwards.
const (
	PayoutMade   = "made"
	PayoutFailed = "failed"
)

// Payout is a payout that somebody asked for, from the decision to the rows of the ledger. Amount is cents of Unit.
type Payout struct {
	ID             int64
	IdempotencyKey string
	ProviderID     int64
	UserID         int64
	// DepositKey is the account that was asked.
	DepositKey string
	Amount     int64
	Unit       string
	// Descr is what the row of the ledger is called; NameKey the name that it refers to, if it does (ledger.Named).
	Descr   string
	NameKey *string
	// RequestHash tells a repetition of the request by its Idempotency-Key, nil when it had none.
	RequestHash *string
	// PayoutKey is the processor's, once it is known.
	PayoutKey *string
	State     string
	CreatedAt time.Time
	ClosedAt  *time.Time
}

// Open tells whether it is not known yet whether the processor took the payout.
func (p Payout) Open() bool { return p.State == AttemptOpen }

// CreatePayout opens a payout and sets its id. A provider who has an open one gets ErrDuplicate.
func (s *Store) CreatePayout(ctx context.Context, p *Payout) error {
	return s.wrap(s.tx(ctx).Create(p).Error)
}

// CountPayouts tells how many payouts of a provider were begun.
func (s *Store) CountPayouts(ctx context.Context, providerID int64) (int64, error) {
	var n int64
	err := s.query(ctx).Model(&Payout{}).Where("provider_id = ?", providerID).Count(&n).Error
	return n, s.wrap(err)
}

// HasOpenPayout tells whether a payout of a provider is between its two transactions.
func (s *Store) HasOpenPayout(ctx context.Context, providerID int64) (bool, error) {
	return s.exists(ctx, "payouts", "provider_id = ? AND state = 'open'", providerID)
}

// PayoutRequested returns the payout of a provider that a request made since an instant, unless it came to nothing.
func (s *Store) PayoutRequested(ctx context.Context, providerID int64, requestHash string, since time.Time) (Payout, error) {
	return first[Payout](s, s.requested(ctx, requestHash, since).Where("provider_id = ?", providerID))
}

// PayoutAsked returns the payout of a provider that the processor knows under its own key, or took under ours.
func (s *Store) PayoutAsked(ctx context.Context, providerID int64, payoutKey, idempotencyKey string) (Payout, error) {
	return first[Payout](s, s.query(ctx).Where("provider_id = ? AND (payout_key = ? OR idempotency_key = ?)", providerID, payoutKey, idempotencyKey))
}

// UnbookedPayouts lists, after the one with an id, the payouts that were opened before an instant and not closed, and those that the processor
// took and has not told the end of, a thousand at most.
func (s *Store) UnbookedPayouts(ctx context.Context, after int64, before time.Time) ([]Payout, error) {
	var out []Payout
	err := s.query(ctx).Where("id > ? AND (state = 'open' AND created_at < ? OR state = 'made')", after, before.UTC()).Order("id").Limit(1000).Find(&out).Error
	return out, s.wrap(err)
}

// TakePayout writes down that the processor took an open payout, under a key of its own, and tells whether this call did it.
func (s *Store) TakePayout(ctx context.Context, id int64, payoutKey string) (bool, error) {
	return s.movePayout(s.tx(ctx).Where("id = ? AND state = 'open'", id), map[string]any{"state": PayoutMade, "payout_key": payoutKey})
}

// CancelPayout closes a payout that came to nothing and tells whether this call did it: one that is paid stays so.
func (s *Store) CancelPayout(ctx context.Context, id int64, state string, at time.Time) (bool, error) {
	return s.movePayout(s.tx(ctx).Where("id = ? AND state IN ('open', 'made')", id), map[string]any{"state": state, "closed_at": at})
}

// PayPayout closes a payout that the processor paid, whatever was thought of it before, and tells whether this call did it.
func (s *Store) PayPayout(ctx context.Context, id int64, payoutKey string, at time.Time) (bool, error) {
	return s.movePayout(s.tx(ctx).Where("id = ? AND state <> 'done'", id),
		map[string]any{"state": AttemptDone, "payout_key": payoutKey, "closed_at": at})
}

func (s *Store) movePayout(db *gorm.DB, to map[string]any) (bool, error) {
	db = db.Model(&Payout{}).Updates(to)
	return db.RowsAffected == 1, s.wrap(db.Error)
}

// PaidOut is a provider with a deposit account, and when the latest payout to it was, if there was one.
type PaidOut struct {
	ID         int64
	DepositKey string
	Latest     *time.Time
}

// PaidOutProviders lists the profiles that have a deposit account.
func (s *Store) PaidOutProviders(ctx context.Context) ([]PaidOut, error) {
	var providers []Organization
	if err := s.query(ctx).Where("processor_deposit_key <> '' AND is_active").Order("id").Find(&providers).Error; err != nil {
		return nil, s.wrap(err)
	}
	out := make([]PaidOut, len(providers))
	for i, o := range providers {
		out[i] = PaidOut{ID: o.ID, DepositKey: *o.ProcessorDepositKey}
		latest, err := first[Transaction](s, s.query(ctx).Where("orig_organization_id = ? AND orig_account = 'Funds' AND dest_account = 'Withdraw'", o.ID).
			Order("created_at DESC"))
		switch {
		case err == nil:
			out[i].Latest = &latest.CreatedAt
		case !errors.Is(err, ErrNotFound):
			return nil, err
		}
	}
	return out, nil
}

// DepositOwner returns the profile that has a deposit account, the oldest of several.
func (s *Store) DepositOwner(ctx context.Context, depositKey string) (Organization, error) {
	return first[Organization](s, s.query(ctx).Where("processor_deposit_key = ?", depositKey).Order("id"))
}
