package enroll

import (
	"context"
	"time"

	"tollkeeper/server/domain/naming"
	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// Forget makes a user anonymous for ever: her names, her addresses and those that she had, what she signs in with, and the mails about her (auth-users.md 4.6, users_delete).
// What she bought and paid stays. Her address becomes one in the domain, which takes no mail.
func Forget(ctx context.Context, tx *store.Store, u store.User, domain string, at time.Time) error {
	if err := tx.LockUser(ctx, u.ID); err != nil {
		return err
	}
	former, err := tx.FormerAddresses(ctx, u.ID)
	if err != nil {
		return err
	}
	// What is kept under an address is for its owner alone to have forgotten.
	own, err := tx.SpeaksForAddress(ctx, u.ID)
	if err != nil {
		return err
	}
	if !own {
		u.Email = ""
	}
	for _, address := range append(former, u.Email) {
		u.Email = address
		if address == "" {
			address = naming.Archived(u.ID) + "@" + domain // nothing is kept under it
		}
		if err := tx.ForgetPerson(ctx, u.ID, u.Username, address, domain); err != nil {
			return err
		}
		if err := notice.Forget(ctx, tx, u); err != nil {
			return err
		}
	}
	if err := tx.KeepFormerName(ctx, u.Username, store.NameHolder{UserID: u.ID}, at); err != nil {
		return err
	}
	return tx.ArchiveUser(ctx, u.ID, Unusable(), domain)
}

// Unshown runs f, which takes away the contact and the profile with these slugs, "" for none, and returns those of their pictures that nobody shows
// any more.
func Unshown(ctx context.Context, tx *store.Store, contact, profile string, f func() error) (pictures []string, err error) {
	shown, err := tx.PicturesOf(ctx, contact, profile)
	if err != nil {
		return nil, err
	}
	if err := f(); err != nil {
		return nil, err
	}
	for _, picture := range shown {
		used, err := tx.PictureUsed(ctx, picture)
		if err != nil {
			return nil, err
		}
		if !used {
			pictures = append(pictures, picture)
		}
	}
	return pictures, nil
}
