package notice_test

import (
	"slices"
	"testing"
	"time"

	"tollkeeper/server/notice"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// Whoever is deleted takes along what waits for her and what tells of her, and nothing else: not even when her username is a word of every mail.
func TestForget(t *testing.T) {
	gone := store.User{Username: "link", Email: "a.b@x.example"}
	other := map[string]any{"username": "anna", "email": "anna.b@x.example", "first_name": "Anna", "printable_name": "Anna"}
	mails := []struct {
		to, replyTo string
		data        map[string]any
		stays       bool
	}{
		{to: "A.B@x.example"},
		{to: "donny@x.example", replyTo: "a.b@X.example"},
		{to: "donny@x.example", data: map[string]any{"user": notice.User(gone)}},
		{to: "donny@x.example", data: map[string]any{"organization": map[string]any{"slug": "link", "printable_name": "Ann Lee", "email": ""}}},
		{to: "donny@x.example", data: map[string]any{"lines": []any{map[string]any{"description": "for Ann (A.B@x.example)."}}}},
		{to: "donny@x.example", data: map[string]any{"message": "write to a.b@x.example."}},
		{to: "zoe@x.example", stays: true, data: map[string]any{"link": "/activate/1/", "user": other}},
		{to: "zoe@x.example", stays: true, data: map[string]any{"plan": map[string]any{"slug": "link", "title": "Link"}}},
		{to: "zoe@x.example", stays: true, data: map[string]any{"message": "write to za.b@x.example or a.b@x.example.org"}},
		{to: "anna.b@x.example", stays: true, data: map[string]any{"user": other}},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var want []int64
		err := s.Do(t.Context(), func(tx *store.Store) error {
			for i, m := range mails {
				n := notice.Notice{Template: "user_registered", ReplyTo: m.replyTo, At: time.Unix(0, 0), Data: m.data}
				if err := notice.To(t.Context(), tx, n, m.to); err != nil {
					return err
				}
				if m.stays {
					want = append(want, int64(i+1))
				}
			}
			return notice.Forget(t.Context(), tx, gone)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := waiting(t, s); !slices.Equal(got, want) {
			t.Errorf("mails %v wait, want %v", got, want)
		}
	})
}

func waiting(t *testing.T, s *store.Store) []int64 {
	t.Helper()
	mails, err := s.WaitingMails(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, m := range mails {
		ids = append(ids, m.ID)
	}
	return ids
}
