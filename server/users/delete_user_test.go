package users_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tollkeeper/gen/client"
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
	var before, after client.TransactionPage
	s.call("donny", "GET", "/billing/transactions/", "", 200, &before)
	token := s.Token("xia")
	u, err := s.Store.UserByName(t.Context(), "xia")
	if err != nil {
		t.Fatal(err)
	}
	s.call("xia", "DELETE", "/users/xia/", "", 204, nil)
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
		for _, trace := range []string{"xia lee", "xia@localhost", "1 xia"} {
			if strings.Contains(strings.ToLower(cell.Text), trace) {
				t.Errorf("%s.%s still says %q", cell.Table, cell.Column, cell.Text)
			}
		}
		if cell.Table == "users" && cell.Column == "username" && cell.Text == "xia" {
			t.Error("the username is kept")
		}
	}
	// The name is free for somebody else, who is nobody the old token knows.
	s.call("", "POST", "/auth/register/", `{"email": "xia@localhost.localdomain", "full_name": "Another", "username": "xia", "password": "yoyo"}`, 201, nil)
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
