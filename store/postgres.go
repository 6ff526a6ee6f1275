package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// openPostgres opens a pool whose connections prepare each statement once. GORM and pgx itself share it.
func openPostgres(ctx context.Context, url string, opts Options) (*Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errors.New("database URL: not a PostgreSQL URL that can be parsed") // the text of err may hold the password
	}
	parameters := config.ConnConfig.RuntimeParams
	parameters["timezone"] = "UTC"
	parameters["application_name"] = "tollkeeper"
	parameters["statement_timeout"] = strconv.FormatInt(opts.QueryTimeout.Milliseconds(), 10)
	config.MaxConns = int32(min(opts.MaxConnections, math.MaxInt32)) //nolint:gosec // bounded in the same line
	config.MaxConnIdleTime = 5 * time.Minute
	config.AfterConnect = readUTC
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("connect to PostgreSQL at %s: %w", config.ConnConfig.Host, err)
	}
	db := stdlib.OpenDBFromPool(pool)
	s := &Store{
		pgx:     pool,
		dialect: dialect{name: "postgres", forUpdate: " FOR UPDATE", skipLocked: " FOR UPDATE SKIP LOCKED", isUnique: isUniquePostgres, isForeign: isForeignPostgres, isBusy: isBusyPostgres},
		close:   func() error { err := db.Close(); pool.Close(); return err },
	}
	if s.dialect.fold, err = foldPostgres(ctx, db); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if s.read, err = gorm.Open(postgres.New(postgres.Config{Conn: db}), gormConfig(false)); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.write = s.read
	return s, nil
}

// readUTC makes a connection return times in UTC and not in the zone of the machine.
func readUTC(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}})
	return nil
}

// foldPostgres returns how text is lowered: by the rules of Unicode when PostgreSQL has ICU, whatever the locale of the database, in
// which lower() may know ASCII only.
func foldPostgres(ctx context.Context, pool *sql.DB) (func(string) string, error) {
	var icu bool
	err := pool.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu')").Scan(&icu)
	if !icu {
		return func(column string) string { return "lower(" + column + ")" }, err
	}
	return func(column string) string { return "lower((" + column + `) COLLATE "und-x-icu")` }, err
}

func isUniquePostgres(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23505"
}

func isForeignPostgres(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23503"
}

// isBusyPostgres knows a lock that was not to be had, a deadlock, transactions that do not go together, and a statement that took too long.
func isBusyPostgres(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && slices.Contains([]string{"55P03", "40P01", "40001", "57014"}, e.Code)
}
