package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// KeepPrivate takes a file away from everybody but its owner, if it is there.
func KeepPrivate(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode().Perm()&0o077 == 0:
		return nil
	}
	if err := os.Chmod(path, info.Mode().Perm()&^0o077); err != nil {
		return fmt.Errorf("%s can be read by other users of this machine, and that cannot be changed: %w", path, err)
	}
	return nil
}

// createPrivate makes the file of a database, which only its owner may read, and keeps one that exists private. SQLite gives the files beside it the
// same rights.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
		if err := KeepPrivate(path + beside); err != nil {
			return err
		}
	}
	return nil
}
