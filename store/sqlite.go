package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	moderncsqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// foldFunction lowers text of every script, as lower() does on PostgreSQL; SQLite's own knows ASCII only.
const foldFunction = "tollkeeper_fold"

func init() {
	moderncsqlite.MustRegisterDeterministicScalarFunction(foldFunction, 1,
		func(_ *moderncsqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			if text, ok := args[0].(string); ok {
				return strings.ToLower(text), nil
			}
			return args[0], nil
		})
}

// openSQLite opens the file with a pool of readers and a pool of one writer, whose transactions are immediate: two writers queue
// instead of failing, and what a transaction read cannot change under it (design 5).
func openSQLite(ctx context.Context, path string) (*Store, error) {
	if path == "" || path == ":memory:" {
		return nil, errors.New("database URL: SQLite needs a file, such as sqlite:data/tollkeeper.db")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := createPrivate(path); err != nil {
		return nil, err
	}
	write, err := sql.Open("sqlite", sqliteDSN(path, "immediate"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", sqliteDSN(path, "deferred"))
	if err != nil {
		return nil, err
	}
	read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	s := &Store{
		dialect: dialect{name: "sqlite", fold: foldSQLite, mergesUnions: true, isUnique: isUniqueSQLite, isForeign: isForeignSQLite, isBusy: isBusySQLite},
		close:   func() error { return errors.Join(read.Close(), write.Close()) },
	}
	for pool, into := range map[*sql.DB]**gorm.DB{write: &s.write, read: &s.read} {
		if err := pool.PingContext(ctx); err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
		if *into, err = gorm.Open(sqlite.New(sqlite.Config{Conn: pool}), gormConfig(true)); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// sqliteDSN sets what each connection needs: busy_timeout first, so that the others wait; times as whole microseconds, which sort;
// recursive triggers, without which REPLACE would delete ledger rows unseen.
func sqliteDSN(path, txlock string) string {
	q := url.Values{}
	for _, pragma := range []string{
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(ON)", "recursive_triggers(ON)",
	} {
		q.Add("_pragma", pragma)
	}
	q.Set("_txlock", txlock)
	q.Set("_time_integer_format", "unix_micro")
	q.Set("_inttotime", "1")
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func foldSQLite(column string) string { return foldFunction + "(" + column + ")" }

func isUniqueSQLite(err error) bool {
	var e *moderncsqlite.Error
	return errors.As(err, &e) && (e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

func isForeignSQLite(err error) bool {
	var e *moderncsqlite.Error
	return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

func isBusySQLite(err error) bool {
	var e *moderncsqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}
