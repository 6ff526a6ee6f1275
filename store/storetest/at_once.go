package storetest

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"tollkeeper/store"
)

// AtOnce runs f n times at once, with 0 to n-1, in such a way that all have read before any of them writes: writers are kept out until n wait.
// n is at most 8, the connections that Open allows less two.
func AtOnce(t testing.TB, s *store.Store, n int, f func(i int)) {
	t.Helper()
	pool := s.Pools()["write"]
	waited := pool.Stats().WaitCount
	hold, err := pool.BeginTx(t.Context(), nil) // on SQLite this is the one writer
	if err != nil {
		t.Fatal(err)
	}
	waiting := func() int { return int(pool.Stats().WaitCount - waited) }
	if s.Engine() == "postgres" {
		if _, err := hold.ExecContext(t.Context(), "LOCK TABLE organizations, roles, subscriptions IN EXCLUSIVE MODE"); err != nil {
			t.Fatal(err)
		}
		waiting = func() (n int) {
			if err := pool.QueryRowContext(t.Context(), `SELECT count(*) FROM pg_locks
				WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&n); err != nil {
				t.Error(err)
			}
			return n
		}
	}
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { f(i) })
	}
	patience, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for waiting() < n && patience.Err() == nil {
		runtime.Gosched()
	}
	if patience.Err() != nil {
		t.Errorf("%d of %d wait to write", waiting(), n)
	}
	if err := hold.Rollback(); err != nil {
		t.Error(err)
	}
	wg.Wait()
}
