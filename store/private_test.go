package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"tollkeeper/store"
)

// The files of a database are their owner's alone: when they are made, and when somebody opened them to others.
func TestDatabaseFilesArePrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "site.db")
	use := func() {
		t.Helper()
		s, err := store.Open(t.Context(), "sqlite:"+path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.MigrateUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]os.FileMode{"": 0o700, "site.db": 0o600, "site.db-wal": 0o600, "site.db-shm": 0o600} {
			info, err := os.Stat(filepath.Join(filepath.Dir(path), name))
			if err != nil || info.Mode().Perm() != want {
				t.Errorf("%q: %v, %v; want %v", name, info.Mode(), err, want)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	use()
	if err := os.Chmod(path, 0o664); err != nil {
		t.Fatal(err)
	}
	use()
}
