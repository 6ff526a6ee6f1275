package users_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tollkeeper/gen/client"
	"tollkeeper/server/domain/naming"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Nothing that is stored tells who a deleted user was, and the ledger is what it was (auth-users.md 4.6, users_delete).
func TestDeleteUser(t *testing.T) {
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) { deleteUser(t, storetest.URL(t, engine)) })
	}
}

func deleteUser(t *testing.T, url string) {
	db, err := store.Open(t.Context(), url, store.Options{MaxConnections: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := site{servertest.New(t, db)}
	s.call("donny", "POST", "/contacts/xia/activities/", `{"text": "Phone call"}`, 201, nil)
	s.call("xia", "POST", "/users/xia/api-keys/", `{"password": "yoyo"}`, 201, nil)
	s.call("xia", "PATCH", "/users/xia/", `{"extra": "lives at 1 Xia Lee Street"}`, 200, nil)
	s.call("xia", "POST", "/cart/", `{"plan": "open-space"}`, 201, nil)
	s.call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "tok_visa", "card_name": "Xia Lee"}`, 201, nil)
	s.call("donny", "POST", "/users/xia/activate/", "", 400, nil)
	keyed := http.Header{"Authorization": {"Bearer " + s.Token("xia")}, "Content-Type": {"application/json"}, "Idempotency-Key": {"delete-user-test-0001"}}
	s.send("POST", "/cart/", strings.NewReader(`{"plan": "basic", "full_name": "Xia Lee", "sync_on": "xia@localhost.localdomain", "email": "xia@localhost.localdomain"}`), keyed, 201, nil)
	// Others write of her, ask for her, and pay for her.
	s.call("", "POST", "/auth/recover/", `{"email": "XIA@localhost.localdomain"}`, 201, nil)
	s.call("xia", "PUT", "/users/xia/otp/", `{"password": "yoyo"}`, 200, nil)
	s.call("alice", "POST", "/profile/cowork/roles/contributor/", `{"slug": "xia", "message": "Ask XIA@Localhost.localdomain"}`, 201, nil)
	s.call("xia", "PATCH", "/users/xia/", `{"password": "yoyo", "email": "1xia@new.example"}`, 200, nil) // waits to be confirmed
	s.call("donny", "PATCH", "/users/xia/", `{"picture": "https://x.example/xia@localhost.png"}`, 200, nil)
	s.call("xia", "PATCH", "/profile/xia/", `{"phone": "+1 555 1 xia", "street_address": "1 Xia Lee Street"}`, 200, nil)
	// Somebody tried to register with her address.
	err = s.Store.Do(t.Context(), func(tx *store.Store) error {
		return tx.KeepRegistration(t.Context(), store.PendingRegistration{
			Email: "XIA@localhost.localdomain", Selector: strings.Repeat("5", 20), Asked: `{"email":"XIA@localhost.localdomain","full_name":"Xia Lee"}`,
			CreatedAt: s.Clock.Now(), ExpiresAt: s.Clock.Now().Add(time.Hour),
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	// Her name is a word of mails that have nothing to do with her.
	s.call("", "POST", "/auth/register/", `{"email": "link@x.example", "full_name": "Lin K", "username": "link", "password": "yoyo"}`, 201, nil)
	s.call("", "POST", "/auth/recover/", `{"email": "joe@localhost.localdomain"}`, 201, nil)
	var before, after client.TransactionPage
	s.call("donny", "GET", "/billing/transactions/", "", 200, &before)
	token := s.Token("xia")
	u, err := s.Store.UserByName(t.Context(), "xia")
	if err != nil {
		t.Fatal(err)
	}
	s.call("xia", "DELETE", "/users/xia/", "", 204, nil)
	if log := s.Logged.String(); !regexp.MustCompile(fmt.Sprintf(`event=delete request_id=\S+ user_id=%d by=%d address=127.0.0.1\b`, u.ID, u.ID)).MatchString(log) {
		t.Errorf("the log does not say who deleted whom, from where:\n%s", log)
	}
	s.call("link", "DELETE", "/users/link/", "", 204, nil)
	if !slices.Contains(s.mails(), "password_reset joe@localhost.localdomain") {
		t.Errorf("a mail to joe went with link: %v", s.mails())
	}
	s.send("GET", "/profile/", nil, http.Header{"Authorization": {"Bearer " + token}}, 401, nil)
	s.call("donny", "GET", "/users/xia/", "", 404, nil)
	s.call("donny", "DELETE", "/users/xia/", "", 404, nil)
	s.call("", "POST", "/auth/", `{"username": "xia", "password": "yoyo"}`, 403, nil)
	var page client.ContactPage
	s.call("donny", "GET", "/users/?q=archive", "", 200, &page)
	if page.Count != 0 {
		t.Errorf("the address book shows %+v", page)
	}
	s.call("donny", "GET", "/billing/transactions/", "", 200, &after)
	if before.Count != after.Count {
		t.Errorf("%d rows of the ledger became %d", before.Count, after.Count)
	}
	if _, faults, err := s.Store.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("ledger: %v, %v", faults, err)
	}
	cells := storetest.Cells(t, url)
	for _, cell := range cells {
		for _, trace := range []string{"xia lee", "xia@localhost", "1xia@", "1 xia", `"xia"`} {
			if strings.Contains(strings.ToLower(cell.Text), trace) {
				t.Errorf("%s.%s still says %q", cell.Table, cell.Column, cell.Text)
			}
		}
		if cell.Table == "users" && cell.Column == "username" && cell.Text == "xia" {
			t.Error("the username is kept")
		}
	}
	// Nobody takes the name of the deleted, which would keep the next from being deleted.
	for _, body := range []string{`"username": "_Archive_%d"`, `"username": "eve2", "email": "_archive_%d@localhost.localdomain"`, `"country": "US", "username": "_archive_%d"`} {
		joe, err := s.Store.UserByName(t.Context(), "joe")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(body, "email") {
			body = `"email": "eve@x.example", ` + body
		}
		s.call("", "POST", "/auth/register/", `{"full_name": "Eve", "password": "yoyo", `+fmt.Sprintf(body, joe.ID)+`}`, 400, nil)
		s.call("mark", "PATCH", "/users/mark/", fmt.Sprintf(`{"password": "yoyo", "email": "_archive_%d@localhost.localdomain"}`, joe.ID), 400, nil)
		var lead client.ContactDetail
		s.call("donny", "POST", "/users/", fmt.Sprintf(`{"email": "_archive_%d@x%d.example"}`, joe.ID, len(body)), 201, &lead)
		if naming.Reserved(lead.Slug) {
			t.Errorf("a contact is called %s", lead.Slug)
		}
	}
	s.call("donny", "DELETE", "/users/joe/", "", 204, nil)
	// The address is free for somebody else, who is nobody the old token knows; the name is nobody's for a year, whatever else is gone.
	again := `{"email": "xia@localhost.localdomain", "full_name": "Another", "username": "xia", "password": "yoyo"}`
	s.call("", "POST", "/auth/register/", again, 400, nil)
	s.call("donny", "DELETE", "/profile/xia/", "", 204, nil)
	s.call("", "POST", "/auth/register/", again, 400, nil)
	s.call("", "POST", "/auth/register/", strings.Replace(again, `"xia"`, `"xia2"`, 1), 201, nil)
	s.send("GET", "/profile/", nil, http.Header{"Authorization": {"Bearer " + token}}, 401, nil)
	var notes int
	for _, cell := range cells {
		if cell.Table == "activities" && cell.Text == "Phone call" {
			notes++
		}
	}
	if notes != 1 {
		t.Error("the notes about her are gone")
	}
	if want := fmt.Sprintf("_archive_%d", u.ID); !slices.ContainsFunc(cells, func(c storetest.Cell) bool { return c.Table == "users" && c.Text == want }) {
		t.Errorf("no user is called %s", want)
	}
}

// A group buy names whom it is for in rows that can never be changed: they forget her all the same, and the money stays as it is, also when a part
// of it was given back (billing-ledger.md E15).
func TestDeleteUsersOfAGroupBuy(t *testing.T) {
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) { deleteGroup(t, storetest.URL(t, engine)) })
	}
}

func deleteGroup(t *testing.T, url string) {
	db, err := store.Open(t.Context(), url, store.Options{MaxConnections: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := site{servertest.New(t, db)}
	s.call("xia", "POST", "/cart/", `{"plan": "private", "full_name": "Sam Okafor", "sync_on": "SAM@localhost.localdomain", "email": "SAM@localhost.localdomain"}`, 201, nil)
	s.call("xia", "POST", "/cart/", `{"plan": "basic", "full_name": "Omar Q", "sync_on": "omar@Example.com", "email": "omar@Example.com"}`, 201, nil)
	var charge client.Charge
	s.call("xia", "POST", "/billing/xia/checkout/", `{"processor_token": "tok_visa"}`, 201, &charge)
	s.call("alice", "POST", "/billing/charges/"+charge.ProcessorKey+"/refund/", `{"lines": [{"num": 0, "refunded_amount": 100}]}`, 200, nil)
	told := func() []string {
		t.Helper()
		var page client.TransactionPage
		var out []string
		s.call("donny", "GET", "/billing/transactions/?o=-created_at&start_at=2019-06-24&ends_at=2019-07-01", "", 200, &page)
		for _, row := range page.Results {
			if strings.Contains(row.Description, ", for ") {
				out = append(out, fmt.Sprintf("%s %s %s", row.Description, row.Amount, row.DestAccount))
			}
		}
		return out
	}
	before := told()
	for _, want := range []string{
		", for Sam Okafor (SAM@localhost.localdomain)", ", for Omar Q (omar@Example.com)", " refund for Subscription to basic until 2019/07/24 (1 month), for Omar Q (omar@Example.com)",
	} {
		if !strings.Contains(strings.Join(before, "\n"), want) {
			t.Errorf("%q is not in %q", want, before)
		}
	}
	s.call("", "POST", "/auth/register/", `{"email": "omar@example.com", "full_name": "Omar Q", "username": "omar", "password": "yoyo"}`, 201, nil)
	s.call("alice", "POST", "/cart/", `{"plan": "open-space", "full_name": "Omar Q", "sync_on": "omar@Example.com", "email": "omar@Example.com"}`, 201, nil)
	// What is known of him under an address that he had is forgotten, too; but not for somebody who had the address before him.
	s.confirm("omar@example.com")
	s.move("erin", "erin@elsewhere.example")
	s.move("omar", "erin@localhost.localdomain")
	s.call("erin", "DELETE", "/users/erin/", "", 204, nil)
	if now := told(); !slices.Equal(now, before) {
		t.Errorf("%q became %q", before, now)
	}
	s.move("omar", "Omar@Elsewhere.example")
	for _, who := range []string{"sam", "omar", "xia"} {
		s.call(who, "DELETE", "/users/"+who+"/", "", 204, nil)
	}
	for _, cell := range storetest.Cells(t, url) {
		for _, trace := range []string{"sam okafor", "sam@local", "omar q", "omar@", "erin@", "xia lee", "xia@local", "(xia)"} {
			if strings.Contains(strings.ToLower(cell.Text), trace) {
				t.Errorf("%s.%s still says %q", cell.Table, cell.Column, cell.Text)
			}
		}
	}
	var cart client.OrganizationCart
	if s.call("alice", "GET", "/billing/cowork/checkout/", "", 200, &cart); len(cart.Items) != 0 {
		t.Errorf("what was to be for somebody else is her own: %+v", cart.Items)
	}
	after := told()
	if len(after) != len(before) {
		t.Errorf("%q became %q", before, after)
	}
	names := strings.NewReplacer("Sam Okafor (SAM@localhost.localdomain)", "a deleted user", "Omar Q (omar@Example.com)", "a deleted user")
	for i, row := range before {
		if want := names.Replace(row); !slices.Contains(after, want) {
			t.Errorf("%d: %q is not in %q", i, want, after)
		}
	}
	if _, faults, err := s.Store.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("ledger: %v, %v", faults, err)
	}
}

// A payout is called after who asked for it, in a row that can never be changed: it forgets her all the same, whatever her address is by then, and the
// profile too when that goes (billing-ledger.md E13).
func TestDeleteUserWhoAskedForPayouts(t *testing.T) {
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) { deleteTreasurer(t, storetest.URL(t, engine)) })
	}
}

func deleteTreasurer(t *testing.T, database string) {
	db, err := store.Open(t.Context(), database, store.Options{MaxConnections: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := site{servertest.New(t, db)}
	s.call("alice", "POST", "/billing/cowork/transfers/", `{"amount": 1500}`, 201, nil)
	s.call("donny", "POST", "/billing/cowork/transfers/", `{"amount": 100}`, 201, nil)
	if n, err := s.Server.Reconcile(t.Context()); n != 2 || err != nil {
		t.Fatalf("%d reconciled, %v", n, err)
	}
	s.call("alice", "POST", "/billing/cowork/transfers/", `{"amount": 200}`, 201, nil) // on its way
	s.call("alice", "POST", "/billing/cowork/transfers/import/", `{"subscription": "xia:open-space", "amount": "10.00", "descr": "Paid by check (no. 7)"}`, 201, nil)
	s.move("alice", "Alice@elsewhere.example")
	listed := func(query string, want ...string) {
		t.Helper()
		var page client.TransactionPage
		s.call("donny", "GET", "/billing/transactions/?"+query, "", 200, &page)
		var got []string
		for _, row := range page.Results {
			got = append(got, row.Description)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the ledger says %q, want %q", got, want)
		}
	}
	told := func(want ...string) {
		t.Helper()
		s.Clock.Advance(time.Second) // the list ends before now
		listed("selector=Withdraw", want...)
		if _, faults, err := s.Store.VerifyLedger(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("ledger: %v, %v", faults, err)
		}
	}
	named := func(trace string) {
		t.Helper()
		for _, cell := range storetest.Cells(t, database) {
			if strings.Contains(strings.ToLower(cell.Text), trace) {
				t.Errorf("%s.%s still says %q", cell.Table, cell.Column, cell.Text)
			}
		}
	}
	told("withdraw from ABC Corp. (alice)", "withdraw from ABC Corp. (donny)")
	check := func(by string) {
		t.Helper()
		text := "Paid by check (no. 7) (" + by + ")"
		listed("q="+url.QueryEscape("no. 7")+"&o=created_at", text, text, text, text+" - Keep a balanced ledger")
	}
	check("alice")
	s.call("alice", "DELETE", "/users/alice/", "", 409, nil) // nobody else manages cowork yet
	err = s.Store.Do(t.Context(), func(tx *store.Store) error {
		cowork, err := tx.OrganizationBySlug(t.Context(), "cowork")
		manager, err2 := tx.GlobalRoleDescription(t.Context(), "manager")
		mark, err3 := tx.EnabledUser(t.Context(), "mark")
		return errors.Join(err, err2, err3, tx.CreateRole(t.Context(), &store.Role{
			CreatedAt: s.Clock.Now(), OrganizationID: cowork.ID, UserID: mark.ID, RoleDescriptionID: &manager.ID,
		}))
	})
	if err != nil {
		t.Fatal(err)
	}
	s.call("alice", "DELETE", "/users/alice/", "", 204, nil)
	named("(alice)")
	check("a deleted user")
	named("alice@")
	told("withdraw from a deleted user", "withdraw from ABC Corp. (donny)")
	if n, err := s.Server.Reconcile(t.Context()); n != 1 || err != nil { // what was on its way is paid by the name that is left
		t.Fatalf("%d reconciled, %v", n, err)
	}
	told("withdraw from a deleted user", "withdraw from ABC Corp. (donny)", "withdraw from a deleted user")
	s.call("donny", "DELETE", "/profile/cowork/", "", 204, nil)
	named("abc corp. (")
	told("withdraw from a deleted user", "withdraw from a deleted user", "withdraw from a deleted user")
}
