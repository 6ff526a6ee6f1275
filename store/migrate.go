package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations
var migrations embed.FS

// Migration is one numbered change of the schema.
type Migration struct {
	Version int64
	Name    string
	Applied bool
}

func (s *Store) migrator() (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations/"+s.dialect.name)
	if err != nil {
		return nil, err
	}
	dialects := map[string]goose.Dialect{"postgres": database.DialectPostgres, "sqlite": database.DialectSQLite3}
	var db *sql.DB
	if db, err = s.write.DB(); err != nil {
		return nil, err
	}
	// Migrations are written side by side: one with a lower number may land after one with a higher, which a database has by then.
	return goose.NewProvider(dialects[s.dialect.name], db, dir, goose.WithAllowOutofOrder(true), goose.WithGoMigrations(s.keysMigration()))
}

// keysMigration is what SQL cannot do: it computes the keys of the addresses that are there.
func (s *Store) keysMigration() *goose.Migration {
	placeholder := question
	if s.dialect.name == "postgres" {
		placeholder = dollar
	}
	up := func(ctx context.Context, tx *sql.Tx) error { return fillEmailKeys(ctx, tx, placeholder) }
	down := func(ctx context.Context, tx *sql.Tx) error {
		for _, index := range []string{"users_email_key", "contacts_email_key", "contacts_lead_email_key", "organizations_email_key"} {
			if _, err := tx.ExecContext(ctx, "DROP INDEX "+index); err != nil {
				return err
			}
		}
		return nil
	}
	return goose.NewGoMigration(38, &goose.GoFunc{RunTx: up}, &goose.GoFunc{RunTx: down})
}

// nameOf is what a migration is called; one in Go has no file.
func nameOf(source *goose.Source) string {
	if source.Path == "" {
		return fmt.Sprintf("%04d (Go)", source.Version)
	}
	return source.Path
}

// MigrateUp brings the schema to the version of this program and returns the versions it applied.
func (s *Store) MigrateUp(ctx context.Context) ([]int64, error) {
	if err := s.refuseNewerSchema(ctx); err != nil {
		return nil, err
	}
	m, err := s.migrator()
	if err != nil {
		return nil, err
	}
	results, err := m.Up(ctx)
	applied := make([]int64, 0, len(results))
	for _, r := range results {
		applied = append(applied, r.Source.Version)
	}
	return applied, err
}

// MigrateDown takes the newest change back and returns its version, 0 when there was none.
func (s *Store) MigrateDown(ctx context.Context) (int64, error) {
	m, err := s.migrator()
	if err != nil {
		return 0, err
	}
	version, err := m.GetDBVersion(ctx)
	if err != nil || version == 0 {
		return 0, err
	}
	result, err := m.Down(ctx)
	if err != nil {
		return 0, err
	}
	return result.Source.Version, nil
}

// Migrations lists every change this program knows and whether the database has it.
func (s *Store) Migrations(ctx context.Context) ([]Migration, error) {
	m, err := s.migrator()
	if err != nil {
		return nil, err
	}
	status, err := m.Status(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Migration, len(status))
	for i, st := range status {
		out[i] = Migration{Version: st.Source.Version, Name: nameOf(st.Source), Applied: st.State == goose.StateApplied}
	}
	return out, nil
}

// CheckSchema fails unless the schema is exactly the one this program knows.
func (s *Store) CheckSchema(ctx context.Context) error {
	if err := s.refuseNewerSchema(ctx); err != nil {
		return err
	}
	list, err := s.Migrations(ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		if !m.Applied {
			return fmt.Errorf("the database lacks migration %s: run `tollkeeper migrate up`", m.Name)
		}
	}
	return nil
}

// refuseNewerSchema keeps an old program from working on a database that a newer one has changed.
func (s *Store) refuseNewerSchema(ctx context.Context) error {
	m, err := s.migrator()
	if err != nil {
		return err
	}
	have, err := m.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	sources := m.ListSources()
	newest := sources[len(sources)-1].Version
	if have > newest {
		return fmt.Errorf("the database has schema %d, this program knows %d: use the newer program", have, newest)
	}
	return nil
}
