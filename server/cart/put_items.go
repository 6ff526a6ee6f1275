package cart

import (
	"context"

	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// putting is what a list of additions makes of a cart: it reads what is there of each plan once, and writes what is new together, however long the list.
type putting struct {
	plans map[int64]*planItems
	// put are copies of the items as each addition left them.
	put []store.CartItem
	// created are new, changed were there before, in the order in which they were put.
	created, changed []*store.CartItem
}

// planItems are the items of one plan in a cart.
type planItems struct {
	// first is the item that an addition without beneficiary changes, and that a new one copies; nil while there is none.
	first *store.CartItem
	// bySync are the items by their beneficiary, free those that have none yet.
	bySync map[string]*store.CartItem
	free   []*store.CartItem
	isNew  map[*store.CartItem]bool
}

// add puts items into a cart by the table of billing-ledger.md 4.1.
func (r *Room) add(ctx context.Context, tx *store.Store, owner store.CartOwner, additions []addition) (*putting, error) {
	p := &putting{plans: map[int64]*planItems{}}
	touched := map[*store.CartItem]bool{}
	for _, a := range additions {
		of := p.plans[a.plan.ID]
		if of == nil {
			existing, err := tx.ItemsForPlan(ctx, owner, a.plan.ID)
			if err != nil {
				return nil, err
			}
			of = itemsOfPlan(existing)
			p.plans[a.plan.ID] = of
		}
		item, isNew := of.target(a)
		if item == nil {
			pattern, err := r.pattern(ctx, tx, owner, a.plan)
			if err != nil {
				return nil, err
			}
			pattern.OptionIndex, item, isNew = a.option, &pattern, true
		}
		if isNew {
			item.CreatedAt = r.now()
		}
		of.fill(item, a, isNew)
		switch {
		case isNew:
			p.created = append(p.created, item)
		case !of.isNew[item] && !touched[item]:
			p.changed = append(p.changed, item)
		}
		touched[item] = true
		p.put = append(p.put, *item)
	}
	for _, item := range p.changed {
		if err := tx.UpdateCartItem(ctx, item); err != nil {
			return nil, err
		}
	}
	return p, tx.CreateCartItems(ctx, p.created)
}

// itemsOfPlan takes items in the order of store.ItemsForPlan.
func itemsOfPlan(existing []store.CartItem) *planItems {
	of := &planItems{bySync: make(map[string]*store.CartItem, len(existing)), isNew: map[*store.CartItem]bool{}}
	for i := range existing {
		item := &existing[i]
		if i == 0 {
			of.first = item
		}
		switch key := syncKey(item.SyncOn); {
		case key == "":
			of.free = append(of.free, item)
		case of.bySync[key] == nil:
			of.bySync[key] = item
		}
	}
	return of
}

func syncKey(syncOn *string) string {
	if syncOn == nil {
		return ""
	}
	return naming.EmailKey(*syncOn)
}

// target finds the item that an addition changes: without beneficiary the first one; else the one of the same beneficiary, or one that has none yet; else
// a copy of the first one. It is nil when the cart has none of the plan.
func (of *planItems) target(a addition) (item *store.CartItem, isNew bool) {
	key := syncKey(a.syncOn)
	switch {
	case of.first == nil || key == "":
		return of.first, false
	case of.bySync[key] != nil:
		return of.bySync[key], false
	case len(of.free) > 0:
		item, of.free = of.free[0], of.free[1:]
		return item, false
	}
	item = new(store.CartItem)
	*item = *of.first
	item.ID = 0
	return item, true
}

// fill writes an addition into its item, and keeps the account of the plan's items true.
func (of *planItems) fill(item *store.CartItem, a addition, isNew bool) {
	item.FullName = a.fullName
	if a.option > 0 || a.syncOn == nil {
		item.OptionIndex = a.option
	}
	if isNew {
		item.SyncOn, item.Email = a.syncOn, a.email
		of.isNew[item] = true
	} else if a.syncOn != nil {
		item.SyncOn, item.Email = a.syncOn, a.email
	}
	key := syncKey(item.SyncOn)
	switch {
	case key != "" && of.bySync[key] == nil:
		of.bySync[key] = item
	case key == "" && isNew:
		of.free = append(of.free, item)
	}
	if of.first == nil || key > syncKey(of.first.SyncOn) {
		of.first = item
	}
}
