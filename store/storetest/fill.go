package storetest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite"

	"tollkeeper/store"
)

// filling is what a load wrote, once for each engine and name.
type filling struct {
	once sync.Once
	err  error
	// file is the database that SQLite holds then; tables are the rows of PostgreSQL in its binary format, and sequences where its sequences stand.
	file      []byte
	tables    map[string][]byte
	sequences map[string]int64
}

var fillings sync.Map

// Fill makes an empty, migrated store hold what load writes. load runs once in a process for each engine and name, in a database of its own; every
// store gets a copy of its rows, which takes a tenth of the time.
func Fill(t testing.TB, s *store.Store, name string, load func(s *store.Store) error) {
	t.Helper()
	value, _ := fillings.LoadOrStore(s.Engine()+" "+name, &filling{})
	f := value.(*filling) //nolint:forcetypeassert // nothing else is kept there
	f.once.Do(func() { f.err = f.take(t, s.Engine(), load) })
	if f.err != nil {
		t.Fatal(f.err)
	}
	if err := f.put(t.Context(), t.TempDir(), s); err != nil {
		t.Fatal(err)
	}
}

func (f *filling) take(t testing.TB, engine string, load func(s *store.Store) error) error {
	source := Open(t, engine)
	if err := load(source); err != nil {
		return err
	}
	if engine == "postgres" {
		return onPostgres(t.Context(), source, func(c *pgx.Conn) error { return f.readPostgres(t.Context(), c) })
	}
	path := filepath.Join(t.TempDir(), "filled.db")
	if err := onSQLite(t.Context(), source, func(c copier) (*sqlite.Backup, error) { return c.NewBackup(path) }); err != nil {
		return err
	}
	var err error
	f.file, err = os.ReadFile(path) //nolint:gosec // just made
	return err
}

func (f *filling) put(ctx context.Context, dir string, s *store.Store) error {
	if s.Engine() == "postgres" {
		return onPostgres(ctx, s, func(c *pgx.Conn) error { return f.writePostgres(ctx, c) })
	}
	path := filepath.Join(dir, "filling.db")
	if err := os.WriteFile(path, f.file, 0o600); err != nil {
		return err
	}
	return onSQLite(ctx, s, func(c copier) (*sqlite.Backup, error) { return c.NewRestore(path) })
}

func (f *filling) readPostgres(ctx context.Context, c *pgx.Conn) error {
	rows, err := c.Query(ctx, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	f.tables, f.sequences = map[string][]byte{}, map[string]int64{}
	for _, name := range names {
		var out bytes.Buffer
		tag, err := c.PgConn().CopyTo(ctx, &out, fmt.Sprintf("COPY %s TO STDOUT (FORMAT binary)", pgx.Identifier{name}.Sanitize()))
		if err != nil {
			return err
		}
		if tag.RowsAffected() > 0 {
			f.tables[name] = out.Bytes()
		}
	}
	rows, err = c.Query(ctx, "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL")
	if err != nil {
		return err
	}
	var name string
	var last int64
	_, err = pgx.ForEachRow(rows, []any{&name, &last}, func() error {
		f.sequences[name] = last
		return nil
	})
	return err
}

func (f *filling) writePostgres(ctx context.Context, c *pgx.Conn) error {
	// As a replica no trigger runs and no foreign key is looked up, so that the order of the tables does not matter.
	if _, err := c.Exec(ctx, "BEGIN; SET LOCAL session_replication_role = replica"); err != nil {
		return err
	}
	for name, rows := range f.tables {
		table := pgx.Identifier{name}.Sanitize()
		if _, err := c.Exec(ctx, "DELETE FROM "+table); err != nil { // what the migrations wrote
			return err
		}
		if _, err := c.PgConn().CopyFrom(ctx, bytes.NewReader(rows), fmt.Sprintf("COPY %s FROM STDIN (FORMAT binary)", table)); err != nil {
			return err
		}
	}
	for name, last := range f.sequences {
		if _, err := c.Exec(ctx, "SELECT setval($1::text::regclass, $2)", pgx.Identifier{name}.Sanitize(), last); err != nil {
			return err
		}
	}
	_, err := c.Exec(ctx, "COMMIT")
	return err
}

func onPostgres(ctx context.Context, s *store.Store, do func(*pgx.Conn) error) error {
	return onConnection(ctx, s, func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("%T is no connection of pgx", driver)
		}
		return do(c.Conn())
	})
}

func onSQLite(ctx context.Context, s *store.Store, start func(copier) (*sqlite.Backup, error)) error {
	return onConnection(ctx, s, func(driver any) error { return copyAll(driver, start) })
}

func onConnection(ctx context.Context, s *store.Store, do func(driver any) error) (err error) {
	connection, err := s.Pools()["write"].Conn(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if closed := connection.Close(); !errors.Is(closed, sql.ErrConnDone) {
			err = errors.Join(err, closed)
		}
	}()
	return connection.Raw(do)
}
