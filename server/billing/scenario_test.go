package billing_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tollkeeper/server"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// The events of billing-ledger.md 2, one file each in testdata/scenarios, played on the real server with the cast of that document. A line is
//
//	at TIME                                    the clock says so from now on
//	USER METHOD PATH [BODY] -> STATUS          a request to /api; USER is - for nobody, {claim} the code that was mailed last
//	card succeeds | pends | is declined | is lost | times out
//	                                           how the processor answers from now on; what is lost was done, payment, refund or payout, what
//	                                           times out was not
//	connect PROVIDER                           the provider has a deposit account from now on
//	bank pays KEY | fails KEY                  a payout that was asked for is paid, or came to nothing; the first one is po_1
//	distributes CENTS FEE UNIT                 the processor keeps the payments from now on in another currency, and makes this of each
//	deposit PROVIDER KEY CENTS                 the processor has paid out to the account of a provider, and says so when asked
//	report KIND CHARGE [CENTS or DISPUTE]      the processor reports, as its webhook does; "unknown charge" and "under way" may follow ->
//	payout PROVIDER KEY CENTS FEE [TEXT]       the processor has paid out
//	job NAME [-> fails]                        `tollkeeper jobs run --job NAME`, or all of them
//	paid COUNT                                 so many payments the processor made
//	mails TEMPLATE COUNT                       so many mails of a template wait
//	rows                                       the lines up to the next blank one are all rows of the ledger since the last `rows`;
//	                                           a claim coupon is written cpn_CODE, and 5 eur -> 6 usd what is in two currencies
//	balance ORGANIZATION:ACCOUNT CENTS         an account, ORGANIZATION:statement for what a subscriber owes
//	charge KEY STATE                           the state of a charge
//	due ORGANIZATION [EVENT CENTS ...]         what an organization owes, by subscription
//	verify                                     `tollkeeper ledger verify` finds nothing (also at the end)
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) { play(t, s, file) })
		})
	}
}

// scene is a scenario that is played.
type scene struct {
	*servertest.Fixture
	bank *bank
	book *payment.Book
	// seen is how many rows were compared.
	seen int
	line int
}

func play(t *testing.T, s *store.Store, file string) {
	t.Helper()
	p := stage(t, s)
	open, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close() //nolint:errcheck // only read
	p.read(open)
	p.verify()
}

// stage is a scene before its first step.
func stage(t *testing.T, s *store.Store) *scene {
	t.Helper()
	b := &bank{payouts: map[string][]payment.Payout{}, states: map[string]payment.PayoutState{}}
	f := servertest.Empty(t, s, server.WithProcessor(b))
	b.now = f.Clock.Now
	p := &scene{Fixture: f, bank: b, book: payment.NewBook(s, f.Clock.Now, discard())}
	p.cast()
	p.seen = len(p.rows())
	return p
}

func (p *scene) read(from io.Reader) {
	p.Helper()
	var block []string
	inBlock := false
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		p.line++
		text := strings.TrimSpace(lines.Text())
		switch {
		case inBlock && text != "":
			block = append(block, text)
		case inBlock:
			p.expectRows(block)
			block, inBlock = nil, false
		case text == "rows":
			inBlock = true
		case text != "" && !strings.HasPrefix(text, "#"):
			p.step(text)
		}
	}
	if inBlock {
		p.expectRows(block)
	}
}

func (p *scene) step(text string) {
	p.Helper()
	words := strings.Fields(text)
	rest := func(n int) string { return strings.Join(words[min(n, len(words)):], " ") }
	switch words[0] {
	case "at":
		p.Clock.Advance(p.instant(words[1]).Sub(p.Clock.Now()))
	case "card":
		p.bank.answer = rest(1)
	case "distributes":
		p.bank.makes = &ledger.Distribution{Distribute: p.number(words[1]), Fee: p.number(words[2]), Unit: words[3]}
	case "report":
		p.report(words)
	case "payout":
		p.payout(words, rest(5))
	case "connect":
		p.connect(words[1])
	case "bank":
		p.bank.states[words[2]] = map[string]payment.PayoutState{"pays": payment.PayoutPaid, "fails": payment.PayoutFailed}[words[1]]
	case "deposit":
		p.deposit(words[1], words[2], p.number(words[3]))
	case "mails":
		p.mails(words[1], p.number(words[2]))
	case "job":
		if err := p.job(words[1]); (err != nil) != (rest(2) == "-> fails") {
			p.Fatalf("line %d: %v", p.line, err)
		}
	case "paid":
		if n := int64(len(p.bank.payments)); n != p.number(words[1]) {
			p.Errorf("line %d: %d payments", p.line, n)
		}
	case "balance":
		p.balance(words[1], p.number(words[2]))
	case "charge":
		if c, err := p.Store.ChargeByKey(p.Context(), words[1]); err != nil || states[c.State] != words[2] {
			p.Errorf("line %d: charge %s is %s (%v)", p.line, words[1], states[c.State], err)
		}
	case "due":
		p.due(words[1], words[2:])
	case "verify":
		p.verify()
	default:
		p.request(words[0], words[1], text)
	}
}

var states = []string{"created", "done", "failed", "disputed"}

func (p *scene) instant(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		p.Fatalf("line %d: %v", p.line, err)
	}
	return at
}

func (p *scene) number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		p.Fatalf("line %d: %v", p.line, err)
	}
	return n
}

func (p *scene) request(user, method, text string) {
	p.Helper()
	call, status, ok := strings.Cut(text, " -> ")
	parts := strings.SplitN(call, " ", 4)
	if !ok || len(parts) < 3 {
		p.Fatalf("line %d: %q is no step", p.line, text)
	}
	body := ""
	if len(parts) == 4 {
		body = parts[3]
	}
	if user == "-" {
		user = ""
	}
	if strings.Contains(parts[2], "{claim}") {
		parts[2] = strings.ReplaceAll(parts[2], "{claim}", p.claim())
	}
	if got, answer := p.Try(user, method, parts[2], body); int64(got) != p.number(status) {
		p.Fatalf("line %d: %s: %d %s", p.line, call, got, answer)
	}
}

// claim is the code in the link of the claim that was mailed last.
func (p *scene) claim() string {
	p.Helper()
	waiting, err := p.Store.WaitingMails(p.Context())
	if err != nil {
		p.Fatal(err)
	}
	for _, m := range slices.Backward(waiting) {
		if _, code, found := strings.Cut(m.Payload, "/billing/cart/?code="); found {
			return code[:40]
		}
	}
	p.Fatalf("line %d: no claim was mailed", p.line)
	return ""
}

// claimCoupon is the code of a coupon that a group buy made.
var claimCoupon = regexp.MustCompile("cpn_[0-9a-f]{40}")

func (p *scene) report(words []string) {
	p.Helper()
	call, want, _ := strings.Cut(strings.Join(words, " "), " -> ")
	words = strings.Fields(call)
	r := payment.Report{ChargeKey: words[2]}
	for k := payment.Succeeded; k <= payment.DisputeLost; k++ {
		if strings.ReplaceAll(k.String(), " ", "-") == words[1] {
			r.Kind = k
		}
	}
	switch {
	case r.Kind == payment.Refunded:
		r.Refunded = p.number(words[3])
	case r.Kind >= payment.DisputeOpened:
		r.Dispute = words[3]
	}
	wanted := map[string]error{"": nil, "unknown charge": payment.ErrUnknown, "under way": payment.ErrUnderWay}[want]
	if err := p.book.Apply(p.Context(), r); err != wanted { //nolint:errorlint // these very values
		p.Fatalf("line %d: %s: %v", p.line, call, err)
	}
}

func (p *scene) payout(words []string, text string) {
	p.Helper()
	provider := p.organization(words[1])
	_, err := p.book.RecordPayout(p.Context(), provider.ID, payment.Payout{
		Key: words[2], At: p.Clock.Now(), Amount: p.number(words[3]), Fee: p.number(words[4]), Unit: "usd", Description: text,
	})
	if err != nil {
		p.Fatalf("line %d: %v", p.line, err)
	}
}

func (p *scene) deposit(provider, key string, cents int64) {
	p.Helper()
	p.connect(provider)
	p.bank.payouts["acct_"+provider] = append(p.bank.payouts["acct_"+provider], payment.Payout{Key: key, At: p.Clock.Now(), Amount: cents, Unit: "usd"})
}

func (p *scene) connect(provider string) {
	p.Helper()
	set(p.Fixture, provider, "processor_deposit_key", "acct_"+provider)
}

func (p *scene) organization(slug string) store.Organization {
	p.Helper()
	o, err := p.Store.Beneficiary(p.Context(), slug)
	if err != nil {
		p.Fatalf("line %d: %s: %v", p.line, slug, err)
	}
	return o
}

// rows are all rows of the ledger, oldest entry first.
func (p *scene) rows() []store.Entry {
	p.Helper()
	var out []store.Entry
	for page := 1; ; page++ {
		rows, err := p.Store.Ledger(p.Context(), "", store.Listing{Page: page})
		if err != nil {
			p.Fatal(err)
		}
		out = append(out, rows.Items...)
		if page >= rows.Pages() {
			slices.SortFunc(out, func(a, b store.Entry) int { return int(a.ID - b.ID) })
			return out
		}
	}
}

// expectRows compares the rows that are new; a wanted row may begin with its time.
func (p *scene) expectRows(want []string) {
	p.Helper()
	all := p.rows()
	fresh := all[p.seen:]
	p.seen = len(all)
	var got []string
	for i, e := range fresh {
		event := ""
		if e.EventID != nil {
			event = *e.EventID
		}
		amount := fmt.Sprint(e.DestAmount)
		if e.OrigUnit != e.DestUnit {
			amount = fmt.Sprintf("%d %s -> %d %s", e.OrigAmount, e.OrigUnit, e.DestAmount, e.DestUnit)
		}
		text := fmt.Sprintf("%s:%s <- %s:%s %s [%s] %q", e.DestOrganization, e.DestAccount, e.OrigOrganization, e.OrigAccount, amount, event, e.Descr)
		text = claimCoupon.ReplaceAllString(text, "cpn_CODE")
		if i < len(want) && want[i][0] >= '0' && want[i][0] <= '9' {
			text = e.CreatedAt.UTC().Format(time.RFC3339) + " " + text
		}
		got = append(got, text)
	}
	if !slices.Equal(got, want) {
		p.Errorf("rows before line %d:\n got %s\nwant %s", p.line, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func (p *scene) balance(account string, want int64) {
	p.Helper()
	slug, name, _ := strings.Cut(account, ":")
	var got int64
	if name == "statement" {
		sums, err := p.Store.Statement(p.Context(), p.organization(slug).ID, p.Clock.Now().Add(time.Microsecond))
		if err != nil {
			p.Fatal(err)
		}
		for _, s := range sums {
			got += s.Cents
		}
	} else {
		for _, e := range p.rows() {
			if e.DestOrganization == slug && e.DestAccount == name {
				got += e.DestAmount
			}
			if e.OrigOrganization == slug && e.OrigAccount == name {
				got -= e.OrigAmount
			}
		}
	}
	if got != want {
		p.Errorf("line %d: %s is %d", p.line, account, got)
	}
}

// due compares what an organization owes, and that its sum is the statement balance (billing-ledger.md 3.3).
func (p *scene) due(slug string, want []string) {
	p.Helper()
	id := p.organization(slug).ID
	dues, err := p.Store.Dues(p.Context(), id)
	if err != nil {
		p.Fatal(err)
	}
	var got []string
	var sum int64
	for _, d := range dues {
		got, sum = append(got, d.EventID, strconv.FormatInt(d.Amount, 10)), sum+d.Amount
	}
	if !slices.Equal(got, want) {
		p.Errorf("line %d: %s owes %v", p.line, slug, got)
	}
	p.balance(slug+":statement", sum)
}

func (p *scene) mails(template string, want int64) {
	p.Helper()
	got := int64(0)
	for _, m := range p.Mails() {
		if strings.HasPrefix(m, template+" ") {
			got++
		}
	}
	if got != want {
		p.Errorf("line %d: %d mails of %s", p.line, got, template)
	}
}

func (p *scene) verify() {
	p.Helper()
	if _, faults, err := p.Store.VerifyLedger(p.Context()); err != nil || len(faults) > 0 {
		p.Errorf("line %d: ledger: %v %v", p.line, faults, err)
	}
}
