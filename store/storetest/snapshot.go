package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// Snapshot is what a database held at a moment.
type Snapshot struct {
	db   *sql.DB
	path string // of the copy, on SQLite
	dir  string
}

// TakeSnapshot remembers the rows of the database at a URL, which others may have open.
func TakeSnapshot(ctx context.Context, url string) (*Snapshot, error) {
	path, embedded := strings.CutPrefix(url, "sqlite:")
	if !embedded {
		db, err := sql.Open("pgx", url)
		if err != nil {
			return nil, err
		}
		db.SetMaxOpenConns(1) // Restore has settings of its session
		s := &Snapshot{db: db}
		return s, s.exec(ctx, `DO $$ DECLARE t text; BEGIN
			CREATE SCHEMA snapshot;
			FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
				EXECUTE format('CREATE TABLE snapshot.%I AS TABLE public.%I', t, t);
			END LOOP;
			CREATE TABLE snapshot."sequence values" AS SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public';
		END $$`)
	}
	db, err := sql.Open("sqlite", path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return nil, err
	}
	s := &Snapshot{db: db}
	if s.dir, err = os.MkdirTemp("", "tollkeeper"); err != nil {
		return nil, err
	}
	s.path = filepath.Join(s.dir, "snapshot.db")
	return s, s.copy(ctx, func(c copier) (*sqlite.Backup, error) { return c.NewBackup(s.path) })
}

// Restore makes the database hold what it held then. Nobody may be writing meanwhile.
func (s *Snapshot) Restore(ctx context.Context) error {
	if s.path != "" {
		return s.copy(ctx, func(c copier) (*sqlite.Backup, error) { return c.NewRestore(s.path) })
	}
	// As a replica no trigger runs, so that rows that may only be appended go away too. TRUNCATE would make new files for every table and index.
	return s.exec(ctx, `SET session_replication_role = replica; DO $$ DECLARE t text; r record; BEGIN
		FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
			EXECUTE format('DELETE FROM public.%I', t);
			EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE SELECT * FROM snapshot.%I', t, t);
		END LOOP;
		FOR r IN SELECT * FROM snapshot."sequence values" WHERE last_value IS NOT NULL LOOP
			PERFORM setval(format('public.%I', r.sequencename)::regclass, r.last_value);
		END LOOP;
	END $$; SET session_replication_role = DEFAULT`)
}

// Close forgets the snapshot.
func (s *Snapshot) Close() error {
	err := s.db.Close()
	if s.dir != "" {
		_ = os.RemoveAll(s.dir)
	}
	return err
}

func (s *Snapshot) exec(ctx context.Context, statement string) error {
	_, err := s.db.ExecContext(ctx, statement)
	return err
}

// copier is what the driver's connections can do beside SQL.
type copier interface {
	NewBackup(to string) (*sqlite.Backup, error)
	NewRestore(from string) (*sqlite.Backup, error)
}

func (s *Snapshot) copy(ctx context.Context, start func(copier) (*sqlite.Backup, error)) error {
	connection, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer connection.Close() //nolint:errcheck // goes back to the pool
	return connection.Raw(func(driver any) error { return copyAll(driver, start) })
}

// copyAll copies every page of a database.
func copyAll(driver any, start func(copier) (*sqlite.Backup, error)) error {
	c, ok := driver.(copier)
	if !ok {
		return fmt.Errorf("%T copies no database", driver)
	}
	backup, err := start(c)
	if err != nil {
		return err
	}
	for more := true; more; {
		if more, err = backup.Step(-1); err != nil {
			_ = backup.Finish()
			return err
		}
	}
	return backup.Finish()
}
