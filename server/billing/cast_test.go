package billing_test

import (
	"cmp"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"tollkeeper/server"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/domain/period"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// cast is that of billing-ledger.md: broker terra, processor pay, provider lumen with its plans, subscribers maya and omar, and ana who manages
// lumen. The next ids are those of its examples: subscription 11, charge 5, line 8.
func (p *scene) cast() {
	p.Helper()
	ctx, at := p.Context(), p.Clock.Now().AddDate(-1, 0, 0)
	err := p.Store.Do(ctx, func(tx *store.Store) error {
		if err := server.Found(ctx, tx, at, "terra", "Terra", "terra@example.com"); err != nil {
			return err
		}
		processor, err := tx.Processor(ctx)
		if err != nil {
			return err
		}
		if err := tx.UpdateOrganization(ctx, processor.ID, map[string]any{"slug": "pay"}); err != nil {
			return err
		}
		broker, err := tx.Broker(ctx)
		if err != nil {
			return err
		}
		lumen, err := profile(p, tx, at, store.Organization{Slug: "lumen", FullName: "Lumen", IsProvider: true})
		if err != nil {
			return err
		}
		for _, o := range []store.Organization{{Slug: "maya", FullName: "Maya Org"}, {Slug: "omar", FullName: "Omar Q"}} {
			o, err := profile(p, tx, at, o)
			if err != nil {
				return err
			}
			if err := user(p, tx, at, o.Slug, o); err != nil {
				return err
			}
		}
		if err := user(p, tx, at, "ana", lumen); err != nil {
			return err
		}
		if err := user(p, tx, at, "tess", broker); err != nil {
			return err
		}
		filler, err := catalogue(p, tx, at, lumen, broker)
		if err != nil {
			return err
		}
		return advanceIDs(p, tx, at, broker, processor, filler)
	})
	if err != nil {
		p.Fatal(err)
	}
}

func profile(p *scene, tx *store.Store, at time.Time, o store.Organization) (store.Organization, error) {
	o.CreatedAt, o.IsActive, o.DefaultTimezone, o.Email = at, true, "UTC", o.Slug+"@example.com"
	err := tx.CreateOrganization(p.Context(), &o)
	return o, err
}

func user(p *scene, tx *store.Store, at time.Time, name string, manages store.Organization) error {
	u := store.User{
		UUID: uuid.NewString(), Username: name, Email: name + "@users.example.com", PasswordHash: "x", CredentialVersion: 1, IsActive: true, CreatedAt: at,
	}
	if name == manages.Slug {
		u.Email = manages.Email
	}
	if err := tx.CreateUser(p.Context(), &u); err != nil {
		return err
	}
	contact := store.Contact{Slug: name, CreatedAt: at, Email: u.Email, UserID: &u.ID, VerificationState: "verified"}
	if err := tx.CreateContact(p.Context(), &contact); err != nil {
		return err
	}
	manager, err := tx.GlobalRoleDescription(p.Context(), "manager")
	if err != nil {
		return err
	}
	role := store.Role{CreatedAt: at, OrganizationID: manages.ID, UserID: u.ID, RoleDescriptionID: &manager.ID}
	if err := tx.CreateRole(p.Context(), &role); err != nil {
		return err
	}
	terms, err := tx.Agreement(p.Context(), "terms-of-use")
	if err != nil {
		return err
	}
	return tx.Sign(p.Context(), terms.ID, u.ID, at)
}

// catalogue makes the plans of lumen, and one of the broker.
func catalogue(p *scene, tx *store.Store, at time.Time, lumen, broker store.Organization) (store.Plan, error) {
	var hosting store.Plan
	for _, plan := range []store.Plan{
		{Slug: "starter", PeriodAmount: 2000, IntervalCode: int64(period.Monthly)},
		{Slug: "studio", PeriodAmount: 5000, IntervalCode: int64(period.Monthly), AdvanceDiscount: 500},
		{Slug: "annual", PeriodAmount: 12000, IntervalCode: int64(period.Yearly)},
		{Slug: "odd", PeriodAmount: 11999, IntervalCode: int64(period.Yearly)},
		{Slug: "weekly", PeriodAmount: 1000, IntervalCode: int64(period.Weekly)},
		{Slug: "europe", PeriodAmount: 4000, IntervalCode: int64(period.Monthly), Unit: "eur"},
		{Slug: "freebie", IntervalCode: int64(period.Monthly)},
		{Slug: "trial", IntervalCode: int64(period.Monthly)},
		{Slug: "office", PeriodAmount: 5000, SetupAmount: 9900, IntervalCode: int64(period.Monthly)},
		{Slug: "hosting", PeriodAmount: 3000, IntervalCode: int64(period.Monthly), OrganizationID: broker.ID},
	} {
		title := plan.Slug
		plan.Title, plan.IsActive, plan.CreatedAt, plan.Unit, plan.PeriodLength = &title, true, at, cmp.Or(plan.Unit, "usd"), 1
		if plan.Slug != "trial" {
			plan.RenewalType = wire.AutoRenew
		}
		if plan.OrganizationID == 0 {
			plan.OrganizationID = lumen.ID
		}
		if err := tx.CreatePlan(p.Context(), &plan); err != nil {
			return plan, err
		}
		hosting = plan
	}
	return hosting, nil
}

// advanceIDs writes what ended long ago, so that the next ids are those of the document.
func advanceIDs(p *scene, tx *store.Store, at time.Time, broker, processor store.Organization, plan store.Plan) error {
	ctx := p.Context()
	for range 10 {
		s := store.Subscription{CreatedAt: at, EndsAt: at, AnchorAt: at, OrganizationID: broker.ID, PlanID: plan.ID}
		if err := tx.CreateSubscription(ctx, &s); err != nil {
			return err
		}
	}
	line := ledger.OrderLine{Payer: processor.ID, Provider: processor.ID, Unit: "usd", Amount: 1}
	journal, err := ledger.Orders("order:filler", at, []ledger.OrderLine{line, line})
	if err != nil {
		return err
	}
	rows, err := tx.AppendJournal(ctx, journal)
	if err != nil {
		return err
	}
	for i := range 4 {
		c := store.Charge{
			CreatedAt: at, Amount: 2, Unit: "usd", CustomerID: processor.ID, Last4: "1234", ExpDate: at, ProcessorID: processor.ID,
			ProcessorKey: fmt.Sprintf("filler_%d", i), State: store.ChargeFailed,
		}
		if i == 3 {
			c.Amount = 1
			rows = rows[:1]
		}
		if err := tx.CreateCharge(ctx, &c); err != nil {
			return err
		}
		for _, row := range rows {
			if err := tx.CreateChargeItem(ctx, &store.ChargeItem{ChargeID: c.ID, InvoicedID: row}); err != nil {
				return err
			}
		}
	}
	return nil
}
