package notice

import (
	"context"
	"encoding/json"
	"regexp"

	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// Forget takes out of the outbox what waits for a user or tells of her: whoever is gone gets no mail, and nobody reads of her in one that was given
// up. Mails about others stay, however much their names look like hers (auth-users.md 4.6, users_delete).
func Forget(ctx context.Context, tx *store.Store, u store.User) error {
	names, address := []string{u.Username}, (*regexp.Regexp)(nil)
	if u.Email != "" {
		names, address = append(names, u.Email), addressPattern(u.Email)
	}
	found, err := tx.MailsMentioning(ctx, names...)
	if err != nil {
		return err
	}
	for _, m := range found {
		if !concerns(m, u, address) {
			continue
		}
		if err := tx.DeleteMail(ctx, m.ID); err != nil {
			return err
		}
	}
	return nil
}

// addressPattern finds an e-mail address in a text, where it is not a part of a longer one.
func addressPattern(email string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|[^a-z0-9._%+-])` + regexp.QuoteMeta(email) + `($|[^a-z0-9.-]|\.($|[^a-z0-9-]))`)
}

func concerns(m store.OutboxMail, u store.User, address *regexp.Regexp) bool {
	if address != nil && (naming.SameEmail(m.Recipient, u.Email) || naming.SameEmail(m.ReplyTo, u.Email)) {
		return true
	}
	var data any
	return json.Unmarshal([]byte(m.Payload), &data) != nil || tellsOf(data, u, address)
}

// tellsOf looks for a user in the data of a mail: by her username, by the slug of her personal profile, by her address anywhere.
func tellsOf(data any, u store.User, address *regexp.Regexp) bool {
	switch value := data.(type) {
	case string:
		return address != nil && address.MatchString(value)
	case []any:
		for _, one := range value {
			if tellsOf(one, u, address) {
				return true
			}
		}
	case map[string]any:
		if _, profile := value["printable_name"]; value["username"] == u.Username || profile && value["slug"] == u.Username {
			return true
		}
		for _, one := range value {
			if tellsOf(one, u, address) {
				return true
			}
		}
	}
	return false
}
