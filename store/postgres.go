package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// openPostgres opens a pool whose connections prepare each statement once.
func openPostgres(ctx context.Context, url string, opts Options) (*Store, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New("database URL: not a PostgreSQL URL that can be parsed") // the text of err may hold the password
	}
	config.RuntimeParams["timezone"] = "UTC"
	config.RuntimeParams["application_name"] = "tollkeeper"
	config.RuntimeParams["statement_timeout"] = strconv.FormatInt(opts.QueryTimeout.Milliseconds(), 10)
	pool := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(readUTC))
	pool.SetMaxOpenConns(opts.MaxConnections)
	pool.SetMaxIdleConns(opts.MaxConnections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	if err := pool.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL at %s: %w", config.Host, err)
	}
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), gormConfig(false))
	if err != nil {
		return nil, err
	}
	fold, err := foldPostgres(ctx, pool)
	return &Store{
		read: db, write: db,
		dialect: dialect{name: "postgres", fold: fold, forUpdate: " FOR UPDATE", isUnique: isUniquePostgres},
		close:   pool.Close,
	}, err
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
