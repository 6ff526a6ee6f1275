package store

import "context"

type withinKey struct{}

// carried is a transaction that a context carries.
type carried struct {
	// tx is nil as long as it has not begun.
	tx *Store
	// begin begins it; failed is why it could not.
	begin  func() (*Store, error)
	failed error
}

// Within runs f in a transaction that is carried by the context: whatever is read or written with it, by whoever holds this store, is part
// of the transaction. It makes a whole operation atomic, with what the guard adds to it. When f fails all is rolled back.
func (s *Store) Within(ctx context.Context, f func(ctx context.Context) error) error {
	return s.Do(ctx, func(tx *Store) error { return f(context.WithValue(ctx, withinKey{}, &carried{tx: tx})) })
}

// WithinLate is Within with a transaction that begins when f first asks for one by InTx, Do or Lock, with what begun does in it. What f reads
// before that is what was there when it came, on SQLite too, where a transaction that began first would wait for all writers, and see what they
// did.
func (s *Store) WithinLate(ctx context.Context, begun, f func(ctx context.Context) error) (err error) {
	late := &carried{}
	ctx = context.WithValue(ctx, withinKey{}, late)
	late.begin = func() (*Store, error) {
		db := s.write.WithContext(ctx).Begin()
		if db.Error != nil {
			return nil, s.wrap(db.Error)
		}
		late.tx = &Store{read: db, write: db, dialect: s.dialect, inTx: true}
		return late.tx, begun(ctx)
	}
	ended := false
	defer func() { // also when f panics
		if late.tx != nil && !ended {
			late.tx.write.Rollback()
		}
	}()
	if err := f(ctx); err != nil || late.tx == nil {
		return err
	}
	err = late.tx.write.Commit().Error
	ended = err == nil
	return s.wrap(err)
}

// outerOf returns the transaction that a context carries, or nil when it carries none, or one that has not begun.
func outerOf(ctx context.Context) *Store {
	if c, ok := ctx.Value(withinKey{}).(*carried); ok {
		return c.tx
	}
	return nil
}

// begunOf returns the transaction that a context carries, begun, or nil when it carries none.
func begunOf(ctx context.Context) (*Store, error) {
	c, ok := ctx.Value(withinKey{}).(*carried)
	if !ok {
		return nil, nil
	}
	if c.tx == nil {
		_, c.failed = c.begin()
	}
	return c.tx, c.failed
}

// Lock keeps every other transaction out that locks the same name, until the one that the context carries ends. SQLite has one writer and needs no lock.
func (s *Store) Lock(ctx context.Context, name string) error {
	if s.dialect.name != "postgres" {
		_, err := begunOf(ctx)
		return err
	}
	return s.Do(ctx, func(tx *Store) error {
		return tx.wrap(tx.tx(ctx).Exec("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", name).Error)
	})
}
