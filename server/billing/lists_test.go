package billing_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// listed is what the lists of the ledger and of charges answer, as far as they have it.
type listed struct {
	Balance, Total int64
	Unit           string
	StartAt        *string `json:"start_at"`
	EndsAt         string  `json:"ends_at"`
	Count          int
	Next, Previous *string
	Results        []struct {
		Description  string
		Amount       any
		IsDebit      bool   `json:"is_debit"`
		CreatedAt    string `json:"created_at"`
		Orig         string `json:"orig_organization"`
		OrigAccount  string `json:"orig_account"`
		Dest         string `json:"dest_organization"`
		DestAccount  string `json:"dest_account"`
		DestAmount   int64  `json:"dest_amount"`
		ProcessorKey string `json:"processor_key"`
	}
}

func (p *scene) list(as, path string, status int) (out listed) {
	p.Helper()
	var into any
	if status == 200 {
		into = &out
	}
	p.Call(as, "GET", "/billing/"+path, "", status, into)
	return out
}

// amounts are the amounts of a list, with a word for debits.
func (l listed) amounts() string {
	out := make([]string, len(l.Results))
	for i, r := range l.Results {
		out[i] = fmt.Sprint(r.Amount)
		if r.IsDebit {
			out[i] += " debit"
		}
	}
	return strings.Join(out, ", ")
}

// The tables of billing-ledger.md 3.5 and 3.8: who sees which rows, and how.
func TestWhoSeesWhat(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		const day = "?start_at=2019-06-24&ends_at=2019-06-25"
		see := func(as, path, amounts string, balance, total int64) {
			t.Helper()
			got := p.list(as, path, 200)
			if got.amounts() != amounts || got.Balance != balance || got.Total != total || got.Count != len(got.Results) {
				t.Errorf("%s: %s, balance %d, total %d", path, got.amounts(), got.Balance, got.Total)
			}
		}
		p.step(`maya POST /cart/ {"plan": "starter"} -> 201`)
		p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa"} -> 201`)
		p.step("at 2019-06-24T11:00:00Z") // a statement is of what was before now
		see("tess", "transactions/"+day+"&selector=Funds", "$20.00, $19.12", 2000, 0)
		p.step(`ana POST /billing/charges/fake_ab12/refund/ {"lines": [{"num": 0}]} -> 200`)
		p.step("at 2019-06-24T12:00:00Z")
		see("tess", "transactions/"+day, "$20.00, $20.00, $20.00, $0.88, $20.00, $19.12, $20.00, $0.88, $19.12", 0, 0)
		see("tess", "transactions/"+day+"&selector=Funds", "$20.00, $19.12, $0.88, $19.12", 0, 0)
		see("maya", "maya/history/"+day, "$20.00, ($20.00) debit, $20.00", 0, 0)
		see("ana", "lumen/receivables/"+day, "$20.00", 0, 2000)
		see("ana", "lumen/transfers/"+day, "$19.12, ($19.12) debit", 0, 0)
		var bank struct {
			Amount int64 `json:"balance_amount"`
		}
		p.Call("ana", "GET", "/billing/lumen/bank/", "", 200, &bank)
		if bank.Amount != 0 {
			t.Errorf("%d at the bank", bank.Amount)
		}
		// What is written off, paid offline and paid out.
		p.step("card pends")
		p.step(`maya POST /cart/ {"plan": "starter"} -> 201`)
		p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa"} -> 201`)
		p.step("report failed fake_ab13")
		p.step("at 2019-06-24T13:00:00Z")
		see("maya", "maya/history/"+day, "$20.00, ($20.00) debit, $20.00, $20.00", 2000, 0)
		p.step(`ana DELETE /billing/maya/balance/cancel/ -> 204`)
		p.step("at 2019-06-24T14:00:00Z")
		p.step(`ana POST /billing/lumen/transfers/import/ {"subscription": "maya:starter", "amount": "10.00"} -> 201`)
		p.step("payout lumen po_1 1500 0")
		p.step("at 2019-06-24T15:00:00Z")
		const later = "?start_at=2019-06-24T13:00:00Z&ends_at=2019-06-25"
		// The write-off, then the order of the offline payment and the payment, and nothing of the payout.
		see("maya", "maya/history/"+later, "$20.00, $10.00, ($10.00) debit", 0, 0)
		see("ana", "lumen/transfers/"+later, "$10.00, ($10.00) debit, ($15.00) debit", 0, 0)
		// A row that is canceled is no sale; an offline payment is.
		see("ana", "lumen/receivables/"+day, "$20.00, $20.00, $10.00", 0, 5000)
		p.verify()
	})
}

// The parameters of billing-ledger.md 8, for each list of the ledger: sorting by alias and raw name, both ways; searching; dates; pages.
func TestLedgerListParameters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		p.step(`maya POST /cart/ [{"plan": "starter", "option": 1}, {"plan": "studio", "option": 1}, {"plan": "hosting", "option": 1}] -> 201`)
		p.step(`maya POST /billing/maya/checkout/ {"processor_token": "tok_visa"} -> 201`)
		p.step("at 2019-06-26T10:00:00Z")
		p.step(`ana POST /billing/charges/fake_ab12/refund/ {"lines": [{"num": 0, "refunded_amount": 500}]} -> 200`)
		p.step("at 2019-06-28T10:00:00Z")
		keys := map[string]func(listed, int) string{
			"description descr":                         func(l listed, i int) string { return strings.Fields(l.Results[i].Description)[0] },
			"amount dest_amount":                        func(l listed, i int) string { return fmt.Sprintf("%09d", l.Results[i].DestAmount) },
			"dest_organization dest_organization__slug": func(l listed, i int) string { return l.Results[i].Dest },
			"dest_account":                              func(l listed, i int) string { return l.Results[i].DestAccount },
			"orig_organization orig_organization__slug": func(l listed, i int) string { return l.Results[i].Orig },
			"orig_account":                              func(l listed, i int) string { return l.Results[i].OrigAccount },
			"created_at date":                           func(l listed, i int) string { return l.Results[i].CreatedAt },
		}
		for path, as := range map[string]string{"transactions/": "tess", "maya/history/": "maya", "lumen/receivables/": "ana", "lumen/transfers/": "ana"} {
			ask := path + "?start_at=2019-06-24"
			all := p.list(as, ask, 200)
			if all.Count < 2 || all.Next != nil || all.Previous != nil {
				t.Fatalf("%s: %+v", path, all)
			}
			for names, key := range keys {
				for _, name := range strings.Fields(names) {
					up, down, ot := p.list(as, ask+"&o="+name, 200), p.list(as, ask+"&o=-"+name, 200), p.list(as, ask+"&o="+name+"&ot=desc", 200)
					sorted := func(l listed, sign int) bool {
						return slices.IsSortedFunc(indices(l), func(a, b int) int { return sign * cmp.Compare(key(l, a), key(l, b)) })
					}
					if !sorted(up, 1) || !sorted(down, -1) || !sorted(ot, -1) || up.Count != all.Count || down.Count != all.Count {
						t.Errorf("%s by %s: %+v, %+v, %+v", path, name, up.Results, down.Results, ot.Results)
					}
				}
			}
			// Every term must be found, in whatever field.
			found := p.list(as, ask+"&q=STARTER,%20lumen", 200)
			if found.Count == 0 || found.Count == all.Count || p.list(as, ask+"&q=starter%20nobody", 200).Count != 0 {
				t.Errorf("%s: %d found of %d", path, found.Count, all.Count)
			}
			if none := p.list(as, ask+"&q=lumen&q_f=descr", 200); path != "transactions/" && none.Count != 0 {
				t.Errorf("%s: lumen is in a description: %+v", path, none.Results)
			}
			if early := p.list(as, ask+`&ends_at="2019-06-25T00:00:00Z"`, 200); early.Count == all.Count && path != "lumen/receivables/" {
				t.Errorf("%s: %d of %d are of the first day", path, early.Count, all.Count)
			}
			if path != "lumen/transfers/" && (all.StartAt == nil || *all.StartAt != "2019-06-24T00:00:00Z" || all.EndsAt != "2019-06-28T10:00:00Z") {
				t.Errorf("%s: from %v to %s", path, all.StartAt, all.EndsAt)
			}
			for _, bad := range []string{"&start_at=soon", "&ends_at=2019-13-01", "&ot=sideways", "&o=nonsense"} {
				p.list(as, ask+bad, 400)
			}
			for _, page := range []string{"99", "0", "x"} {
				p.list(as, ask+"&page="+page, 404)
			}
			p.list("omar", path, 403)
			p.list("", path, 401)
		}
	})
}

func indices(l listed) []int {
	out := make([]int, len(l.Results))
	for i := range out {
		out[i] = i
	}
	return out
}

// The list of charges: its total is of all pages of what was asked for (billing-ledger.md 7, billing_charges_list, and 8).
func TestChargesList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := stage(t, s)
		for _, name := range []string{"maya", "omar"} {
			p.step(name + ` POST /cart/ {"plan": "starter"} -> 201`)
			p.step(name + ` POST /billing/` + name + `/checkout/ {"processor_token": "tok_visa"} -> 201`)
		}
		p.step(`omar POST /cart/ {"plan": "annual"} -> 201`)
		p.step(`omar POST /billing/omar/checkout/ {"processor_token": "tok_visa"} -> 201`)
		p.step("at 2019-06-24T11:00:00Z")
		const ask = "charges/?start_at=2019-06-24"
		keys := func(query string) string {
			t.Helper()
			var out []string
			for _, r := range p.list("tess", ask+query, 200).Results {
				out = append(out, r.ProcessorKey)
			}
			return strings.Join(out, " ")
		}
		for query, want := range map[string]string{
			"":                                    "fake_ab12 fake_ab13 fake_ab14",
			"&o=amount&ot=desc":                   "fake_ab14 fake_ab12 fake_ab13",
			"&o=-customer__full_name":             "fake_ab13 fake_ab14 fake_ab12",
			"&o=Full%20name,-amount":              "fake_ab12 fake_ab14 fake_ab13",
			"&o=-description":                     "fake_ab14 fake_ab13 fake_ab12",
			"&o=-created_at&o=-amount":            "fake_ab14 fake_ab12 fake_ab13",
			"&q=omar":                             "fake_ab13 fake_ab14",
			"&q=ab14":                             "fake_ab14",
			"&q=omar&q_f=processor_key":           "",
			"&q=maya%20org":                       "fake_ab12",
			"&ends_at=2019-06-24T09:00:00Z":       "",
			"&q=joe%20test&q_f=description":       "fake_ab12 fake_ab13 fake_ab14",
			"&q=omar%20q&q_f=customer__full_name": "fake_ab13 fake_ab14",
		} {
			if got := keys(query); got != want {
				t.Errorf("%s: %s, want %s", query, got, want)
			}
		}
		if all := p.list("tess", ask, 200); all.Total != 16000 || all.Unit != "usd" || all.Count != 3 {
			t.Errorf("%+v", all)
		}
		if some := p.list("tess", ask+"&q=omar", 200); some.Total != 14000 || some.Count != 2 {
			t.Errorf("%+v", some)
		}
		p.list("tess", ask+"&page=2", 404)
		p.list("tess", ask+"&start_at=never", 400)
		p.list("ana", "charges/", 403)
		p.list("", "charges/", 401)
	})
}
