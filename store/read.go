package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
)

// row is a row that can be read into variables.
type row interface {
	Scan(into ...any) error
}

// cursor steps through the rows of a query. Close may be called more than once.
type cursor interface {
	row
	Next() bool
	Err() error
	Close()
}

// rows runs a query that is written by hand. On PostgreSQL it goes to pgx itself, which reads a row in half the time that it takes
// through database/sql; inside a transaction, and on SQLite, through GORM.
func (s *Store) rows(ctx context.Context, query string, args ...any) (cursor, error) {
	if s.pgx != nil && outerOf(ctx) == nil {
		return s.pgx.Query(ctx, dollars(query), args...) //nolint:sqlclosecheck // the caller closes it
	}
	found, err := s.query(ctx).Raw(query, args...).Rows() //nolint:rowserrcheck // the caller asks for it
	return sqlCursor{found}, err
}

// row runs a query for one row; Scan returns sql.ErrNoRows when there is none.
func (s *Store) row(ctx context.Context, query string, args ...any) row {
	if s.pgx != nil && outerOf(ctx) == nil {
		return pgxRow{s.pgx.QueryRow(ctx, dollars(query), args...)}
	}
	return s.query(ctx).Raw(query, args...).Row()
}

type sqlCursor struct{ *sql.Rows }

// Close implements cursor; the error of reading is Err.
func (c sqlCursor) Close() { _ = c.Rows.Close() }

type pgxRow struct{ pgx.Row }

// Scan implements row.
func (r pgxRow) Scan(into ...any) error {
	err := r.Row.Scan(into...)
	if errors.Is(err, pgx.ErrNoRows) {
		return sql.ErrNoRows
	}
	return err
}

// numbered keeps what dollars made of each query. Queries hold no value of a client, so they are as many as the combinations of filters
// and sort fields that lists know; what is too many of them is forgotten.
var numbered struct {
	sync.RWMutex
	texts map[string]string
}

const maxNumbered = 2000

// dollars replaces the placeholders ?, which no query of this package holds in a literal, by $1, $2, …
func dollars(query string) string {
	numbered.RLock()
	text, ok := numbered.texts[query]
	numbered.RUnlock()
	if ok {
		return text
	}
	var out strings.Builder
	n := 0
	for rest := query; ; {
		before, after, found := strings.Cut(rest, "?")
		out.WriteString(before)
		if !found {
			break
		}
		n++
		out.WriteString("$" + strconv.Itoa(n))
		rest = after
	}
	numbered.Lock()
	defer numbered.Unlock()
	if numbered.texts == nil || len(numbered.texts) >= maxNumbered {
		numbered.texts = map[string]string{}
	}
	numbered.texts[query] = out.String()
	return out.String()
}
