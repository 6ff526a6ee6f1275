package payment

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"tollkeeper/server/clock"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/store"
)

// Kind is what a processor reports about a charge.
type Kind int

// The kinds (billing-ledger.md 5.3). An update of a dispute is reported as its opening.
const (
	Succeeded Kind = iota + 1
	Failed
	Refunded
	DisputeOpened
	DisputeWon
	DisputeLost
)

var kinds = [...]string{
	Succeeded: "succeeded", Failed: "failed", Refunded: "refunded", DisputeOpened: "dispute opened", DisputeWon: "dispute won", DisputeLost: "dispute lost",
}

func (k Kind) String() string {
	if k < Succeeded || k > DisputeLost {
		return fmt.Sprintf("kind(%d)", int(k))
	}
	return kinds[k]
}

// Report is what a processor says of a charge.
type Report struct {
	Kind Kind
	// ChargeKey is the processor's key of the charge.
	ChargeKey string
	// Distribution is what the processor makes of the charge when its books are in another currency, else nil; for Succeeded only.
	Distribution *ledger.Distribution
	// Refunded is all that the processor ever paid back of the charge, in cents, without what disputes took; for Refunded only.
	Refunded int64
	// Dispute is the processor's key of the dispute, at most 50 characters; for disputes only.
	Dispute string
}

// ErrUnderWay says that a refund of ours is between its two transactions: what the processor says of the charge cannot be compared with the
// ledger until it is done.
var ErrUnderWay = errors.New("payment: a refund of the charge is under way")

// Book brings charges and the ledger up to date with what a processor reports. Reports may come twice, late and in any order: each is
// written once, in one transaction that holds the charge (billing-ledger.md 5.1).
type Book struct {
	store *store.Store
	now   clock.Clock
	log   *slog.Logger
}

// NewBook makes the book.
func NewBook(s *store.Store, now clock.Clock, log *slog.Logger) *Book {
	return &Book{store: s, now: now, log: log}
}

// Apply writes a report. What is known already, or came too late to matter, is no error. ErrUnknown says that no charge has the key,
// ErrUnderWay that the report must come again.
func (b *Book) Apply(ctx context.Context, r Report) error {
	return b.store.Do(ctx, func(tx *store.Store) error {
		c, err := tx.ChargeForUpdate(ctx, r.ChargeKey)
		if errors.Is(err, store.ErrNotFound) {
			return ErrUnknown
		}
		if err != nil {
			return err
		}
		e := entry{book: b, tx: tx, charge: c, report: r}
		switch r.Kind {
		case Succeeded:
			return e.succeeded(ctx)
		case Failed:
			return e.failed(ctx)
		case Refunded:
			return e.refunded(ctx)
		case DisputeOpened, DisputeWon, DisputeLost:
			return e.disputed(ctx)
		}
		return fmt.Errorf("payment: a report of %s", r.Kind)
	})
}

// entry is one report on its way into the book.
type entry struct {
	book   *Book
	tx     *store.Store
	charge store.Charge
	report Report
}

// ignore logs a report that changes nothing.
func (e *entry) ignore(ctx context.Context, level slog.Level, why string) error {
	e.book.log.LogAttrs(ctx, level, "report of the processor ignored", slog.String("kind", e.report.Kind.String()),
		slog.String("charge", e.charge.ProcessorKey), slog.Int64("state", e.charge.State), slog.String("why", why))
	return nil
}

// succeeded settles the charge (E3). A charge that failed stays so: the processor makes a new one when it tries again.
func (e *entry) succeeded(ctx context.Context) error {
	if e.charge.State == store.ChargeFailed {
		return e.ignore(ctx, slog.LevelError, "the charge failed before: look whether money came in")
	}
	if e.charge.State != store.ChargeCreated {
		return e.ignore(ctx, slog.LevelInfo, "the charge is past that")
	}
	// What is matched depends on what the customer owes, which others change.
	if _, err := e.tx.OrganizationForUpdate(ctx, e.charge.CustomerID); err != nil {
		return err
	}
	var err error
	e.charge, err = Settle(ctx, e.tx, e.charge, e.report.Distribution, e.book.now())
	return err
}

// failed leaves the order rows unpaid: the customer has a balance due (E5).
func (e *entry) failed(ctx context.Context) error {
	moved, err := e.tx.MoveCharge(ctx, e.charge.ID, store.ChargeCreated, store.ChargeFailed)
	if err != nil {
		return err
	}
	if moved {
		return sendFailure(ctx, e.tx, e.charge, "failed", e.book.now())
	}
	if e.charge.State != store.ChargeFailed {
		return e.ignore(ctx, slog.LevelError, "the charge succeeded before: look whether the money stayed")
	}
	return e.ignore(ctx, slog.LevelInfo, "the charge is past that")
}

// paid settles a charge of which the processor reports what can only come later, and tells whether it was paid: money that goes back has
// come in.
func (e *entry) paid(ctx context.Context) (bool, error) {
	if e.charge.State == store.ChargeCreated {
		if err := e.succeeded(ctx); err != nil {
			return false, err
		}
	}
	open, err := e.tx.HasOpenRefund(ctx, e.charge.ID)
	if err == nil && open {
		err = ErrUnderWay
	}
	return e.charge.State == store.ChargeDone || e.charge.State == store.ChargeDisputed, err
}

// refunded records what the processor paid back beyond what the ledger knows, on the lines in their order, without asking it (E7).
func (e *entry) refunded(ctx context.Context) error {
	paid, err := e.paid(ctx)
	if err != nil {
		return err
	}
	if !paid {
		return e.ignore(ctx, slog.LevelError, "a refund of a charge that failed")
	}
	known, err := e.tx.RefundedOf(ctx, e.charge.ID)
	if err != nil {
		return err
	}
	more := e.report.Refunded - known
	if more <= 0 {
		return e.ignore(ctx, slog.LevelInfo, "the ledger has it")
	}
	back, err := e.giveBack(ctx, fmt.Sprintf("outside-%s-%d", e.charge.ProcessorKey, e.report.Refunded), more)
	if err != nil {
		return err
	}
	var recorded int64
	taken := back.Lines[:0]
	for _, l := range back.Lines {
		if recorded += l.Amount; l.Amount > 0 {
			taken = append(taken, l)
		}
	}
	if back.Lines = taken; recorded < more {
		if err := e.ignore(ctx, slog.LevelError, fmt.Sprintf("%d cents more than the charge has left", more-recorded)); err != nil || recorded == 0 {
			return err
		}
	}
	journal, err := ledger.Refunds(back)
	if err != nil {
		return err
	}
	if _, err := e.tx.AppendJournal(ctx, journal); err != nil {
		return err
	}
	return SendReceipt(ctx, e.tx, e.charge, "", e.book.now())
}

// giveBack spreads an amount over what is left of the lines, in their order.
func (e *entry) giveBack(ctx context.Context, key string, amount int64) (ledger.Refunding, error) {
	lines, err := e.tx.ReceiptLines(ctx, e.charge.ID)
	back := ledger.Refunding{
		Key: key, At: e.book.now(), ChargeID: e.charge.ID, ChargeKey: e.charge.ProcessorKey, Processor: e.charge.ProcessorID, Unit: e.charge.Unit,
		Lines: make([]ledger.RefundLine, len(lines)),
	}
	var before int64
	for _, l := range lines {
		before += l.Refunded
	}
	for i, l := range lines {
		part := min(amount, l.Amount-l.Refunded)
		back.Lines[i] = RefundLine(l, part, PaidLine(l).GiveBack(e.charge.Amount, before, part, e.charge.Unit))
		amount, before = amount-part, before+part
	}
	return back, err
}

// RefundLine is a part of a line as the ledger takes it back.
func RefundLine(l store.ReceiptLine, amount int64, back ledger.Back) ledger.RefundLine {
	return ledger.RefundLine{
		ItemID: l.ID, Payer: l.PayerID, Provider: l.ProviderID, Amount: amount, Back: back, HasFee: l.Fee != nil, Event: l.Event, Description: l.Descr,
	}
}

// PaidLine is a line as the ledger splits what goes back of it.
func PaidLine(l store.ReceiptLine) ledger.PaidLine {
	out := ledger.PaidLine{Amount: l.Amount, Refunded: l.Refunded, Distributed: l.Distributed, DistUnit: l.DistUnit}
	if l.Fee != nil {
		out.Fee = *l.Fee
	}
	return out
}
