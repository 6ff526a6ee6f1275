package cart

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/money"
	"tollkeeper/server/domain/pricing"
	"tollkeeper/store"
)

// order is what a checkout buys, as it was priced. It is kept with the payment attempt, so that a crash after the payment leaves enough
// to finish it with the very amounts that were paid.
type order struct {
	UserID     int64       `json:"user_id"`
	Username   string      `json:"username"`
	CustomerID int64       `json:"customer_id"`
	PlacedAt   time.Time   `json:"placed_at"`
	Unit       string      `json:"unit"`
	Items      []orderItem `json:"items"`
	// Remember tells that the card that pays becomes the customer's card on file.
	Remember bool    `json:"remember"`
	Address  address `json:"address"`
	// OldDues are what the customer owed before, and pays along.
	OldDues []oldDue `json:"old_dues,omitempty"`
}

// orderItem is an item of the cart that is bought.
type orderItem struct {
	CartItemID int64 `json:"cart_item_id"`
	PlanID     int64 `json:"plan_id"`
	// SubscriberID is 0 for a beneficiary who is not registered: she gets a claim instead of a subscription.
	SubscriberID int64  `json:"subscriber_id"`
	Lines        []line `json:"lines"`

	// provider owns the plan.
	provider int64
}

// address fills blanks of the customer's.
type address struct {
	StreetAddress string `json:"street_address,omitempty"`
	Locality      string `json:"locality,omitempty"`
	Region        string `json:"region,omitempty"`
	PostalCode    string `json:"postal_code,omitempty"`
	Country       string `json:"country,omitempty"`
}

// orderOf makes an order of priced items. It refuses an item without a chosen option and several currencies (billing-ledger.md 4.6 and 1.9).
func orderOf(priced []quote, customer store.Organization, placedAt time.Time) (order, error) {
	o := order{CustomerID: customer.ID, PlacedAt: placedAt, Unit: money.DefaultUnit}
	for i, q := range priced {
		if len(q.options) > 0 {
			return o, fault.Field(fmt.Sprintf("items.%d.option", i),
				"Choose one of the %d options of %s first.", len(q.options), q.item.Plan.Slug)
		}
		if len(q.lines) == 0 {
			return o, fault.Field(fmt.Sprintf("items.%d.plan", i), "%s would end after the year 8999; take it out of the cart.", q.item.Plan.Slug)
		}
		item := orderItem{CartItemID: q.item.ID, PlanID: q.item.PlanID, SubscriberID: q.subscriber.ID, Lines: q.lines, provider: q.item.Plan.OrganizationID}
		for _, l := range q.lines {
			if len(o.Items) > 0 && l.Unit != o.Unit {
				return o, fault.New(fault.Invalid, "The cart holds prices in %s and in %s; check out one currency at a time.", o.Unit, l.Unit)
			}
			o.Unit = l.Unit
		}
		o.Items = append(o.Items, item)
	}
	return o, nil
}

// chargeable refuses a total that no processor takes (billing-ledger.md 4.7).
func (o order) chargeable() error {
	if total := o.total(); total < pricing.MinimumCharge {
		return fault.New(fault.Invalid, "The total of %s is below %s, the least that can be charged.",
			money.Amount{Cents: total, Unit: o.Unit}, money.Amount{Cents: pricing.MinimumCharge, Unit: o.Unit})
	}
	return nil
}

// total is the sum of all lines and of what was owed before, in cents.
func (o order) total() int64 {
	var total int64
	for _, item := range o.Items {
		for _, l := range item.Lines {
			total += l.Amount
		}
	}
	for _, d := range o.OldDues {
		total += d.Amount
	}
	return total
}

// amounts is what each provider gets, in cents.
func (o order) amounts() map[int64]int64 {
	out := map[int64]int64{}
	for _, item := range o.Items {
		for _, l := range item.Lines {
			out[item.provider] += l.Amount
		}
	}
	for _, d := range o.OldDues {
		out[d.ProviderID] += d.Amount
	}
	return out
}

// key identifies what is bought: who pays for which items and old dues, and how much. It begins the idempotency key of the payment.
func (o order) key() string {
	what, err := json.Marshal([]any{o.UserID, o.CustomerID, o.Unit, o.Items, o.OldDues})
	if err != nil {
		panic(err) // an order can be marshalled
	}
	sum := sha256.Sum256(what)
	return "checkout-" + hex.EncodeToString(sum[:16])
}
