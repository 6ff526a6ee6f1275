package cart

import (
	"context"
	"fmt"
	"strings"

	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// withoutNames returns the descriptions of the rows of an item. Whom they name is kept beside the ledger: nothing can be taken out of a row when
// somebody wants to be forgotten (auth-users.md 4.6, users_delete).
func (w *recorder) withoutNames(ctx context.Context, item orderItem, c store.CartLine) ([]string, error) {
	record := store.LedgerName{}
	switch {
	case c.Coupon != nil && c.Coupon.PayerID != nil:
		record.OrganizationID = c.Coupon.PayerID
	case item.SubscriberID != 0:
		record.OrganizationID = &item.SubscriberID
	}
	if c.SyncOn != nil {
		record.Email = naming.EmailKey(*c.SyncOn)
	}
	out := make([]string, len(item.Lines))
	for i, l := range item.Lines {
		out[i] = l.Description
		if l.Person == "" || !strings.HasSuffix(l.Description, l.Person) {
			continue
		}
		record.NameKey, record.Name = ledger.NameKey(w.key, fmt.Sprintf("%d/%d", item.CartItemID, i)), l.Person
		if err := w.tx.KeepLedgerName(ctx, record); err != nil {
			return nil, err
		}
		out[i] = strings.TrimSuffix(l.Description, l.Person) + ledger.Named(record.NameKey)
	}
	return out, nil
}
