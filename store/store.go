// Package store keeps everything that outlives a request, in PostgreSQL or in embedded SQLite. It holds the records (GORM models),
// their queries and the migrations; both engines are treated alike, and one conformance suite (storetest) says so.
//
// Reads go through Store directly; every write happens inside InTx. Lists are one statement with their count.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"tollkeeper/server/domain/fault"
)

// Store is a connection to the database, or, inside InTx, a transaction on it.
type Store struct {
	// read may be served by a replica or a reader pool; write is where transactions begin.
	read, write *gorm.DB
	// pgx is the pool under read on PostgreSQL, nil elsewhere and inside a transaction.
	pgx     *pgxpool.Pool
	dialect dialect
	inTx    bool
	close   func() error
}

// dialect is what the two engines spell differently.
type dialect struct {
	name string
	// fold makes the SQL that lowers a column of text of any script: SQLite's own function knows ASCII only.
	fold func(column string) string
	// forUpdate locks the rows of a SELECT. SQLite needs none: it has one writer, whose transactions are immediate.
	forUpdate string
	// skipLocked does so too, and leaves out what somebody else has locked.
	skipLocked string
	// mergesUnions tells that the parts of a UNION ALL are read in the order of their indexes and merged; else each is sorted whole, unless it is cut
	// before.
	mergesUnions bool
	isUnique     func(error) bool
	isForeign    func(error) bool
	isBusy       func(error) bool
}

// Options tune a connection; the zero value is fit for production.
type Options struct {
	// MaxConnections bounds the pool of PostgreSQL; 0 means 20.
	MaxConnections int
	// QueryTimeout bounds every statement on the server's side; 0 means 10 seconds. PostgreSQL only: SQLite is bounded by contexts.
	QueryTimeout time.Duration
}

// Open connects to sqlite:PATH or postgres://…; it does not migrate.
func Open(ctx context.Context, url string, opts Options) (*Store, error) {
	if opts.MaxConnections == 0 {
		opts.MaxConnections = 20
	}
	if opts.QueryTimeout == 0 {
		opts.QueryTimeout = 10 * time.Second
	}
	switch {
	case strings.HasPrefix(url, "sqlite:"):
		return openSQLite(ctx, strings.TrimPrefix(url, "sqlite:"))
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		return openPostgres(ctx, url, opts)
	}
	return nil, errors.New("database URL: want sqlite:PATH or postgres://USER@HOST/NAME")
}

// gormConfig is what both engines share. prepare keeps prepared statements: pgx does so by itself, the SQLite driver would parse the
// text of each query again, which takes longer than running it.
func gormConfig(prepare bool) *gorm.Config {
	return &gorm.Config{
		PrepareStmt: prepare, PrepareStmtMaxSize: 500, PrepareStmtTTL: time.Hour,
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard,
		// A record carries its own times: GORM must not read a clock (design 4).
		NowFunc: func() time.Time { return time.Time{} },
	}
}

// Close ends the connections.
func (s *Store) Close() error { return s.close() }

// Engine is "postgres" or "sqlite".
func (s *Store) Engine() string { return s.dialect.name }

// Pools are the connections by what they are for, "read" and "write", to be watched by operators.
func (s *Store) Pools() map[string]*sql.DB {
	out := map[string]*sql.DB{}
	for use, db := range map[string]*gorm.DB{"read": s.read, "write": s.write} {
		if pool, err := db.DB(); err == nil {
			out[use] = pool
		}
	}
	return out
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.read.WithContext(ctx).Raw("SELECT 1").Row().Scan(&one)
}

// Empty tells whether nothing was ever written: there is no organization and no user.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	var n int64
	err := s.query(ctx).Raw("SELECT (SELECT count(*) FROM organizations) + (SELECT count(*) FROM users)").Row().Scan(&n)
	return n == 0, err
}

// InTx runs f in a transaction, which is rolled back when f fails or panics. Inside a transaction it joins it; inside Within it is a part
// of the larger one that can be rolled back by itself.
func InTx[T any](ctx context.Context, s *Store, f func(tx *Store) (T, error)) (T, error) {
	if s.inTx {
		return f(s)
	}
	var out T
	outer, err := begunOf(ctx)
	if err != nil {
		return out, err
	}
	db := s.write
	if outer != nil {
		db = outer.write
	}
	err = db.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		var err error
		out, err = f(&Store{read: db, write: db, dialect: s.dialect, inTx: true})
		return err
	})
	return out, err
}

// Do is InTx for an f that returns nothing.
func (s *Store) Do(ctx context.Context, f func(tx *Store) error) error {
	_, err := InTx(ctx, s, func(tx *Store) (struct{}, error) { return struct{}{}, f(tx) })
	return err
}

// tx returns the handle that writes go through; a write outside InTx is a mistake of the programmer.
func (s *Store) tx(ctx context.Context) *gorm.DB {
	if !s.inTx {
		panic("store: a write outside InTx")
	}
	return s.write.WithContext(ctx)
}

func (s *Store) query(ctx context.Context) *gorm.DB {
	if outer := outerOf(ctx); outer != nil && !s.inTx {
		return outer.write.WithContext(ctx)
	}
	return s.read.WithContext(ctx)
}

// ErrNotFound is returned where one record was asked for and there is none.
var ErrNotFound = errors.New("store: no such record")

// ErrDuplicate is returned where a unique constraint refuses a record.
var ErrDuplicate = errors.New("store: a record like this exists")

// ErrBusy is returned where the database waited for others too long, or could not let two transactions end in any order.
var ErrBusy error = busy{}

type busy struct{}

func (busy) Error() string { return "store: the database is busy with others" }

// Temporary tells whoever answers the client that trying again helps.
func (busy) Temporary() bool { return true }

// wrap turns the errors of GORM and of the drivers into those of this package.
func (s *Store) wrap(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	case s.dialect.isUnique(err):
		return fmt.Errorf("%w: %w", ErrDuplicate, err)
	case s.dialect.isForeign(err):
		// What a record points to was there when it was looked at: somebody deleted it since.
		return fault.New(fault.Conflict, "Something that belongs to this was deleted at this moment; look at it again.").Because(err)
	case s.dialect.isBusy(err):
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}

// first returns the one record of a query. A query for a record that will be changed asks for it locked.
func first[T any](s *Store, db *gorm.DB) (T, error) {
	var out T
	err := s.wrap(db.Take(&out).Error)
	return out, err
}
