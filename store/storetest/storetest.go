// Package storetest gives tests a migrated, empty database of their own on each engine. What passes on one and not on the other is a
// failure: both are treated alike (design 5).
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // creates and drops the databases

	"tollkeeper/store"
)

// Engines are those that tests run on: both, unless TEST_ENGINES names one.
func Engines() []string {
	if only := os.Getenv("TEST_ENGINES"); only != "" {
		return strings.Split(only, ",")
	}
	return []string{"sqlite", "postgres"}
}

// Each runs f on every engine, as a subtest of its own.
func Each(t *testing.T, f func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, engine := range Engines() {
		t.Run(engine, func(t *testing.T) { f(t, Open(t, engine)) })
	}
}

// Open returns a store on a new, migrated database, which goes away with the test.
func Open(t testing.TB, engine string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), URL(t, engine), store.Options{MaxConnections: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// URL makes a new, migrated database and returns where it is.
func URL(t testing.TB, engine string) string {
	t.Helper()
	switch engine {
	case "sqlite":
		return sqliteURL(t)
	case "postgres":
		return postgresURL(t)
	}
	t.Fatalf("TEST_ENGINES: no engine is called %q; there are sqlite and postgres", engine)
	return ""
}

// sqliteTemplate is the content of a migrated file: copying it is quicker than migrating again.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tollkeeper")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // the system cleans up after us
	path := filepath.Join(dir, "template.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // just made
})

func sqliteURL(t testing.TB) string {
	t.Helper()
	data, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

func migrate(url string) error {
	s, err := store.Open(context.Background(), url, store.Options{})
	if err != nil {
		return err
	}
	_, err = s.MigrateUp(context.Background())
	if closed := s.Close(); err == nil {
		err = closed
	}
	return err
}

// server is the PostgreSQL that TEST_DATABASE_URL names, with a migrated database to clone.
type server struct {
	admin    *sql.DB
	base     url.URL
	template string
}

var postgres = sync.OnceValues(func() (*server, error) {
	raw := os.Getenv("TEST_DATABASE_URL")
	if raw == "" {
		return nil, fmt.Errorf("TEST_DATABASE_URL is not set: run `make test`, which starts a PostgreSQL, or set TEST_ENGINES=sqlite")
	}
	base, err := url.Parse(raw)
	if err != nil {
		return nil, err
	}
	admin, err := sql.Open("pgx", raw)
	if err != nil {
		return nil, err
	}
	p := &server{admin: admin, base: *base, template: name("template")}
	if err := p.exec("CREATE DATABASE " + p.template); err != nil {
		return nil, err
	}
	return p, migrate(p.url(p.template))
})

// name is unique, so that the packages of one run do not meet.
func name(kind string) string { return "tollkeeper_" + kind + "_" + strings.ToLower(rand.Text()[:12]) }

func (p *server) url(database string) string {
	u := p.base
	u.Path = "/" + database
	return u.String()
}

func (p *server) exec(statement string) error {
	_, err := p.admin.ExecContext(context.Background(), statement)
	return err
}

// cloning is held while a database is cloned: PostgreSQL refuses to copy a template that somebody is connected to.
var cloning sync.Mutex

func postgresURL(t testing.TB) string {
	t.Helper()
	p, err := postgres()
	if err != nil {
		t.Fatal(err)
	}
	database := name("test")
	cloning.Lock()
	err = p.exec("CREATE DATABASE " + database + " TEMPLATE " + p.template)
	cloning.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.exec("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return p.url(database)
}

// Has tells whether tests run on an engine.
func Has(engine string) bool { return slices.Contains(Engines(), engine) }
