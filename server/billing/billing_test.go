package billing_test

import (
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/domain/ledger"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

const exampleCharge = "fake_5f1d7a84db00d2fce00b31a7fc73224f20129096"

func get[T any](f *servertest.Fixture, as, path string, status int) *T {
	f.Helper()
	return servertest.GetJSON[T](f, as, f.URL+"/api/billing/"+path, status)
}

// The demo data hold 25 orders of open-space by xia, each paid: a row for the order and one for the charge (billing-ledger.md 3.8).
func TestBillingHistoryList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		page := get[client.TransactionPage](f, "xia", "xia/history/", 200)
		if page.Count != 50 || len(page.Results) != 25 || page.Balance != 0 || page.Unit != "usd" || !page.StartAt.IsNull() || !page.EndsAt.Equal(servertest.Start) {
			t.Errorf("%d rows, balance %d %s, until %s", page.Count, page.Balance, page.Unit, page.EndsAt)
		}
		order, charge := page.Results[0], page.Results[1]
		if order.Description != "Subscription to open-space until 2017/07/14 (1 month)" || order.Amount != "$179.99" || order.IsDebit ||
			order.OrigAccount != "Receivable" || order.OrigOrganization != "cowork" || order.DestAccount != "Payable" || order.DestOrganization != "xia" {
			t.Errorf("order %+v", order)
		}
		if charge.Amount != "($179.99)" || !charge.IsDebit || charge.OrigAccount != "Liability" || charge.DestAccount != "Funds" || charge.DestOrganization != "stripe" {
			t.Errorf("charge %+v", charge)
		}
		for _, r := range get[client.TransactionPage](f, "xia", "xia/history/?q=subscription&o=-created_at", 200).Results {
			if r.DestAccount != "Payable" {
				t.Errorf("the search found %+v", r)
			}
		}
		if n := get[client.TransactionPage](f, "xia", "xia/history/?start_at=2019-06-14&ends_at=2019-06-15", 200).Count; n != 2 {
			t.Errorf("%d rows of the day, want 2", n)
		}
		get[client.TransactionPage](f, "alice", "xia/history/", 200) // the provider
		get[client.TransactionPage](f, "joe", "xia/history/", 403)
	})
}

func TestBillingReceivablesAndTransfers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		receivables := get[client.ReceivablePage](f, "alice", "cowork/receivables/", 200)
		// 25x179.99 xia, 25x20 joe, 24x250 mark, 12x650+99 marie, 6x20 and 6x179.99 erin, 2x7200 sam; what lies in the future is not sold.
		var want int64 = 25*17999 + 25*2000 + 24*25000 + 12*65000 + 9900 + 6*2000 + 6*17999 + 2*720000
		if receivables.Total != want || receivables.Unit != "usd" {
			t.Errorf("total %d %s, want %d", receivables.Total, receivables.Unit, want)
		}
		transfers := get[client.TransferPage](f, "alice", "cowork/transfers/?q=xia:open-space&force=1", 200)
		if transfers.Count != 25 {
			t.Fatalf("%d transfers, want 25", transfers.Count)
		}
		// The fee of 179.99 is 5.52 (metrics-jobs-notifications.md 0).
		if r := transfers.Results[0]; r.Amount != "$174.47" || r.IsDebit || r.OrigOrganization != "stripe" || r.DestOrganization != "cowork" || r.DestAccount != "Funds" {
			t.Errorf("%+v", r)
		}
		for _, path := range []string{"cowork/receivables/", "cowork/transfers/"} {
			get[client.ReceivablePage](f, "xia", path, 403)
			get[client.ReceivablePage](f, "", path, 401)
			get[client.ReceivablePage](f, "alice", path+"?page=1000", 404)
		}
	})
}

func TestBillingTransactionsList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		all := get[client.TransactionPage](f, "donny", "transactions/", 200)
		rows, _, err := s.VerifyLedger(t.Context())
		if err != nil || all.Count != rows || all.Balance != 0 {
			t.Errorf("%d rows of %d, balance %d, %v", all.Count, rows, all.Balance, err)
		}
		for _, r := range all.Results {
			if r.IsDebit {
				t.Errorf("a debit without perspective: %+v", r)
			}
		}
		funds := get[client.TransactionPage](f, "donny", "transactions/?selector=fUNDs", 200)
		sales := get[client.ReceivablePage](f, "alice", "cowork/receivables/", 200)
		if funds.Balance != sales.Total {
			t.Errorf("what is on all Funds accounts is %d, what was paid %d", funds.Balance, sales.Total)
		}
		if last := get[client.TransactionPage](f, "donny", "transactions/?page=last", 200); len(last.Results) != int(all.Count%25) && all.Count%25 != 0 {
			t.Errorf("the last page has %d rows of %d", len(last.Results), all.Count)
		}
		get[client.TransactionPage](f, "alice", "transactions/", 403)
	})
}

func TestBillingCharges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		page := get[client.ChargePage](f, "donny", "charges/?o=-amount", 200)
		if page.Results[0].Amount != 720000 || page.Results[0].ReadableAmount != "$7200.00" || page.Unit != "usd" {
			t.Errorf("%+v", page.Results[0])
		}
		if sales := get[client.ReceivablePage](f, "alice", "cowork/receivables/", 200); page.Total != sales.Total {
			t.Errorf("charged %d, sold %d", page.Total, sales.Total)
		}
		if n := get[client.ChargePage](f, "donny", "charges/?q="+exampleCharge, 200).Count; n != 1 {
			t.Errorf("the search by key finds %d", n)
		}
		get[client.ChargePage](f, "alice", "charges/", 403)

		charge := get[client.Charge](f, "xia", "charges/"+exampleCharge+"/", 200)
		if charge.State != "done" || charge.Amount != 17999 || charge.Description.MustGet() != "Charge "+exampleCharge+" on credit card of Joe Test (xia)" {
			t.Errorf("%+v", charge)
		}
		get[client.Charge](f, "alice", "charges/"+exampleCharge, 200)
		get[client.Charge](f, "joe", "charges/"+exampleCharge+"/", 403)
		get[client.Charge](f, "joe", "charges/fake_0/", 404)
	})
}

// A total never adds up two currencies: the default one is shown when it occurs (billing-ledger.md 3.4).
func TestTotalsAreOfOneCurrency(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		before := get[client.ReceivablePage](f, "alice", "cowork/receivables/", 200)
		cowork, err := s.Beneficiary(t.Context(), "cowork")
		if err != nil {
			t.Fatal(err)
		}
		xia, err := s.Beneficiary(t.Context(), "xia")
		if err != nil {
			t.Fatal(err)
		}
		j, err := ledger.Orders("order:cad", servertest.Start.Add(-time.Hour), []ledger.OrderLine{{
			Payer: xia.ID, Provider: cowork.ID, Amount: 700, Unit: "cad", Event: "sub_1/", Description: "in dollars of Canada",
		}})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Do(t.Context(), func(tx *store.Store) error { _, err := tx.AppendJournal(t.Context(), j); return err }); err != nil {
			t.Fatal(err)
		}
		all := get[client.ReceivablePage](f, "alice", "cowork/receivables/", 200)
		if all.Count != before.Count+1 || all.Total != before.Total || all.Unit != "usd" {
			t.Errorf("%d rows, total %d %s", all.Count, all.Total, all.Unit)
		}
		if cad := get[client.ReceivablePage](f, "alice", "cowork/receivables/?q=canada", 200); cad.Total != 700 || cad.Unit != "cad" {
			t.Errorf("total %d %s", cad.Total, cad.Unit)
		}
		if owes := get[client.TransactionPage](f, "xia", "xia/history/?q=canada", 200); owes.Results[0].Amount != "$7.00 cad" || owes.Unit != "usd" {
			t.Errorf("%+v", owes)
		}
		if everything := get[client.TransactionPage](f, "donny", "transactions/", 200); everything.Balance != 0 {
			t.Errorf("the ledger sums to %d", everything.Balance)
		}
		if rows, faults, err := s.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("%d rows: %v, %v", rows, faults, err)
		}
	})
}
