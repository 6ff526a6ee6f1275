// Package notice decides who gets a mail about an event, and writes it into the outbox in the transaction of the event
// (metrics-jobs-notifications.md 6).
package notice

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"tollkeeper/server/domain/naming"
	"tollkeeper/store"
)

// Notice is a mail about an event. Data is what its template says, JSON; a link in it is a path of the site.
type Notice struct {
	Template string
	ReplyTo  string
	Data     map[string]any
	At       time.Time
	// Due is when it may be sent, At when it is not set.
	Due time.Time
}

// preferences are the notifications by which users switch a template off; a template that is missing cannot be switched off, since it
// carries a link for one person (metrics-jobs-notifications.md 6.1).
var preferences = map[string]string{
	"user_contact": "contact_requested_notice", "user_registered": "user_registered_notice", "user_activated": "user_activated_notice",
	"order_executed": "order_executed", "charge_receipt": "charge_updated", "card_updated": "card_updated",
	"organization_updated": "organization_updated", "expires_soon": "expires_soon", "role_grant_accepted": "role_grant_accepted_notice",
	"subscription_grant_accepted": "subscribe_grant_accepted_notice", "subscription_request_accepted": "subscribe_req_accepted_notice",
	"weekly_sales_report_created": "weekly_sales_report_created", "card_expires_soon": "card_expires_soon",
	"payment_method_absent": "payment_method_absent", "subscription_upgrade": "subscription_upgrade",
	"renewal_charge_failed": "renewal_charge_failed", "processor_setup_error": "processor_setup_error",
}

// along are templates that are switched off with another one.
var along = map[string]string{"charge_failed": "charge_receipt"}

// Preference is the notification that switches a template off, "" for none.
func Preference(template string) string {
	if other, ok := along[template]; ok {
		template = other
	}
	return preferences[template]
}

// TemplateOf is the template of a notification, "" for none (auth-users.md 4.5).
func TemplateOf(notification string) string {
	for template, preference := range preferences {
		if preference == notification {
			return template
		}
	}
	return ""
}

// To enqueues a mail for each address, whatever its owner has switched off.
func To(ctx context.Context, tx *store.Store, n Notice, addresses ...string) error {
	payload, err := json.Marshal(n.Data)
	if err != nil {
		return err
	}
	var sent []string
	for _, address := range addresses {
		if address == "" || slices.Contains(sent, strings.ToLower(address)) {
			continue
		}
		sent = append(sent, strings.ToLower(address))
		if _, err := enqueue(ctx, tx, n, string(payload), address); err != nil {
			return err
		}
	}
	return nil
}

// ToNobody does the work of To for one address, and leaves nothing of it: whoever waits for the answer cannot tell that there is nobody to write to.
func ToNobody(ctx context.Context, tx *store.Store, n Notice, address string) error {
	payload, err := json.Marshal(n.Data)
	if err != nil {
		return err
	}
	id, err := enqueue(ctx, tx, n, string(payload), address)
	if err != nil {
		return err
	}
	return tx.DeleteMail(ctx, id)
}

func enqueue(ctx context.Context, tx *store.Store, n Notice, payload, address string) (id int64, err error) {
	due := n.At
	if !n.Due.IsZero() {
		due = n.Due
	}
	mail := store.OutboxMail{CreatedAt: n.At, Template: n.Template, Payload: payload, Recipient: address, ReplyTo: n.ReplyTo, NextTryAt: &due}
	err = tx.EnqueueMail(ctx, &mail)
	return mail.ID, err
}

// Managers enqueues a mail for the managers of a profile who want it, but for the one who caused it; 0 leaves nobody out.
func Managers(ctx context.Context, tx *store.Store, n Notice, organizationID, causer int64) error {
	addresses, err := tx.ManagerEmails(ctx, organizationID, Preference(n.Template), causer)
	if err != nil {
		return err
	}
	return To(ctx, tx, n, addresses...)
}

// ManagersAndBroker does as Managers, and sends the managers of the broker a copy of their own. Answers go to the broker.
func ManagersAndBroker(ctx context.Context, tx *store.Store, n Notice, organizationID, causer int64) error {
	addresses, err := tx.ManagerEmails(ctx, organizationID, Preference(n.Template), causer)
	if err != nil {
		return err
	}
	return toAndBroker(ctx, tx, n, addresses)
}

// OnFileAndBroker does as ManagersAndBroker, but writes to the address that a profile has on file, if it has one. Where that is the address of
// managers, it gets what one of them wants.
func OnFileAndBroker(ctx context.Context, tx *store.Store, n Notice, o store.Organization) error {
	if o.Email == "" {
		return ManagersAndBroker(ctx, tx, n, o.ID, 0)
	}
	all, err := tx.ManagerEmails(ctx, o.ID, "", 0)
	if err != nil {
		return err
	}
	wanting, err := tx.ManagerEmails(ctx, o.ID, Preference(n.Template), 0)
	if err != nil {
		return err
	}
	its := func(address string) bool { return naming.SameEmail(address, o.Email) }
	if slices.ContainsFunc(all, its) && !slices.ContainsFunc(wanting, its) {
		return toAndBroker(ctx, tx, n, nil)
	}
	return toAndBroker(ctx, tx, n, []string{o.Email})
}

func toAndBroker(ctx context.Context, tx *store.Store, n Notice, addresses []string) error {
	broker, err := tx.Broker(ctx)
	if err != nil {
		return err
	}
	copies, err := tx.ManagerEmails(ctx, broker.ID, Preference(n.Template), 0)
	if err != nil {
		return err
	}
	n.ReplyTo = broker.Email
	return To(ctx, tx, n, append(addresses, copies...)...)
}

// Broker enqueues a mail for the managers of the broker who want it.
func Broker(ctx context.Context, tx *store.Store, n Notice) error {
	broker, err := tx.Broker(ctx)
	if err != nil {
		return err
	}
	return Managers(ctx, tx, n, broker.ID, 0)
}

// User is what templates say of a user.
func User(u store.User) map[string]any {
	name := u.FullName()
	if name == "" {
		name = u.Username
	}
	first := u.FirstName
	if first == "" {
		first = u.Username
	}
	return map[string]any{"username": u.Username, "email": u.Email, "first_name": first, "printable_name": name}
}

// Organization is what templates say of a profile.
func Organization(o store.Organization) map[string]any {
	return map[string]any{"slug": o.Slug, "printable_name": o.PrintableName(), "email": o.Email}
}

// Plan is what templates say of a plan.
func Plan(p store.Plan) map[string]any { return map[string]any{"slug": p.Slug, "title": Title(p)} }

// Title is what a plan is called: its title, or its slug when it has none.
func Title(p store.Plan) string {
	if p.Title != nil && *p.Title != "" {
		return *p.Title
	}
	return p.Slug
}
