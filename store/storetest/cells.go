package storetest

import (
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver that reads the file
)

// Cell is a text that a database holds.
type Cell struct{ Table, Column, Text string }

// Cells reads every text of every table of the database at a URL, for tests that look for what must not be there.
func Cells(t testing.TB, url string) []Cell {
	t.Helper()
	driver, source, tables := "pgx", url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		driver, source, tables = "sqlite", path, "SELECT name FROM sqlite_master WHERE type = 'table'"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	var out []Cell
	for _, row := range query(t, db, tables) {
		table := row[0].Text
		for _, cells := range query(t, db, "SELECT * FROM "+table) {
			for _, cell := range cells {
				cell.Table = table
				out = append(out, cell)
			}
		}
	}
	return out
}

// query returns the rows of a statement, every value as text.
func query(t testing.TB, db *sql.DB, statement string) [][]Cell {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // the error of reading is Err
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]Cell
	for rows.Next() {
		values, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		cells := make([]Cell, len(columns))
		for i, value := range values {
			cells[i] = Cell{Column: columns[i], Text: value.String}
		}
		out = append(out, cells)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
