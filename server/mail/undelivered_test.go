package mail_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"tollkeeper/server/notice"
	"tollkeeper/store"
)

// A mail that was given up goes to the managers of the broker, whatever they switched off, with a banner that says for whom it was; what does not
// reach them either goes no further.
func TestUndelivered(t *testing.T) {
	each(t, func(p *post) {
		p.manage("boss@site.example", "zoe@example.com")
		r := receive(p.t, true)
		r.refusing = &smtp.SMTPError{Code: 554, Message: "never"}
		d := p.deliverer(r.transport(p.t, "mandatory", true))
		giveUp := func() {
			for range 12 {
				p.deliver(d, 0)
				p.now = p.now.Add(12 * time.Hour)
			}
		}
		p.enqueue(notice.Notice{Template: "password_reset", Data: map[string]any{"user": user("Zoë"), "days": 3, "link": "/reset/a/b/"}}, "ZOE@example.com")
		giveUp()
		r.refusing = nil
		p.deliver(d, 1)
		if got := r.letters[0]; got.to != "boss@site.example" {
			p.t.Errorf("to %s", got.to)
		}
		_, text, html := parts(p.t, r.letters[0].data)
		for _, got := range []string{text, html} {
			if !strings.Contains(got, "This mail for ZOE@example.com could not be delivered.") || !strings.Contains(got, "https://site.example/reset/a/b/") {
				p.t.Errorf("%s", got)
			}
		}
		r.refusing = &smtp.SMTPError{Code: 554, Message: "never"}
		p.enqueue(notice.Notice{Template: "user_registered", Data: map[string]any{"user": user("Zoë")}}, "joe@example.com")
		giveUp()
		giveUp()
		r.refusing = nil
		p.deliver(d, 0)
		waiting, err := p.WaitingMails(p.t.Context())
		if err != nil || len(waiting) != 4 {
			p.t.Errorf("%d mails were given up, want the reset, the one for joe and its copies: %v", len(waiting), err)
		}
	})
}

// manage makes managers of the broker, who have switched everything off.
func (p *post) manage(addresses ...string) {
	p.t.Helper()
	ctx := p.t.Context()
	err := p.Do(ctx, func(tx *store.Store) error {
		broker, err := tx.Broker(ctx)
		if err != nil {
			return err
		}
		manager := store.RoleDescription{Slug: "manager", CreatedAt: start, Title: "Manager"}
		if err := tx.CreateRoleDescription(ctx, &manager); err != nil {
			return err
		}
		for i, address := range addresses {
			u := store.User{
				UUID: fmt.Sprintf("00000000-0000-4000-8000-%012d", i), Username: fmt.Sprintf("m%d", i), Email: address, PasswordHash: "!", CredentialVersion: 1,
				IsActive: true, CreatedAt: start,
			}
			if err := tx.CreateUser(ctx, &u); err != nil {
				return err
			}
			if err := tx.CreateRole(ctx, &store.Role{CreatedAt: start, OrganizationID: broker.ID, UserID: u.ID, RoleDescriptionID: &manager.ID}); err != nil {
				return err
			}
			if err := tx.SetOptOuts(ctx, u.ID, []string{"user_registered_notice"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}
