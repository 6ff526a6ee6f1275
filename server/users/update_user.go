package users

import (
	"context"
	"errors"
	"mime/multipart"

	"github.com/oapi-codegen/nullable"

	"tollkeeper/gen"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// UsersUpdate changes what is sent of a user or contact; it is no full replacement (auth-users.md 4.6).
func (r *Room) UsersUpdate(ctx context.Context, req gen.UsersUpdateRequestObject) (gen.UsersUpdateResponseObject, error) {
	var in changes
	if req.JSONBody != nil {
		b := req.JSONBody
		in = changes{email: &b.Email, password: b.Password, fullName: b.FullName, nickName: b.NickName, picture: b.Picture, extra: b.Extra}
	}
	out, err := r.update(ctx, req.User, in, req.MultipartBody)
	return gen.UsersUpdate200JSONResponse(out), err
}

// UsersPartialUpdate does what UsersUpdate does; nothing is required.
func (r *Room) UsersPartialUpdate(ctx context.Context, req gen.UsersPartialUpdateRequestObject) (gen.UsersPartialUpdateResponseObject, error) {
	var in changes
	if req.JSONBody != nil {
		b := req.JSONBody
		in = changes{email: b.Email, password: b.Password, fullName: b.FullName, nickName: b.NickName, picture: b.Picture, extra: b.Extra}
	}
	out, err := r.update(ctx, req.User, in, req.MultipartBody)
	return gen.UsersPartialUpdate200JSONResponse(out), err
}

// changes are the keys that were sent.
type changes struct {
	email, password, fullName, nickName *string
	picture, extra                      nullable.Nullable[string]
}

func (r *Room) update(ctx context.Context, name string, in changes, form *multipart.Reader) (gen.ContactDetail, error) {
	if form != nil {
		var err error
		if in, err = r.readForm(ctx, form); err != nil {
			return gen.ContactDetail{}, err
		}
	}
	moves, err := r.moves(ctx, name, in)
	if err != nil {
		return gen.ContactDetail{}, err
	}
	return store.InTx(ctx, r.store, func(tx *store.Store) (gen.ContactDetail, error) {
		p, err := r.find(ctx, tx, name)
		if err != nil {
			return gen.ContactDetail{}, err
		}
		if moves {
			if err := r.ask(ctx, tx, *p.user, *in.email); err != nil {
				return gen.ContactDetail{}, err
			}
			in.email = nil
		}
		if err := r.apply(ctx, tx, p, in); err != nil {
			return gen.ContactDetail{}, err
		}
		if p, err = r.find(ctx, tx, name); err != nil {
			return gen.ContactDetail{}, err
		}
		return r.detail(ctx, tx, p)
	})
}

// moves tells whether a user asks for another address of her own, which takes more than a token, and waits until it is confirmed from there.
func (r *Room) moves(ctx context.Context, name string, in changes) (bool, error) {
	if in.email == nil || !access.ScopeOf(ctx).Relation.Self {
		return false, nil
	}
	u, err := r.login(ctx, r.store, name)
	if err != nil || naming.SameEmail(u.Email, *in.email) {
		return false, err
	}
	return true, r.accounts.MayMove(ctx, text(in.password))
}

// ask mails the address that a user wants how to confirm it.
func (r *Room) ask(ctx context.Context, tx *store.Store, u store.User, email string) error {
	if why := naming.Undeliverable(email); why != "" {
		return fault.Field("email", "%s", why)
	}
	if naming.Reserved(email) {
		return fault.Field("email", "Addresses like this one are those of deleted users.")
	}
	switch _, err := tx.UserByEmail(ctx, email); {
	case err == nil:
		return fault.Field("email", "Another user has this address.")
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	if err := r.accounts.MayMail(ctx, tx, "", email); err != nil {
		return err
	}
	return r.accounts.AskToConfirm(ctx, tx, u, email)
}

// apply writes the changes to the contact, which a user without one gets, and name and address to the user too.
func (r *Room) apply(ctx context.Context, tx *store.Store, p person, in changes) error {
	if p.user != nil {
		if err := tx.LockUser(ctx, p.user.ID); err != nil {
			return err
		}
		if err := r.applyToUser(ctx, tx, *p.user, in); err != nil {
			return err
		}
		if p.contact == nil {
			c, err := r.accounts.ContactFor(ctx, tx, *p.user, p.user.FullName())
			if err != nil {
				return err
			}
			p.contact = &c
		}
	}
	columns := map[string]any{}
	if in.email != nil && *in.email != p.contact.Email {
		if err := r.readdress(ctx, tx, p, *in.email, columns); err != nil {
			return err
		}
	}
	if in.fullName != nil {
		columns["full_name"] = *in.fullName
	}
	if in.nickName != nil {
		columns["nick_name"] = *in.nickName
	}
	if picture, given := wire.Given(in.picture); given {
		if err := wire.Picture(picture); err != nil {
			return err
		}
		columns["picture"] = picture
	}
	if extra, given := wire.Given(in.extra); given {
		columns["extra"] = extra
	}
	if len(columns) == 0 {
		return nil
	}
	err := tx.UpdateContact(ctx, p.contact.ID, columns)
	if errors.Is(err, store.ErrDuplicate) { // by a request at the same time
		return fault.Field("email", contactHasAddress)
	}
	return err
}

// readdress puts another address of the contact into the columns to write.
func (r *Room) readdress(ctx context.Context, tx *store.Store, p person, email string, columns map[string]any) error {
	if why := naming.Undeliverable(email); why != "" {
		return fault.Field("email", "%s", why)
	}
	if err := r.freeAddress(ctx, tx, p, email); err != nil {
		return err
	}
	columns["email"] = email
	if !naming.SameEmail(email, p.contact.Email) {
		// Nobody has shown yet that they read its mail.
		columns["verification_state"], columns["verification_key_hash"], columns["verification_sent_at"] = "none", nil, nil
	}
	return nil
}

func (r *Room) applyToUser(ctx context.Context, tx *store.Store, u store.User, in changes) error {
	columns := map[string]any{}
	if in.email != nil && *in.email != u.Email {
		if why := naming.Undeliverable(*in.email); why != "" {
			return fault.Field("email", "%s", why)
		}
		if err := mayMove(ctx, u, *in.email); err != nil {
			return err
		}
		columns["email"] = *in.email
	}
	if in.fullName != nil && *in.fullName != "" {
		columns["first_name"], columns["last_name"] = naming.Split(*in.fullName)
	}
	if len(columns) == 0 {
		return nil
	}
	moved := in.email != nil && !naming.SameEmail(*in.email, u.Email)
	if moved {
		if err := r.accounts.Moved(ctx, tx, u, *in.email); err != nil {
			return err
		}
	}
	err := tx.UpdateUser(ctx, u.ID, columns)
	if errors.Is(err, store.ErrDuplicate) {
		return fault.Field("email", "Another user has this address.")
	}
	if err == nil && moved {
		err = r.accounts.LeaveOffers(ctx, tx, u, *in.email)
	}
	if err == nil && moved {
		// The broker says so; she has to show it.
		u.Email = *in.email
		err = r.accounts.AskToConfirm(ctx, tx, u, u.Email)
	}
	return err
}

// mayMove tells whether the caller may give a user another address. Whoever reads the mail sent there can set her password: that is for those
// alone who may set it anyway (auth-users.md 3.2).
func mayMove(ctx context.Context, u store.User, email string) error {
	relation := access.ScopeOf(ctx).Relation
	switch {
	case naming.Reserved(email):
		return fault.Field("email", "Addresses like this one are those of deleted users.")
	case relation.Self || relation.Broker >= access.Manager || naming.SameEmail(email, u.Email):
		return nil
	}
	return fault.New(fault.Forbidden, "Only the user herself and managers of the broker can change the address that she signs in with.")
}

const contactHasAddress = "A contact has this address already."

// freeAddress refuses the address of somebody else for a contact without login.
func (r *Room) freeAddress(ctx context.Context, tx *store.Store, p person, email string) error {
	if p.user != nil {
		return nil // the database has said so
	}
	taken, err := tx.EmailOfContactTaken(ctx, email, p.contact.ID)
	if err != nil {
		return err
	}
	if taken {
		return fault.Field("email", contactHasAddress)
	}
	_, err = tx.UserOfAddress(ctx, email)
	switch {
	case err == nil:
		return fault.Field("email", "A user has this address.")
	case errors.Is(err, store.ErrNotFound):
		return nil
	}
	return err
}
