// Package demo fills an empty database with the people and sales that the examples of the contract speak of, and two years of history
// (design 1, "demo data"; openapi/WRITING.md, "Examples").
package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/domain/period"
	"tollkeeper/store"
)

// Password is everybody's.
const Password = "yoyo"

// ErrNotEmpty is returned for a database that holds anything already.
var ErrNotEmpty = errors.New("the database is not empty: demo data are loaded into an empty one only")

// Load writes everything in one transaction, with the password as the hasher keeps it.
func Load(ctx context.Context, s *store.Store, now time.Time, hasher *auth.Hasher) error {
	hash := hasher.Hash(Password)
	return s.Do(ctx, func(tx *store.Store) error {
		empty, err := tx.Empty(ctx)
		if err != nil {
			return err
		}
		if !empty {
			return ErrNotEmpty
		}
		l := loader{ctx: ctx, tx: tx, now: now.UTC(), hash: hash, organizations: map[string]store.Organization{}, users: map[string]int64{}, plans: map[string]store.Plan{}}
		for _, step := range []func() error{l.people, l.catalogue, l.history, l.invitations} {
			if err := step(); err != nil {
				return fmt.Errorf("demo data: %w", err)
			}
		}
		return nil
	})
}

type loader struct {
	ctx  context.Context
	tx   *store.Store
	now  time.Time
	hash string

	organizations map[string]store.Organization
	users         map[string]int64 // ids by username
	plans         map[string]store.Plan
	manager       store.RoleDescription
}

// founded is when the site began: before its first sale.
func (l *loader) founded() time.Time { return l.now.AddDate(-2, -6, 0) }

// subscribers are personal profiles: user and profile have one name.
var subscribers = []struct{ slug, fullName, locality, region, country string }{
	{"xia", "Xia Lee", "San Francisco", "CA", "US"},
	{"joe", "Joe Smith", "Oakland", "CA", "US"},
	{"mark", "Mark Johnson", "Berkeley", "CA", "US"},
	{"marie", "Marie Johnson", "Montréal", "QC", "CA"},
	{"erin", "Erin Müller", "Zürich", "", "CH"},
	{"sam", "Sam Okafor", "Lagos", "", "NG"},
}

func (l *loader) people() error {
	at := l.founded()
	if err := server.Found(l.ctx, l.tx, at, "djaoapp", "DjaoApp", "djaoapp@localhost.localdomain"); err != nil {
		return err
	}
	var err error
	if l.manager, err = l.tx.GlobalRoleDescription(l.ctx, "manager"); err != nil {
		return err
	}
	broker, err := l.tx.Broker(l.ctx)
	if err != nil {
		return err
	}
	bank := "acct_cowork4242" // where the sandbox pays out what was earned
	cowork, err := l.organization(store.Organization{
		Slug: "cowork", FullName: "ABC Corp.", Email: "support@localhost.localdomain", IsProvider: true, Phone: "555-555-5555",
		StreetAddress: "1 Main Street", Locality: "San Francisco", Region: "CA", PostalCode: "94105", Country: "US",
		ProcessorDepositKey: &bank,
	})
	if err != nil {
		return err
	}
	if err := l.user("donny", "Donny Cooper", broker); err != nil {
		return err
	}
	if err := l.user("alice", "Alice Doe", cowork); err != nil {
		return err
	}
	for _, s := range subscribers {
		o, err := l.organization(store.Organization{
			Slug: s.slug, FullName: s.fullName, Email: s.slug + "@localhost.localdomain", Locality: s.locality, Region: s.region, Country: s.country,
		})
		if err != nil {
			return err
		}
		if err := l.user(s.slug, s.fullName, o); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) organization(o store.Organization) (store.Organization, error) {
	o.CreatedAt, o.IsActive, o.DefaultTimezone = l.founded(), true, "UTC"
	err := l.tx.CreateOrganization(l.ctx, &o)
	l.organizations[o.Slug] = o
	return o, err
}

// user creates a user with her contact, who manages an organization and has signed the terms.
func (l *loader) user(username, fullName string, manages store.Organization) error {
	at := l.founded()
	first, last := naming.Split(fullName)
	u := store.User{
		UUID: id(username), Username: username, Email: username + "@localhost.localdomain", FirstName: first, LastName: last,
		PasswordHash: l.hash, CredentialVersion: 1, IsActive: true, CreatedAt: at,
	}
	if err := l.tx.CreateUser(l.ctx, &u); err != nil {
		return err
	}
	l.users[username] = u.ID
	contact := store.Contact{
		Slug: username, CreatedAt: at, Email: u.Email, FullName: fullName, NickName: first, UserID: &u.ID, VerificationState: "verified",
	}
	if err := l.tx.CreateContact(l.ctx, &contact); err != nil {
		return err
	}
	role := store.Role{CreatedAt: at, OrganizationID: manages.ID, UserID: u.ID, RoleDescriptionID: &l.manager.ID}
	if err := l.tx.CreateRole(l.ctx, &role); err != nil {
		return err
	}
	terms, err := l.tx.Agreement(l.ctx, "terms-of-use")
	if err != nil {
		return err
	}
	return l.tx.Sign(l.ctx, terms.ID, u.ID, at)
}

// xiasID is the id of xia under /api/v1, which the examples of the contract name.
const xiasID = "1f68e462-6811-4ad9-97ac-6f7e7b8edf47"

// id is the same in every database, so that what names a user can be written down.
func id(username string) string {
	if username == "xia" {
		return xiasID
	}
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://tollkeeper.example/demo/"+username)).String()
}

// catalogue are the plans and coupons of cowork; amounts are cents.
func (l *loader) catalogue() error {
	cowork := l.organizations["cowork"]
	for _, p := range []store.Plan{
		{Slug: "basic", Description: "Basic Plan", PeriodAmount: 2000, IntervalCode: int64(period.Monthly)},
		{Slug: "open-space", Description: "A desk in our coworking space", PeriodAmount: 17999, IntervalCode: int64(period.Monthly)},
		{Slug: "open-plus", Description: "A desk of your own", PeriodAmount: 25000, IntervalCode: int64(period.Monthly), AdvanceDiscount: 500},
		{Slug: "private", Description: "A private office", PeriodAmount: 65000, SetupAmount: 9900, IntervalCode: int64(period.Monthly)},
		{Slug: "premium", Description: "An office for a year", PeriodAmount: 720000, IntervalCode: int64(period.Yearly), AdvanceDiscount: 500},
	} {
		title := titles[p.Slug]
		p.Title, p.IsActive, p.CreatedAt, p.OrganizationID, p.Unit, p.PeriodLength, p.RenewalType = &title, true, l.founded(), cowork.ID, "usd", 1, 1
		if err := l.tx.CreatePlan(l.ctx, &p); err != nil {
			return err
		}
		l.plans[p.Slug] = p
	}
	at := time.Date(2014, 1, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []store.Coupon{{Code: "DIS100", Percent: 100}, {Code: "DIS50", Percent: 50}} {
		c.CreatedAt, c.OrganizationID = at, cowork.ID
		if err := l.tx.CreateCoupon(l.ctx, &c); err != nil {
			return err
		}
	}
	return nil
}

var titles = map[string]string{"basic": "Basic", "open-space": "Open Space", "open-plus": "Open Plus", "private": "Private", "premium": "Premium"}
