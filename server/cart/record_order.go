package cart

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/server/notice"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// finish is the second transaction of a checkout: it closes the attempt and writes order, charge and settlement. Of two that finish the
// same attempt, a checkout and the reconciliation, one writes and the other returns what it wrote.
func (r *Room) finish(ctx context.Context, record store.PaymentAttempt, o order, paid payment.Payment, card *rememberedCard) (store.Charge, error) {
	charge, err := store.InTx(ctx, r.store, func(tx *store.Store) (store.Charge, error) {
		won, err := tx.PayAttempt(ctx, record.ID, paid.Key, r.now())
		if err != nil {
			return store.Charge{}, err
		}
		if !won {
			return tx.ChargeByKey(ctx, paid.Key)
		}
		if err := card.keep(ctx, tx, o.CustomerID); err != nil {
			return store.Charge{}, err
		}
		return r.record(ctx, tx, o, record.IdempotencyKey, &paid)
	})
	if err == nil {
		r.forget(ctx, card.gone)
	}
	return charge, err
}

// record writes an order: subscriptions, claims, order rows, and the charge when something was paid (billing-ledger.md 4.6).
func (r *Room) record(ctx context.Context, tx *store.Store, o order, key string, paid *payment.Payment) (store.Charge, error) {
	customer, err := tx.OrganizationForUpdate(ctx, o.CustomerID)
	if err != nil {
		return store.Charge{}, err
	}
	if err := fillAddress(ctx, tx, customer, o.Address); err != nil {
		return store.Charge{}, err
	}
	items, err := tx.CartItems(ctx, o.cartItemIDs())
	if err != nil {
		return store.Charge{}, err
	}
	byID := map[int64]*store.CartLine{}
	for i := range items {
		byID[items[i].ID] = &items[i]
	}
	w := recorder{room: r, tx: tx, order: o, key: key, customer: customer, claimCodes: map[string]string{}, claimTo: map[string]string{}, claimPlans: map[string][]string{}, claimCoupons: map[int64]store.Coupon{}}
	for _, item := range o.Items {
		cartItem, ok := byID[item.CartItemID]
		if !ok {
			return store.Charge{}, fmt.Errorf("cart item %d of order %s is gone", item.CartItemID, key)
		}
		if err := w.item(ctx, item, cartItem); err != nil {
			return store.Charge{}, err
		}
	}
	journal, err := ledger.Orders("order:"+key, o.PlacedAt, w.rows)
	if err != nil {
		return store.Charge{}, err
	}
	rowIDs, err := tx.AppendJournal(ctx, journal)
	if err != nil {
		return store.Charge{}, err
	}
	if err := w.oldBalances(ctx, key); err != nil {
		return store.Charge{}, err
	}
	if err := w.notify(ctx); err != nil || paid == nil {
		return store.Charge{}, err
	}
	return w.charge(ctx, rowIDs, *paid)
}

func (o order) cartItemIDs() []int64 {
	ids := make([]int64, len(o.Items))
	for i, item := range o.Items {
		ids[i] = item.CartItemID
	}
	return ids
}

// fillAddress fills blanks of the customer's address, country and region only together.
func fillAddress(ctx context.Context, tx *store.Store, c store.Organization, given address) error {
	columns := map[string]any{}
	fillBlank := func(column, have, given string) {
		if have == "" && given != "" {
			columns[column] = given
		}
	}
	fillBlank("street_address", c.StreetAddress, given.StreetAddress)
	fillBlank("locality", c.Locality, given.Locality)
	fillBlank("postal_code", c.PostalCode, given.PostalCode)
	if c.Country == "" && c.Region == "" && given.Country != "" && given.Region != "" {
		columns["country"], columns["region"] = given.Country, given.Region
	}
	if len(columns) == 0 {
		return nil
	}
	return tx.UpdateOrganization(ctx, c.ID, columns)
}

// recorder writes the items of one order.
type recorder struct {
	room     *Room
	tx       *store.Store
	order    order
	customer store.Organization

	// key is that of the order.
	key  string
	rows []ledger.OrderLine
	// shown are the descriptions of the rows with the names that they refer to.
	shown []string
	// invoiceKeys and syncOn carry, for each row, what its line of the charge repeats of the cart item.
	invoiceKeys, syncOn []*string
	// One claim code an e-mail address, one claim coupon a provider (billing-ledger.md 4.6, step 5).
	claimCodes map[string]string
	// claimTo is how the address of a code was typed.
	claimTo      map[string]string
	claimPlans   map[string][]string
	claimCoupons map[int64]store.Coupon
}

func (w *recorder) item(ctx context.Context, item orderItem, cartItem *store.CartLine) error {
	descriptions, err := w.withoutNames(ctx, item, *cartItem)
	if err != nil {
		return err
	}
	event := ""
	if item.SubscriberID != 0 {
		id, err := w.subscribe(ctx, item, cartItem.Plan, cartItem.Coupon != nil && cartItem.Coupon.PayerID != nil)
		if err != nil {
			return err
		}
		event = ledger.SubscriptionEvent(id)
		cartItem.Recorded = true
	} else {
		c, err := w.claim(ctx, cartItem)
		if err != nil {
			return err
		}
		event = c.Code
	}
	for i, l := range item.Lines {
		w.rows = append(w.rows, ledger.OrderLine{
			Payer: w.customer.ID, Provider: cartItem.Plan.OrganizationID, Amount: l.Amount, Unit: l.Unit, Event: event,
			Description: descriptions[i], Periods: l.Intervals,
		})
		w.shown = append(w.shown, l.Description)
		w.invoiceKeys, w.syncOn = append(w.invoiceKeys, cartItem.ClaimCode), append(w.syncOn, cartItem.SyncOn)
	}
	return w.tx.UpdateCartItem(ctx, &cartItem.CartItem)
}

// subscribe creates the subscription of an item, or extends the one that runs, and returns its id. The subscriber is locked, so that
// there is at most one that has not ended (profiles-subscriptions-roles.md 1.3).
func (w *recorder) subscribe(ctx context.Context, item orderItem, plan store.PlanOf, claimed bool) (int64, error) {
	subscriber, err := w.tx.OrganizationForUpdate(ctx, item.SubscriberID)
	if err != nil {
		return 0, err
	}
	s, err := w.tx.Running(ctx, subscriber.ID, plan.ID, w.order.PlacedAt)
	fresh := errors.Is(err, store.ErrNotFound)
	if err != nil && !fresh {
		return 0, err
	}
	if fresh {
		at := w.order.PlacedAt
		s = store.Subscription{
			CreatedAt: at, EndsAt: at, AnchorAt: at, AutoRenew: plan.RenewalType == wire.AutoRenew, OrganizationID: subscriber.ID, PlanID: plan.ID,
		}
		if plan.OptinOnRequest {
			key := randomKey()
			s.RequestKey = &key
		}
	}
	if err := w.give(ctx, &s, plan, fresh, claimed); err != nil {
		return 0, err
	}
	for _, l := range item.Lines {
		if l.Intervals > 0 {
			extend(&s, period.Interval(plan.IntervalCode), l.Intervals, subscriber.Location())
		}
	}
	if !fresh {
		return s.ID, w.tx.ExtendSubscription(ctx, s)
	}
	if err := w.tx.CreateSubscription(ctx, &s); err != nil {
		return 0, err
	}
	if s.RequestKey == nil {
		return s.ID, nil
	}
	return s.ID, notice.Managers(ctx, w.tx, notice.Notice{Template: "subscription_request_created", At: w.order.PlacedAt, Data: map[string]any{
		"organization": notice.Organization(subscriber), "plan": notice.Plan(plan.Plan),
		"link": "/accept/subscribers/" + *s.RequestKey + "/",
	}}, plan.OrganizationID, 0)
}

// give tells whether a subscription is a gift: of somebody who may not speak for its subscriber. She has not agreed to anything, so that it is
// not renewed at her cost, nor is a seat that somebody else paid and she claims. What she orders herself is no gift any more.
func (w *recorder) give(ctx context.Context, s *store.Subscription, plan store.PlanOf, fresh, claimed bool) error {
	own, err := w.tx.Manages(ctx, w.order.UserID, s.OrganizationID)
	if err != nil {
		return err
	}
	terms := pricing.Agreed(wire.Terms(plan.Plan), plan.Unit)
	switch {
	case fresh && !own:
		s.Gifted, s.AutoRenew = true, false
	case fresh && claimed:
		s.Gifted, s.AutoRenew, s.AgreedTerms = true, false, &terms
	case claimed:
		return nil
	case fresh:
		s.AgreedTerms = &terms
	case own:
		return w.tx.UpdateSubscription(ctx, s.ID, map[string]any{"gifted": false, "agreed_terms": terms})
	}
	return nil
}

// claim turns the item of an unknown beneficiary into a claim that waits for her: paid for by a coupon of 100 % that never ends.
func (w *recorder) claim(ctx context.Context, item *store.CartLine) (store.Coupon, error) {
	provider := item.Plan.OrganizationID
	c, ok := w.claimCoupons[provider]
	if !ok {
		description := "Auto-generated after payment by " + w.customer.PrintableName()
		c = store.Coupon{
			Code: "cpn_" + randomKey(), Percent: 100, CreatedAt: w.order.PlacedAt, Description: &description, OrganizationID: provider,
			PayerID: &w.customer.ID,
		}
		if err := w.tx.CreateCoupon(ctx, &c); err != nil {
			return c, err
		}
		w.claimCoupons[provider] = c
	}
	to := naming.EmailKey(*item.SyncOn)
	code, ok := w.claimCodes[to]
	if !ok {
		code = randomKey()
		w.claimCodes[to], w.claimTo[to] = code, *item.SyncOn
	}
	w.claimPlans[to] = append(w.claimPlans[to], notice.Title(item.Plan.Plan))
	nobody := ""
	item.UserID, item.SessionID, item.SyncOn, item.FullName = nil, nil, &nobody, w.customer.PrintableName()
	item.ClaimCode, item.CouponID = &code, &c.ID
	return c, nil
}

// charge writes the charge and its lines and settles it when the processor says that the money has moved (billing-ledger.md E2, E3).
func (w *recorder) charge(ctx context.Context, rowIDs []int64, paid payment.Payment) (store.Charge, error) {
	lines := make([]store.ChargeItem, len(rowIDs))
	for i, id := range rowIDs {
		lines[i] = store.ChargeItem{InvoicedID: id, InvoiceKey: w.invoiceKeys[i], SyncOn: w.syncOn[i]}
	}
	for _, d := range w.order.OldDues {
		lines = append(lines, store.ChargeItem{InvoicedID: d.RowID})
	}
	return payment.WriteCharge(ctx, w.tx, payment.Paid{
		Payment: paid, CustomerID: w.customer.ID, Amount: w.order.total(), Unit: w.order.Unit, By: &w.order.UserID, Username: w.order.Username, Lines: lines,
	}, w.room.now())
}

// notify enqueues the mails of an order: its confirmation and the invitations (billing-ledger.md 7, billing_checkout_create).
func (w *recorder) notify(ctx context.Context) error {
	buyer, err := w.tx.User(ctx, w.order.UserID)
	if err != nil {
		return err
	}
	var lines []map[string]any
	line := func(description string, cents int64, unit string) {
		lines = append(lines, map[string]any{"description": description, "amount": money.Amount{Cents: cents, Unit: unit}.String()})
	}
	for i, row := range w.rows {
		line(w.shown[i], row.Amount, row.Unit)
	}
	for _, b := range balancesOf(w.order.OldDues, w.customer.ID, w.order.Unit) {
		line(ledger.DescribeBalance(b.plan), b.Amount, b.Unit)
	}
	err = notice.ManagersAndBroker(ctx, w.tx, notice.Notice{Template: "order_executed", At: w.order.PlacedAt, Data: map[string]any{
		"organization": notice.Organization(w.customer), "user": notice.User(buyer), "lines": lines,
	}}, w.customer.ID, 0)
	if err != nil {
		return err
	}
	late := 0
	for _, email := range slices.Sorted(maps.Keys(w.claimCodes)) {
		due, err := w.due(ctx, email, &late)
		if err != nil {
			return err
		}
		err = notice.To(ctx, w.tx, notice.Notice{
			Template: "claim_code_generated", At: w.order.PlacedAt, Due: due, ReplyTo: buyer.Email,
			Data: map[string]any{"user": notice.User(buyer), "plans": w.claimPlans[email], "link": "/billing/cart/?code=" + w.claimCodes[email]},
		}, w.claimTo[email])
		if err != nil {
			return err
		}
	}
	return w.tx.ForgetRedeemed(ctx, store.CartOwner{UserID: w.order.UserID})
}

// due is when an invitation may be sent: at once when something was paid, else as often as strangers may be written to. An order has been placed, and is
// not refused any more; its mails go out one after the other. late counts those that have to wait.
func (w *recorder) due(ctx context.Context, email string, late *int) (time.Time, error) {
	if w.order.total() > 0 {
		return time.Time{}, nil
	}
	err := w.room.MayMail(ctx, w.tx, "", email)
	if f := fault.As(err); f != nil && f.Kind == fault.TooManyRequests {
		*late++
		return w.room.now().Add(time.Duration(*late) * f.RetryAfter), nil
	}
	return time.Time{}, err
}

// randomKey is 40 random hexadecimal characters, the form of claim codes, request keys and claim coupons.
func randomKey() string {
	var b [20]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}
