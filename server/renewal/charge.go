package renewal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"tollkeeper/server/domain/money"
	"tollkeeper/server/notice"
	"tollkeeper/server/payment"
	"tollkeeper/store"
)

const (
	// smallest is what is not worth a charge, in cents (billing-ledger.md E18).
	smallest = 50
	// maxTries is how often a card is tried before the subscriptions that it does not pay end, and triesApart how long apart
	// (metrics-jobs-notifications.md 5.4: at most one attempt a day; less than that, since a daily job is not to the second).
	maxTries   = 3
	triesApart = 20 * time.Hour
)

// Charge charges what customers owe to their cards on file and returns how many charges it made (billing-ledger.md E18).
func (j *Jobs) Charge(ctx context.Context) (charged int, err error) {
	failed := failures{jobs: j}
	for after := int64(0); ; {
		debtors, err := j.store.Debtors(ctx, after)
		if err != nil || len(debtors) == 0 {
			return charged, errorsOf(failed, err)
		}
		for _, customer := range debtors {
			n, err := j.chargeAll(ctx, customer)
			failed.add(ctx, "charge", "customer", customer, err)
			charged, after = charged+n, customer
		}
	}
}

// chargeAll makes a charge for each currency in which a customer owes something.
func (j *Jobs) chargeAll(ctx context.Context, customer int64) (charged int, err error) {
	for {
		opened, err := store.InTx(ctx, j.store, func(tx *store.Store) (store.Renewal, error) { return j.open(ctx, tx, customer) })
		if err != nil || opened.State != store.AttemptOpen {
			return charged, err
		}
		done, err := j.pay(ctx, opened)
		if err != nil || !done {
			return charged, err
		}
		charged++
	}
}

// open is the first transaction of a renewal: it decides what is paid and commits that. A renewal that is not open says that there is
// nothing to ask the processor for.
func (j *Jobs) open(ctx context.Context, tx *store.Store, customerID int64) (store.Renewal, error) {
	now := j.now()
	customer, err := tx.OrganizationForUpdate(ctx, customerID)
	if err != nil || !customer.IsActive {
		return store.Renewal{}, err
	}
	rows, amount, err := j.due(ctx, tx, customerID)
	if err != nil || len(rows) == 0 {
		return store.Renewal{}, err
	}
	renews, err := tx.Renews(ctx, customerID, now)
	if err != nil {
		return store.Renewal{}, err
	}
	since, count, err := tx.RenewalsSincePaid(ctx, customerID)
	if err != nil {
		return store.Renewal{}, err
	}
	tries, latest := triesOf(since, customer.ProcessorCardKey)
	switch {
	case !renews || tries >= maxTries:
		j.log.LogAttrs(ctx, slog.LevelWarn, "review: something is due that is not charged by itself", slog.Int64("customer_id", customerID),
			slog.Int64("cents", amount), slog.String("unit", rows[0].Unit), slog.Bool("renews", renews), slog.Int("tries", tries))
		return store.Renewal{}, nil
	case tries > 0 && now.Sub(latest) < triesApart:
		return store.Renewal{}, nil
	}
	record := store.Renewal{
		IdempotencyKey: keyOf(customerID, count+1, rows), CustomerID: customerID, CardKey: customer.ProcessorCardKey, Amount: amount,
		Unit: rows[0].Unit, State: store.AttemptOpen, CreatedAt: now,
	}
	if record.CardKey == nil {
		record.State, record.ClosedAt = store.AttemptDeclined, &now
	}
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	err = tx.CreateRenewal(ctx, &record, ids)
	if errors.Is(err, store.ErrDuplicate) {
		return store.Renewal{}, nil // another process is at it, or reconciliation has to find out how it went
	}
	if err != nil || record.State == store.AttemptOpen {
		return record, err
	}
	return record, j.declined(ctx, tx, customer, record, rows, tries+1)
}

// due is what may be charged to a customer now: nothing while the processor has not told the end of another charge.
func (j *Jobs) due(ctx context.Context, tx *store.Store, customerID int64) ([]store.DueRow, int64, error) {
	pending, err := tx.HasCreatedCharge(ctx, customerID)
	if err != nil || pending {
		return nil, 0, err
	}
	all, err := j.owed(ctx, tx, customerID)
	rows, amount := worthCharging(all)
	return rows, amount, err
}

// owed are the due rows that may be charged without asking: not those of a request that its provider has not accepted, for which nobody is to pay by
// herself (profiles-subscriptions-roles.md 1.6 and 3.5), and not what is owed to a profile that was deleted, which nobody could pay out or refund.
func (j *Jobs) owed(ctx context.Context, tx *store.Store, customerID int64) ([]store.DueRow, error) {
	all, err := tx.DueRows(ctx, customerID, j.now())
	return slices.DeleteFunc(all, func(row store.DueRow) bool { return row.Requested || row.Orphaned }), err
}

// worthCharging are the due rows of the first currency in which enough is due, and their sum.
func worthCharging(due []store.DueRow) (rows []store.DueRow, amount int64) {
	for len(due) > 0 {
		n, sum := 0, int64(0)
		for n < len(due) && due[n].Unit == due[0].Unit {
			sum += due[n].Amount
			n++
		}
		if sum > smallest {
			return due[:n], sum
		}
		due = due[n:]
	}
	return nil, 0
}

// triesOf counts how often a card was declined since the last success, and tells when last. Another card begins anew.
func triesOf(since []store.Renewal, card *string) (tries int, latest time.Time) {
	for _, r := range since {
		if r.State == store.AttemptDeclined && (r.CardKey == nil) == (card == nil) && (card == nil || *r.CardKey == *card) {
			tries, latest = tries+1, r.CreatedAt
		}
	}
	return tries, latest
}

// keyOf is made of what is paid and of how often the customer was charged before, never of the clock.
func keyOf(customerID, n int64, rows []store.DueRow) string {
	what, err := json.Marshal(rows)
	if err != nil {
		panic(err) // rows can be marshalled
	}
	sum := sha256.Sum256(what)
	return fmt.Sprintf("renewal-%d-%d-%s", customerID, n, hex.EncodeToString(sum[:8]))
}

// pay asks the processor, with no transaction open, and writes what it said. When it is not known whether the money moved, the renewal stays
// open until Reconcile has asked.
func (j *Jobs) pay(ctx context.Context, r store.Renewal) (bool, error) {
	// What was paid must be written, also when the process is told to end meanwhile.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), processorTimeout)
	defer cancel()
	amounts, err := j.store.RenewalShares(ctx, r.ID)
	if err != nil {
		return false, err
	}
	shares, err := payment.SharesOf(ctx, j.store, amounts)
	if err != nil {
		return false, err
	}
	paid, err := j.processor.Pay(ctx, payment.Request{
		IdempotencyKey: r.IdempotencyKey, CardKey: *r.CardKey, Amount: r.Amount, Unit: r.Unit, Description: fmt.Sprintf("Renewal of customer %d", r.CustomerID),
		Shares: shares,
	})
	if refused := new(payment.Declined); errors.As(err, &refused) {
		return false, j.decline(ctx, r)
	}
	if err != nil {
		return false, err
	}
	return j.finish(ctx, r, paid)
}

// finish is the second transaction of a renewal. Of two that finish the same one, the job and the reconciliation, one writes.
func (j *Jobs) finish(ctx context.Context, r store.Renewal, paid payment.Payment) (bool, error) {
	return store.InTx(ctx, j.store, func(tx *store.Store) (bool, error) {
		if _, err := tx.OrganizationForUpdate(ctx, r.CustomerID); err != nil {
			return false, err
		}
		won, err := tx.CloseRenewal(ctx, r.ID, store.AttemptDone, j.now())
		if err != nil || !won {
			return false, err
		}
		rows, err := tx.RenewalLines(ctx, r.ID)
		if err != nil {
			return false, err
		}
		lines := make([]store.ChargeItem, len(rows))
		for i, id := range rows {
			lines[i].InvoicedID = id
		}
		_, err = payment.WriteCharge(ctx, tx, payment.Paid{Payment: paid, CustomerID: r.CustomerID, Amount: r.Amount, Unit: r.Unit, Lines: lines}, j.now())
		return err == nil, err
	})
}

// decline closes a renewal that the processor refused: what is owed stays owed.
func (j *Jobs) decline(ctx context.Context, r store.Renewal) error {
	return j.store.Do(ctx, func(tx *store.Store) error {
		customer, err := tx.OrganizationForUpdate(ctx, r.CustomerID)
		if err != nil {
			return err
		}
		won, err := tx.CloseRenewal(ctx, r.ID, store.AttemptDeclined, j.now())
		if err != nil || !won {
			return err
		}
		due, err := j.owed(ctx, tx, r.CustomerID)
		if err != nil {
			return err
		}
		since, _, err := tx.RenewalsSincePaid(ctx, r.CustomerID)
		if err != nil {
			return err
		}
		tries, _ := triesOf(since, r.CardKey)
		return j.declined(ctx, tx, customer, r, due, tries)
	})
}

// declined tells the customer, and after the last try ends what she does not pay.
func (j *Jobs) declined(ctx context.Context, tx *store.Store, customer store.Organization, r store.Renewal, due []store.DueRow, tries int) error {
	j.log.LogAttrs(ctx, slog.LevelWarn, "renewal declined", slog.Int64("customer_id", customer.ID), slog.Int64("cents", r.Amount),
		slog.String("unit", r.Unit), slog.Int("tries", tries), slog.Bool("card", r.CardKey != nil))
	if tries >= maxTries {
		if _, err := tx.EndUnpaid(ctx, customer.ID, j.now()); err != nil {
			return err
		}
	}
	plan := "the subscriptions"
	if len(due) > 0 && due[0].PlanTitle != "" {
		plan = due[0].PlanTitle
	}
	return notice.ManagersAndBroker(ctx, tx, notice.Notice{Template: "renewal_charge_failed", At: j.now(), Data: map[string]any{
		"organization": notice.Organization(customer), "plan": map[string]any{"title": plan}, "link": "/billing/" + customer.Slug + "/card/",
		"charge": map[string]any{"amount": money.Amount{Cents: r.Amount, Unit: r.Unit}.String(), "attempt": tries, "attempts": maxTries},
	}}, customer.ID, 0)
}
