package store

import "context"

type withinKey struct{}

// Within runs f in a transaction that is carried by the context: whatever is read or written with it, by whoever holds this store, is part
// of the transaction. It makes a whole operation atomic, with what the guard adds to it. When f fails all is rolled back.
func (s *Store) Within(ctx context.Context, f func(ctx context.Context) error) error {
	return s.Do(ctx, func(tx *Store) error { return f(context.WithValue(ctx, withinKey{}, tx)) })
}

// outerOf returns the transaction that a context carries, or nil.
func outerOf(ctx context.Context) *Store {
	tx, _ := ctx.Value(withinKey{}).(*Store)
	return tx
}

// Lock keeps every other transaction out that locks the same name, until the one that the context carries ends. SQLite has one writer and needs no lock.
func (s *Store) Lock(ctx context.Context, name string) error {
	if s.dialect.name != "postgres" {
		return nil
	}
	return s.Do(ctx, func(tx *Store) error {
		return tx.wrap(tx.tx(ctx).Exec("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", name).Error)
	})
}
