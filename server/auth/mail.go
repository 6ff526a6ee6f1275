package auth

import (
	"context"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

// MayMail counts mails that the caller causes to be sent to others, in the transaction that writes them: for each caller, recipient and domain, and
// the same offer once a day; offer is "" for what is none. Too many are a fault of kind TooManyRequests. Managers of the broker are no strangers.
// The caller's own address counts like any other: that she gave it does not make it hers.
func (r *Accounts) MayMail(ctx context.Context, tx *store.Store, offer string, to ...string) error {
	if access.ScopeOf(ctx).Relation.Broker >= access.Manager {
		return nil
	}
	for _, recipient := range to {
		if recipient == "" {
			continue
		}
		if err := r.cfg.Limiter.In(tx).Mail(ctx, letter(ctx, offer, recipient)); err != nil {
			return err
		}
	}
	return nil
}

// MayMailSilently is MayMail for what must not tell the caller anything: it tells whether to write the mail.
func (r *Accounts) MayMailSilently(ctx context.Context, tx *store.Store, to string) (bool, error) {
	err := r.MayMail(ctx, tx, "", to)
	if fault.Is(err, fault.TooManyRequests) {
		return false, nil
	}
	return err == nil, err
}

// WasOffered tells whether an offer was mailed to somebody within a day, by somebody who may not mail it again.
func (r *Accounts) WasOffered(ctx context.Context, tx *store.Store, offer, to string) (bool, error) {
	if access.ScopeOf(ctx).Relation.Broker >= access.Manager {
		return false, nil
	}
	return r.cfg.Limiter.In(tx).Offered(ctx, letter(ctx, offer, to))
}

func letter(ctx context.Context, offer, to string) throttle.Letter {
	m := throttle.Letter{Address: contract.ClientAddress(ctx), Recipient: naming.EmailKey(to), Offer: offer}
	if p := access.PrincipalOf(ctx); p != nil {
		m.Sender = accountKey(p.UserID)
	}
	return m
}
