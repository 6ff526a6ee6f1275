package cart

import (
	"context"
	"errors"
	"io"
	"mime/multipart"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// CartUploadCreate adds a plan to the caller's cart for each person of a CSV file (billing-ledger.md 7).
func (r *Room) CartUploadCreate(ctx context.Context, req gen.CartUploadCreateRequestObject) (gen.CartUploadCreateResponseObject, error) {
	file, err := fileOf(req.Body)
	if err != nil {
		return nil, err
	}
	people, failed, err := readPeople(file)
	if err != nil {
		return nil, err
	}
	if access.PrincipalOf(ctx) == nil && len(people) > strangersItems {
		return nil, errStrangersItems()
	}
	out, err := store.InTx(ctx, r.store, func(tx *store.Store) (gen.CartItemUpload, error) {
		plans, err := resolve(ctx, tx, gen.CartItemCreateList{{Plan: req.Plan}})
		if err != nil || len(people) == 0 {
			return gen.CartItemUpload{}, err
		}
		owner, err := r.owner(ctx, tx, true)
		if err != nil {
			return gen.CartItemUpload{}, err
		}
		uploaded, err := r.upload(ctx, tx, owner, plans[0].plan, people)
		if err != nil {
			return uploaded, err
		}
		return uploaded, within(ctx, tx, owner)
	})
	if err != nil {
		return nil, err
	}
	out.Failed = append([]gen.CartUploadFailure{}, failed...)
	if len(out.Created) > 0 {
		return gen.CartUploadCreate201JSONResponse(out), nil
	}
	out.Created, out.Updated = []gen.CartUploadedItem{}, append([]gen.CartUploadedItem{}, out.Updated...)
	return gen.CartUploadCreate200JSONResponse(out), nil
}

// fileOf returns the part `file` of a form, nil without one. The guard has bounded its size.
func fileOf(form *multipart.Reader) ([]byte, error) {
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "The form could not be read.").Because(err)
		}
		if part.FormName() == "file" {
			return io.ReadAll(part)
		}
	}
}

// upload does for many people what add does for one, by the same table (billing-ledger.md 4.1), but reads the cart once and writes what
// is new together.
func (r *Room) upload(ctx context.Context, tx *store.Store, owner store.CartOwner, plan store.Plan, people []person) (gen.CartItemUpload, error) {
	out := gen.CartItemUpload{Created: []gen.CartUploadedItem{}, Updated: []gen.CartUploadedItem{}}
	existing, err := tx.ItemsForPlan(ctx, owner, plan.ID)
	if err != nil {
		return out, err
	}
	u := uploader{bySync: make(map[string]*store.CartItem, len(existing)+len(people)), changed: map[*store.CartItem]bool{}}
	for i := range existing {
		item := &existing[i]
		switch {
		case same(item.SyncOn, nil):
			u.free = append(u.free, item)
		case u.bySync[naming.EmailKey(*item.SyncOn)] == nil:
			u.bySync[naming.EmailKey(*item.SyncOn)] = item
		}
	}
	if len(existing) > 0 {
		u.pattern = existing[0]
	} else if u.pattern, err = r.pattern(ctx, tx, owner, plan); err != nil {
		return out, err
	}
	u.pattern.ID, u.pattern.CreatedAt = 0, r.now()
	for _, p := range people {
		item, isNew := u.put(p)
		uploaded := gen.CartUploadedItem{
			Plan: plan.Slug, Option: item.OptionIndex, FirstName: p.first, LastName: p.last, FullName: p.full, SyncOn: p.address, Email: p.address,
		}
		if isNew {
			out.Created = append(out.Created, uploaded)
		} else {
			out.Updated = append(out.Updated, uploaded)
		}
	}
	for item := range u.changed {
		if err := tx.UpdateCartItem(ctx, item); err != nil {
			return out, err
		}
	}
	return out, tx.CreateCartItems(ctx, u.created)
}

// uploader puts people into a cart of which it has read everything about one plan.
type uploader struct {
	bySync map[string]*store.CartItem
	// free are items that are synced on nobody yet.
	free []*store.CartItem
	// pattern is what a new item copies plan, coupon and option of.
	pattern store.CartItem
	created []*store.CartItem
	changed map[*store.CartItem]bool
}

// put finds the item of a person, or makes one, and tells whether it is new.
func (u *uploader) put(p person) (*store.CartItem, bool) {
	key := naming.EmailKey(p.address)
	item := u.bySync[key]
	if item == nil && len(u.free) > 0 {
		item, u.free = u.free[0], u.free[1:]
	}
	isNew := item == nil
	if isNew {
		fresh := u.pattern
		item = &fresh
		u.created = append(u.created, item)
	}
	if !isNew && item.ID != 0 && (item.FullName != p.full || !exactly(item.SyncOn, p.address) || !exactly(item.Email, p.address)) {
		u.changed[item] = true
	}
	u.bySync[key] = item
	item.FullName, item.SyncOn, item.Email = p.full, &p.address, &p.address
	return item, isNew
}

func exactly(have *string, want string) bool { return have != nil && *have == want }
