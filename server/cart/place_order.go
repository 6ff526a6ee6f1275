package cart

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/idempotency"
	"tollkeeper/server/payment"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// checkout is the input of BillingCheckoutCreate.
type checkout struct {
	options  []int
	remember bool
	token    string
	code     string
	address  address
}

func checkoutInput(body gen.Checkout, code *string) (checkout, error) {
	in := checkout{
		remember: body.RememberCard != nil && *body.RememberCard, token: value(body.ProcessorToken), code: value(code),
		address: address{
			StreetAddress: value(body.StreetAddress), Locality: value(body.Locality), Region: value(body.Region), PostalCode: value(body.PostalCode),
		},
	}
	if body.Items != nil {
		for _, item := range *body.Items {
			option, _ := wire.Given(item.Option)
			if option == nil || *option < 1 || *option > 1000 {
				option = new(int64) // nulls and positions that do not exist are ignored
			}
			in.options = append(in.options, int(*option))
		}
	}
	if body.Country != nil {
		var err error
		if in.address.Country, err = wire.Country(string(*body.Country)); err != nil {
			return in, err
		}
	}
	return in, nil
}

// BillingCheckoutCreate orders what is in the caller's cart for the profile in the path and charges its card (billing-ledger.md 4.6).
func (r *Room) BillingCheckoutCreate(ctx context.Context, req gen.BillingCheckoutCreateRequestObject) (gen.BillingCheckoutCreateResponseObject, error) {
	in, err := checkoutInput(*req.Body, req.Params.Code)
	if err != nil {
		return nil, err
	}
	opened, err := store.InTx(ctx, r.store, func(tx *store.Store) (attempt, error) { return r.openOnce(ctx, tx, in) })
	if err != nil {
		return nil, err
	}
	if opened.record.ID == 0 {
		return gen.BillingCheckoutCreate200JSONResponse{}, nil // nothing to charge: an empty cart, or an order that was free
	}
	charge, secret, err := r.charge(ctx, opened, in)
	if err != nil {
		return nil, err
	}
	placed := wire.Charge(charge)
	if secret != "" {
		placed.PaymentIntentClientSecret = wire.Null(&secret)
	}
	return gen.BillingCheckoutCreate201JSONResponse(placed), nil
}

// attempt is a payment that was decided on, its customer, and the card that she had then.
type attempt struct {
	record store.PaymentAttempt
	order  order
	holder payment.Holder
	card   string
	shares []payment.Share
}

// openOnce is the first transaction of a checkout. A request that comes again, since its answer was lost, gets the attempt that it made, without an
// id when there was nothing to charge: what is in the cart by now is not what it ordered.
func (r *Room) openOnce(ctx context.Context, tx *store.Store, in checkout) (attempt, error) {
	made, err := idempotency.Earlier(ctx, r.now(), errUnderWay(), func(request string, since time.Time) (store.PaymentAttempt, error) {
		return tx.AttemptRequested(ctx, access.PrincipalOf(ctx).UserID, request, since)
	})
	if !errors.Is(err, store.ErrNotFound) {
		return attempt{record: made}, err
	}
	done, err := idempotency.Done(ctx, tx, r.now())
	if err != nil || done {
		return attempt{}, err
	}
	opened, err := r.open(ctx, tx, in)
	if err == nil && opened.record.ID == 0 {
		err = idempotency.Did(ctx, tx, r.now())
	}
	return opened, err
}

// charge returns the charge of an attempt, which is made unless it has been already.
func (r *Room) charge(ctx context.Context, a attempt, in checkout) (charge store.Charge, secret string, err error) {
	if a.record.Open() {
		return r.pay(ctx, a, in)
	}
	charge, err = r.store.ChargeByKey(ctx, *a.record.ChargeKey)
	return charge, "", err
}

// open prices the cart and commits the attempt, which locks it. An order that costs nothing is placed at once.
func (r *Room) open(ctx context.Context, tx *store.Store, in checkout) (attempt, error) {
	caller := access.PrincipalOf(ctx)
	owner, err := r.owner(ctx, tx, false)
	if err != nil {
		return attempt{}, err
	}
	if in.code != "" {
		if err := tx.ClaimCartItems(ctx, in.code, caller.UserID); err != nil {
			return attempt{}, err
		}
	}
	customer, err := tx.OrganizationForUpdate(ctx, access.ScopeOf(ctx).OrganizationID)
	if err != nil {
		return attempt{}, wire.Missing(err)
	}
	o, err := r.price(ctx, tx, owner, customer, in)
	if err != nil || len(o.Items) == 0 {
		return attempt{}, err
	}
	o.UserID, o.Username, o.Remember, o.Address = caller.UserID, caller.Username, in.remember && in.token != "", in.address
	if o.total() == 0 {
		_, err := r.record(ctx, tx, o, "free-"+o.key(), nil)
		return attempt{}, err
	}
	if o.OldDues, err = oldDues(ctx, tx, customer.ID, o.PlacedAt, o.Unit, o.amounts()); err != nil {
		return attempt{}, err
	}
	if err := o.chargeable(); err != nil {
		return attempt{}, err
	}
	a := attempt{order: o, card: value(customer.ProcessorCardKey), holder: payment.Holder{Slug: customer.Slug, Email: customer.Email}}
	if in.token == "" && access.ScopeOf(ctx).Relation.Direct < access.Manager {
		return a, fault.New(fault.Forbidden, "Only managers of %s may have its card charged; send a processor_token of the card that pays.", customer.PrintableName())
	}
	if in.token == "" && a.card == "" {
		return a, fault.Field("processor_token", "%s has no card on file; send a processor_token.", customer.PrintableName())
	}
	if a.shares, err = payment.SharesOf(ctx, tx, o.amounts()); err != nil {
		return a, err
	}
	a.record, err = r.commitAttempt(ctx, tx, o)
	return a, err
}

// maxOrder is the most items of an order: two full uploads. What is paid must be written in bounded time, by statements of bounded size.
const maxOrder = 2 * maxPeople

func fitsAnOrder(items int) error {
	if items > maxOrder {
		return fault.New(fault.Invalid, "An order has at most %d items, the cart has %d; remove some.", maxOrder, items)
	}
	return nil
}

func (r *Room) price(ctx context.Context, tx *store.Store, owner store.CartOwner, customer store.Organization, in checkout) (order, error) {
	lines, err := tx.Cart(ctx, owner)
	if err != nil {
		return order{}, err
	}
	if err := fitsAnOrder(len(lines)); err != nil {
		return order{}, err
	}
	for _, line := range lines {
		if line.Coupon != nil && line.Coupon.PayerID != nil {
			continue // it was sold already, to who paid for the seat
		}
		if err := wire.NotSold(line.Plan); err != nil {
			return order{}, err
		}
	}
	for i := range lines {
		// An option of the body counts where the item itself has none; pricing ignores what does not exist.
		if i < len(in.options) && in.options[i] > 0 && lines[i].OptionIndex == 0 {
			lines[i].OptionIndex = int64(in.options[i])
		}
	}
	now := r.now()
	priced, err := quotes(ctx, tx, customer, lines, now)
	if err != nil {
		return order{}, err
	}
	return orderOf(priced, customer, now)
}

// commitAttempt writes the attempt. Its key is made of what is bought and of how often that was tried, so that a retry after a decline
// is a new payment and a repetition of the same try is not.
func (r *Room) commitAttempt(ctx context.Context, tx *store.Store, o order) (store.PaymentAttempt, error) {
	data, err := json.Marshal(o)
	if err != nil {
		return store.PaymentAttempt{}, err
	}
	tries, err := tx.CountAttempts(ctx, o.UserID, o.key())
	if err != nil {
		return store.PaymentAttempt{}, err
	}
	record := store.PaymentAttempt{
		IdempotencyKey: fmt.Sprintf("%s-%d", o.key(), tries+1), UserID: o.UserID, CustomerID: o.CustomerID, Amount: o.total(), Unit: o.Unit,
		OrderJSON: string(data), RequestHash: idempotency.Request(ctx), State: store.AttemptOpen, CreatedAt: r.now(),
	}
	rows := make([]int64, len(o.OldDues))
	for i, d := range o.OldDues {
		rows[i] = d.RowID
	}
	err = tx.CreateAttempt(ctx, &record, rows)
	if errors.Is(err, store.ErrDuplicate) {
		err = errUnderWay()
	}
	return record, err
}

// pay asks the processor, with no transaction open, and then writes what it said. The client may give up while the processor works: what
// was paid must be written all the same, so neither step is cancelled with the request. The secret lets the client authenticate a payment
// that waits for it, "" when none does.
func (r *Room) pay(ctx context.Context, a attempt, in checkout) (charge store.Charge, secret string, err error) {
	ctx = context.WithoutCancel(ctx)
	asking, done := context.WithTimeout(ctx, paymentTimeout)
	defer done()
	writing, written := context.WithTimeout(ctx, writeTimeout)
	defer written()
	paid, err := r.ask(asking, a, in)
	if err != nil {
		return store.Charge{}, "", r.giveUp(writing, a, err)
	}
	charge, err = r.finish(writing, a.record, a.order, paid, r.remembered(asking, a.order, paid))
	return charge, paid.ClientSecret, err
}

const (
	// paymentTimeout bounds what the processor is asked.
	paymentTimeout = 30 * time.Second
	// writeTimeout bounds a payment to its last row: an order for ten thousand people that is paid must be written, however busy the database is.
	writeTimeout = 5 * time.Minute
)

func (r *Room) ask(ctx context.Context, a attempt, in checkout) (payment.Payment, error) {
	request := payment.Request{
		IdempotencyKey: a.record.IdempotencyKey, Token: in.token, Amount: a.record.Amount, Unit: a.record.Unit,
		Description: "Order of " + a.order.Username, Shares: a.shares, Present: true,
	}
	switch {
	case in.token == "":
		request.CardKey = a.card
	case a.order.Remember:
		card, err := r.processor.StoreCard(ctx, a.holder, in.token)
		if err != nil {
			return payment.Payment{}, err
		}
		request.CardKey, request.Token = card, ""
	}
	paid, err := r.processor.Pay(ctx, request)
	if declined := new(payment.Declined); errors.As(err, &declined) && request.CardKey != a.card {
		// A declined checkout leaves no card behind either (billing-ledger.md 4.7).
		err = errors.Join(err, r.processor.DeleteCard(ctx, request.CardKey))
	}
	return paid, err
}
