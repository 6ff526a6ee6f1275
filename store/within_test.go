package store_test

import (
	"context"
	"errors"
	"testing"

	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// A late transaction sees what there is until something is written, then it is one with all that follows, and with what comes first in it.
func TestWithinLate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		found(t, s)
		manager, err := s.GlobalRoleDescription(t.Context(), "manager")
		if err != nil {
			t.Fatal(err)
		}
		title := func(ctx context.Context) string {
			d, err := s.GlobalRoleDescription(ctx, "manager")
			if err != nil {
				t.Fatal(err)
			}
			return d.Title
		}
		write := func(ctx context.Context, text string) error {
			return s.Do(ctx, func(tx *store.Store) error { return tx.RenameRoleDescription(ctx, manager.ID, text) })
		}
		failed := errors.New("no")
		for name, tc := range map[string]struct {
			begun, end error
			want       string
		}{
			"committed": {nil, nil, "room"}, "failed": {nil, failed, "other"}, "not begun": {failed, nil, "begun"},
		} {
			if err := write(t.Context(), "before"); err != nil {
				t.Fatal(err)
			}
			began := 0
			err := s.WithinLate(t.Context(), func(ctx context.Context) error {
				began++
				if got := title(ctx); got != "other" {
					t.Errorf("%s: it began with %q", name, got)
				}
				return errors.Join(write(ctx, "begun"), tc.begun)
			}, func(ctx context.Context) error {
				if err := write(t.Context(), "other"); err != nil || title(ctx) != "other" || began != 0 { // nobody is kept out yet
					t.Errorf("%s: %v, %q, began %d times", name, err, title(ctx), began)
				}
				for range 2 {
					if err := write(ctx, "room"); !errors.Is(err, tc.begun) {
						t.Errorf("%s: %v", name, err)
					}
				}
				if began != 1 || title(t.Context()) != "other" {
					t.Errorf("%s: began %d times, others see %q", name, began, title(t.Context()))
				}
				return tc.end
			})
			if got := title(t.Context()); !errors.Is(err, tc.end) || got != tc.want {
				t.Errorf("%s: %v, left %q, want %q", name, err, got, tc.want)
			}
		}
		func() {
			defer func() { _ = recover() }()
			_ = s.WithinLate(t.Context(), func(context.Context) error { return nil }, func(ctx context.Context) error {
				if err := write(ctx, "panicked"); err != nil {
					t.Error(err)
				}
				panic("at the disk")
			})
		}()
		if err := write(t.Context(), "after"); err != nil || title(t.Context()) != "after" {
			t.Errorf("a panic left its transaction open: %v", err)
		}
		began := false
		err = s.WithinLate(t.Context(), func(context.Context) error { began = true; return nil }, func(ctx context.Context) error { title(ctx); return nil })
		if err != nil || began {
			t.Errorf("who only reads began one: %v, %t", err, began)
		}
	})
}
