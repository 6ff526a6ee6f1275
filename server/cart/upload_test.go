package cart_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// upload sends a file; without a name of the part there is none.
func (s shopper) upload(plan, part, file string, status int) *client.CartUploadCreateResponse {
	s.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if part != "" {
		w, err := form.CreateFormFile(part, "people.csv")
		if err != nil {
			s.Fatal(err)
		}
		_, _ = w.Write([]byte(file))
	}
	_ = form.Close()
	return servertest.Must[*client.CartUploadCreateResponse](s.T, status)(
		s.CartUploadCreateWithBodyWithResponse(s.Context(), plan, form.FormDataContentType(), &body),
	)
}

// people writes rows as "first|last|full|address|option".
func people(items []client.CartUploadedItem) string {
	rows := make([]string, len(items))
	for i, p := range items {
		rows[i] = fmt.Sprintf("%s|%s|%s|%s|%d", p.FirstName, p.LastName, p.FullName, p.Email, p.Option)
		if p.SyncOn != p.Email {
			rows[i] += " synced on " + p.SyncOn
		}
	}
	return strings.Join(rows, "\n")
}

// The rules of billing-ledger.md 7, cart_upload_create.
func TestCartUpload(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		got := xia.upload("basic", "file", "\ufeffJoe,Smith,joe@x.example\r\n\"Núñez, Ana\",ana@x.example\r\n Bob , \"O \"\"B\"\" Lee\" , bob@x.example\nCher,cher@x.example\n", 201).JSON201
		want := "Joe|Smith|Joe Smith|joe@x.example|0\nNúñez,|Ana|Núñez, Ana|ana@x.example|0"
		if rows := people(got.Created); !strings.HasPrefix(rows, want) || !strings.HasSuffix(rows, "\nCher||Cher|cher@x.example|0") || len(got.Updated) != 0 {
			t.Errorf("created:\n%s\nupdated: %+v", rows, got.Updated)
		}
		// A quote after a blank is not the beginning of a quoted column.
		if len(got.Created) != 3 || len(got.Failed) != 1 || got.Failed[0].Line != 3 {
			t.Errorf("failed: %+v", got.Failed)
		}
		again := xia.upload("basic", "file", "Joseph,Smith,JOE@x.example\nZoe,zoe@x.example\nZoe,Z,zoe@x.example", 201).JSON201
		if people(again.Created) != "Zoe||Zoe|zoe@x.example|0" || people(again.Updated) != "Joseph|Smith|Joseph Smith|JOE@x.example|0\nZoe|Z|Zoe Z|zoe@x.example|0" {
			t.Errorf("created: %s\nupdated: %s", people(again.Created), people(again.Updated))
		}
		if same := xia.upload("basic", "file", "Zoe,Z,zoe@x.example\n", 200).JSON200; len(same.Created) != 0 || len(same.Updated) != 1 {
			t.Errorf("%+v", same)
		}
		lines := map[string]bool{}
		for _, item := range xia.quote("xia") {
			lines[item.Lines[0].Description] = true
		}
		for _, name := range []string{"Joseph Smith (JOE@x.example)", "Núñez, Ana (ana@x.example)", "Cher (cher@x.example)", "Zoe Z (zoe@x.example)"} {
			if !lines["Subscription to basic until 2019/07/24 (1 month), for "+name] || len(lines) != 4 {
				t.Errorf("%s is not among %v", name, lines)
			}
		}
		if none := xia.upload("basic", "", "", 200).JSON200; len(none.Created)+len(none.Updated)+len(none.Failed) != 0 {
			t.Errorf("without a file: %+v", none)
		}
		xia.upload("basic", "file", "", 200)
		xia.upload("nothing", "file", "Joe,joe@x.example", 404)
		xia.upload("nothing", "", "", 404)
		servertest.Must[*client.ProfilePlansPartialUpdateResponse](t, 200)(f.Client("alice").ProfilePlansPartialUpdateWithBodyWithResponse(
			t.Context(), "cowork", "premium", "application/json", strings.NewReader(`{"is_active": false}`)))
		if p := xia.upload("premium", "file", "Joe,joe@x.example", 400).JSON400; len(p.Errors["plan"]) == 0 {
			t.Errorf("%+v", p)
		}
		servertest.Must[*client.CartUploadCreateResponse](t, 415)(
			xia.CartUploadCreateWithBodyWithResponse(t.Context(), "basic", "text/csv", strings.NewReader("Joe,joe@x.example")))
	})
}

// Bad rows are reported by their line and spoil no other.
func TestCartUploadReportsBadRows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		rows := []struct{ line, raw, field string }{
			{"", "", ""},
			{"alone@x.example", "alone@x.example", ""},
			{"a,b,c,d@x.example", "a|b|c|d@x.example", ""},
			{`"Joe,joe@x.example`, `"Joe,joe@x.example`, ""},
			{`Jo"e,joe@x.example`, `Jo"e,joe@x.example`, ""},
			{"J\xf6rg,joerg@x.example", "J\ufffdrg,joerg@x.example", ""},
			{strings.Repeat("x", 5000) + ",x@x.example", strings.Repeat("x", 4096), ""},
			{"Joe, ", "Joe| ", "email"},
			{"joe@x.example,Joe", "joe@x.example|Joe", "email"},
			{"Joe,Joe <joe@x.example>", "Joe|Joe <joe@x.example>", "email"},
			{"Joe," + strings.Repeat("j", 250) + "@x.example", "Joe|" + strings.Repeat("j", 250) + "@x.example", "email"},
			{strings.Repeat("é", 151) + ",e@x.example", strings.Repeat("é", 151) + "|e@x.example", "full_name"},
			{"Joe\x00,joe@x.example", "Joe\x00|joe@x.example", "full_name"},
			{"Joe\rBcc: all,joe@x.example", "Joe\rBcc: all|joe@x.example", "full_name"},
		}
		var file strings.Builder
		for _, r := range rows {
			file.WriteString(r.line + "\nGood " + fmt.Sprint(file.Len()) + "," + fmt.Sprint(file.Len()) + "@x.example\n")
		}
		got := as(f, "xia").upload("basic", "file", file.String(), 201).JSON201
		if len(got.Created) != len(rows) || len(got.Failed) != len(rows) {
			t.Fatalf("%d created, %d failed, want %d of both: %+v", len(got.Created), len(got.Failed), len(rows), got.Failed)
		}
		for i, failure := range got.Failed {
			if failure.Line != int64(2*i+1) || strings.Join(failure.Data.Raw, "|") != rows[i].raw || failure.Error == "" ||
				(rows[i].field != "") != (len(failure.Errors) == 1) || rows[i].field != "" && len(failure.Errors[rows[i].field]) != 1 {
				t.Errorf("row %q: %+v", rows[i].line, failure)
			}
		}
	})
}

// An upload follows the table of billing-ledger.md 4.1: the item of nobody is taken first, new ones copy option and coupon.
func TestCartUploadCopiesTheItem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "open-plus", "option": 1}`, 201)
		xia.redeem("DIS50", 200)
		got := xia.upload("open-plus", "file", "Joe,joe@x.example\nMark,mark@x.example\n", 201).JSON201
		if people(got.Updated) != "Joe||Joe|joe@x.example|1" || people(got.Created) != "Mark||Mark|mark@x.example|1" {
			t.Errorf("%+v", got)
		}
		for _, item := range xia.quote("xia") {
			if len(item.Lines) != 1 || item.Lines[0].DestAmount != 12500 {
				t.Errorf("%+v", item.Lines)
			}
		}
		// A coupon that was redeemed before counts for a plan that is new in the cart.
		xia.upload("basic", "file", "Joe,joe@x.example", 201)
		if basic := xia.quote("xia")[0]; basic.Lines[0].DestAmount != 1000 {
			t.Errorf("%+v", basic.Lines)
		}
	})
}

// 10,000 rows are taken of somebody who has signed in; one more is refused, and so is a long file of a stranger.
func TestCartUploadOfTenThousand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		var file strings.Builder
		for i := range 10_000 {
			fmt.Fprintf(&file, "First%d,Last%d,p%d@x.example\n", i, i, i)
		}
		xia := as(f, "xia")
		created := xia.upload("basic", "file", file.String(), 201)
		if n := len(created.JSON201.Created); n != 10_000 || created.JSON201.Created[9_999].Email != "p9999@x.example" {
			t.Errorf("%d created", n)
		}
		if p := xia.upload("basic", "file", file.String()+"One,more@x.example\n", 400).JSON400; len(p.Errors["file"]) == 0 {
			t.Errorf("%+v", p)
		}
		if p := as(f, "").upload("basic", "file", file.String(), 400).JSON400; !strings.Contains(p.Detail, "at most 20 items: sign in") {
			t.Errorf("%+v", p)
		}
		xia.add(`{"plan": "basic", "full_name": "One", "sync_on": "P7@x.example"}`, 200)
		if n := len(xia.upload("basic", "file", file.String(), 200).JSON200.Updated); n != 10_000 {
			t.Errorf("%d updated for xia", n)
		}
	})
}

// A paid order for more people than a statement has parameters for is written all the same, by the checkout and by the reconciliation.
func TestCheckoutForManyPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		processor := &lossy{}
		f := servertest.New(t, s, server.WithProcessor(processor))
		processor.Processor = payment.NewSandbox(s, f.Clock.Now)
		xia := as(f, "xia")
		for i, lost := range []bool{false, true} {
			const many = 1_200 // 4 rows of 14 columns each when they are settled; PostgreSQL takes 65,535 values, SQLite 32,766
			var file strings.Builder
			for n := range many {
				fmt.Fprintf(&file, "First%d,Last%d,p%d-%d@x.example\n", n, n, i, n)
			}
			xia.upload("basic", "file", file.String(), 201)
			processor.fail = lost
			status := 201
			if lost {
				status = 503
			}
			charge := xia.pay("xia", "tok_visa", status).JSON201
			f.Clock.Advance(5 * time.Minute)
			if closed, err := f.Server.Reconcile(t.Context()); err != nil || closed != i {
				t.Fatalf("reconciled %d, %v", closed, err)
			}
			if !lost && charge.Amount != many*2000 {
				t.Errorf("charged %d", charge.Amount)
			}
			if _, balance := xia.history("xia"); balance != 0 || len(xia.quote("xia")) != 0 {
				t.Errorf("xia owes %d", balance)
			}
		}
		verify(f)
	})
}

// An order has a size that can be written after it was paid; a larger cart is refused before anything is asked.
func TestOrderIsTooLarge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		xia := as(f, "xia")
		xia.add(`{"plan": "basic"}`, 201)
		err := s.Do(t.Context(), func(tx *store.Store) error {
			plan, err := tx.PlanBySlug(t.Context(), "basic")
			if err != nil {
				return err
			}
			user, err := tx.UserByName(t.Context(), "xia")
			if err != nil {
				return err
			}
			items := make([]*store.CartItem, 20_000)
			for i := range items {
				syncOn := fmt.Sprintf("p%d@x.example", i)
				items[i] = &store.CartItem{CreatedAt: servertest.Start, UserID: &user.ID, PlanID: plan.ID, SyncOn: &syncOn}
			}
			return tx.CreateCartItems(t.Context(), items)
		})
		if err != nil {
			t.Fatal(err)
		}
		if p := xia.pay("xia", "tok_visa", 400).JSON400; !strings.Contains(p.Detail, "at most 20000 items, the cart has 20001") {
			t.Errorf("%+v", p)
		}
		servertest.Must[*client.BillingCheckoutReadResponse](t, 400)(xia.BillingCheckoutReadWithResponse(t.Context(), "xia", nil))
		if rows, _ := xia.history("xia"); len(rows) != 0 {
			t.Errorf("%+v", rows)
		}
	})
}
