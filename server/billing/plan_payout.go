package billing

import (
	"context"
	"errors"
	"fmt"

	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// askedPayout is a payout as a client asks for it.
type askedPayout struct {
	provider store.Organization
	amount   int64
	// request names the request by its Idempotency-Key, nil when it has none.
	request *string
	// descr is what it is called; name what of that is forgotten with its owner, "" when the client gave the description.
	descr, name string
}

// called gives a payout its description: the client's, or else that of the site.
func (a *askedPayout) called(username string, descr *string) {
	if descr != nil {
		a.descr = *descr
		return
	}
	a.descr, a.name = ledger.Withdrawal(a.provider.PrintableName(), username)
}

// openPayout is the first transaction of a payout: it compares it with what is available and commits what is to be paid. The provider is locked, as
// by refunds, so that no two count on the same funds.
func (r *Room) openPayout(ctx context.Context, tx *store.Store, asked askedPayout, bank payment.Bank) (store.Payout, error) {
	provider, err := tx.OrganizationForUpdate(ctx, asked.provider.ID)
	if err != nil {
		return store.Payout{}, wire.Missing(err)
	}
	// What the processor has is not known while a payout may or may not be out of it.
	open, err := tx.HasOpenPayout(ctx, provider.ID)
	if err == nil && open {
		err = errPayoutUnderWay()
	}
	if err != nil {
		return store.Payout{}, err
	}
	funds, err := r.available(ctx, tx, provider.ID, bank)
	if err != nil {
		return store.Payout{}, err
	}
	if asked.amount > funds.Cents {
		return store.Payout{}, fault.Field("amount", "%s cannot be paid out: %s are available.",
			money.Amount{Cents: asked.amount, Unit: funds.Unit}, money.Amount{Cents: funds.Cents, Unit: funds.Unit})
	}
	n, err := tx.CountPayouts(ctx, provider.ID)
	if err != nil {
		return store.Payout{}, err
	}
	record := store.Payout{
		// The key is made of the provider and of how often it was paid out, so that a payout that is asked for again is the same one.
		IdempotencyKey: fmt.Sprintf("payout-%d-%d", provider.ID, n+1), ProviderID: provider.ID, UserID: access.PrincipalOf(ctx).UserID,
		DepositKey: *asked.provider.ProcessorDepositKey, Amount: asked.amount, Unit: funds.Unit, Descr: asked.descr,
		RequestHash: asked.request, State: store.AttemptOpen, CreatedAt: r.now(),
	}
	if asked.name != "" {
		key := ledger.NameKey(record.IdempotencyKey, "descr")
		record.Descr, record.NameKey = ledger.NamedWithdrawal(key), &key
		if err := tx.KeepLedgerName(ctx, store.LedgerName{NameKey: key, Name: asked.name}); err != nil {
			return record, err
		}
	}
	err = tx.CreatePayout(ctx, &record)
	if errors.Is(err, store.ErrDuplicate) {
		err = errPayoutUnderWay()
	}
	return record, err
}
