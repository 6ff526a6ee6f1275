package cart

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/oapi-codegen/nullable"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// BillingCheckoutRead prices the cart of the caller for the profile in the path and writes nothing.
func (r *Room) BillingCheckoutRead(ctx context.Context, req gen.BillingCheckoutReadRequestObject) (gen.BillingCheckoutReadResponseObject, error) {
	caller := access.PrincipalOf(ctx)
	customer, err := r.store.Organization(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return nil, wire.Missing(err)
	}
	lines, err := r.visibleCart(ctx, caller.UserID, value(req.Params.Code))
	if err != nil {
		return nil, err
	}
	now := r.now()
	priced, err := quotes(ctx, r.store, customer, lines, now)
	if err != nil {
		return nil, err
	}
	who, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	out := gen.OrganizationCart{Items: make([]gen.Invoicable, len(priced))}
	for i, q := range priced {
		if out.Items[i], err = r.toAPIInvoicable(ctx, q, who, now); err != nil {
			return nil, err
		}
	}
	balances, err := r.toAPIBalances(ctx, customer, priced, who, now)
	out.Items = append(out.Items, balances...)
	return gen.BillingCheckoutRead200JSONResponse(out), err
}

// visibleCart is what a checkout now would find: the user's items, those of the session that she will take over, and those that wait for
// the claim code.
func (r *Room) visibleCart(ctx context.Context, userID int64, code string) ([]store.CartLine, error) {
	ids, err := r.store.VisibleCartItems(ctx, userID, access.ScopeOf(ctx).SessionID, code)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	if err := fitsAnOrder(len(ids)); err != nil {
		return nil, err
	}
	lines, err := r.store.CartItems(ctx, ids)
	return merged(lines), err
}

// merged is a cart as takeOver leaves it, in its order: an item of the session like another one only fills the blanks of that one, what is
// new comes last of its plan.
func merged(lines []store.CartLine) []store.CartLine {
	var out []store.CartLine
	type twin struct {
		planID int64
		twinKey
	}
	at := map[twin]int{}
	for _, ofSession := range []bool{false, true} {
		for _, line := range lines {
			if (line.SessionID != nil) != ofSession {
				continue
			}
			key := twin{line.PlanID, keyOf(line.CartItem)}
			i, known := at[key]
			if known && ofSession {
				if fill(&out[i].CartItem, line.CartItem); out[i].Coupon == nil {
					out[i].Coupon = line.Coupon
				}
				continue
			}
			if !known && (line.UserID != nil || ofSession) {
				at[key] = len(out)
			}
			out = append(out, line)
		}
	}
	slices.SortStableFunc(out, func(a, b store.CartLine) int { return cmp.Compare(a.PlanID, b.PlanID) })
	return out
}

// reader is who looks at a cart: the profiles that they manage, and whether they know everybody.
type reader struct {
	manages []int64
	all     bool
}

func (r *Room) reader(ctx context.Context) (reader, error) {
	ids, err := r.store.ManagedBy(ctx, access.PrincipalOf(ctx).UserID)
	return reader{ids, access.ScopeOf(ctx).Relation.Broker >= access.Contributor}, err
}

// knows tells whether a reader may see who an item is for, and what that profile has: a seat can be put into a cart for anybody.
func (who reader) knows(q quote) bool {
	return who.all || q.subscriber.ID == q.customer.ID || slices.Contains(who.manages, q.subscriber.ID)
}

func (r *Room) toAPIInvoicable(ctx context.Context, q quote, who reader, now time.Time) (gen.Invoicable, error) {
	editable := slices.Contains(who.manages, q.item.Plan.OrganizationID)
	subscriber, err := r.toAPISubscriber(ctx, q, who)
	if err != nil {
		return gen.Invoicable{}, err
	}
	s := q.subscription
	if !who.knows(q) {
		s = store.Subscription{EndsAt: now, AutoRenew: q.item.Plan.RenewalType == wire.AutoRenew}
	}
	out := gen.Invoicable{
		Subscription: gen.CartSubscription{
			CreatedAt: nullable.NewNullNullable[time.Time](), EndsAt: s.EndsAt, Description: wire.Null(s.Description), Organization: subscriber,
			Plan: wire.Plan(ctx, q.item.Plan), AutoRenew: s.AutoRenew, Editable: editable, Extra: wire.Null(s.Extra),
			GrantKey: wire.Null(s.GrantKey), RequestKey: wire.Null(s.RequestKey),
		},
		Lines: make([]gen.Transaction, len(q.lines)), Options: make([]gen.Transaction, len(q.options)),
	}
	if s.ID != 0 {
		out.Subscription.CreatedAt.Set(s.CreatedAt)
	}
	if access.ScopeOf(ctx).Relation.Rank() < access.Manager {
		out.Subscription.GrantKey, out.Subscription.RequestKey = nullable.NewNullNullable[string](), nullable.NewNullNullable[string]()
	}
	for i, l := range q.lines {
		out.Lines[i] = wire.Transaction(q.entry(l, now), 0)
	}
	for i, l := range q.options {
		out.Options[i] = wire.Transaction(q.entry(l, now), 0)
	}
	return out, nil
}

func (r *Room) toAPISubscriber(ctx context.Context, q quote, who reader) (gen.CartSubscriber, error) {
	profile := store.Profile{Organization: q.subscriber}
	createdAt := nullable.NewNullNullable[time.Time]()
	if !q.unknown() {
		var err error
		if profile, err = r.store.Profile(ctx, q.subscriber.ID); err != nil {
			return gen.CartSubscriber{}, err
		}
		createdAt.Set(profile.CreatedAt)
	}
	o := wire.Organization(profile)
	switch {
	case q.unknown():
		o.Type = "user"
	case !who.knows(q):
		o = wire.Stranger(profile)
	}
	return gen.CartSubscriber{
		Slug: o.Slug, CreatedAt: createdAt, FullName: o.FullName, Email: o.Email, Phone: o.Phone, StreetAddress: o.StreetAddress,
		Locality: o.Locality, Region: o.Region, PostalCode: o.PostalCode, Country: o.Country, DefaultTimezone: o.DefaultTimezone,
		PrintableName: o.PrintableName, IsProvider: o.IsProvider, IsBulkBuyer: o.IsBulkBuyer, Type: o.Type, Credentials: o.Credentials, Extra: wire.Null(o.Extra),
	}, nil
}
