package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"tollkeeper/server/domain/naming"
)

// setEmailKey adds to columns that are written the key of an address among them.
func setEmailKey(columns map[string]any) map[string]any {
	if email, ok := columns["email"].(string); ok {
		columns["email_key"] = naming.EmailKey(email)
	}
	return columns
}

// BeforeCreate keeps the key of the address.
func (u *User) BeforeCreate(*gorm.DB) error {
	u.EmailKey = naming.EmailKey(u.Email)
	return nil
}

// BeforeCreate keeps the key of the address.
func (c *Contact) BeforeCreate(*gorm.DB) error {
	c.EmailKey = naming.EmailKey(c.Email)
	return nil
}

// BeforeCreate keeps the key of the address.
func (o *Organization) BeforeCreate(*gorm.DB) error {
	o.EmailKey = naming.EmailKey(o.Email)
	return nil
}

// fillEmailKeys gives the rows that were there before their keys, in the migration after the columns. Where several users, or contacts without login,
// had one address in several spellings, which were several to the database then, the one keeps it who has shown that it is theirs, else the oldest.
// The others keep their accounts, sign in by username, and are found by an address again when they have another one. bind writes the nth parameter of a
// statement as the engine does.
func fillEmailKeys(ctx context.Context, tx *sql.Tx, bind func(int) string) error {
	for _, t := range []struct{ table, first string }{
		{"users", "CASE WHEN EXISTS (SELECT 1 FROM contacts p WHERE p.user_id = t.id AND p.verification_state = 'verified') THEN 0 ELSE 1 END"},
		{"contacts", "CASE WHEN user_id IS NULL AND NOT archived THEN 0 ELSE 1 END"},
		{"organizations", "t.id"},
	} {
		if err := fillKeysOf(ctx, tx, bind, t.table, t.first); err != nil {
			return err
		}
	}
	for _, t := range []string{"ledger_names", "pending_registrations", "former_addresses"} {
		if err := rekey(ctx, tx, bind, t); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		"CREATE UNIQUE INDEX users_email_key ON users (email_key)",
		"CREATE INDEX contacts_email_key ON contacts (email_key)",
		"CREATE UNIQUE INDEX contacts_lead_email_key ON contacts (email_key) WHERE user_id IS NULL AND NOT archived",
		"CREATE INDEX organizations_email_key ON organizations (email_key)",
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

type keyedRow struct {
	id    int64
	email string
	alone bool
}

func fillKeysOf(ctx context.Context, tx *sql.Tx, bind func(int) string, table, first string) error {
	alone := map[string]string{"users": "TRUE", "contacts": "t.user_id IS NULL AND NOT t.archived", "organizations": "FALSE"}[table]
	rows, err := readRows(ctx, tx, fmt.Sprintf("SELECT t.id, t.email, %s FROM %s t ORDER BY %s, t.id", alone, table, first))
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	update := "UPDATE " + table + " SET email_key = " + bind(1) + " WHERE id = " + bind(2) //nolint:gosec // table is a word of this file
	for _, r := range rows {
		key := naming.EmailKey(r.email)
		if r.alone && taken[key] {
			continue
		}
		taken[key] = taken[key] || r.alone
		if _, err := tx.ExecContext(ctx, update, key, r.id); err != nil {
			return err
		}
	}
	return nil
}

func readRows(ctx context.Context, tx *sql.Tx, query string) ([]keyedRow, error) {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // read to its end
	var out []keyedRow
	for rows.Next() {
		var r keyedRow
		if err := rows.Scan(&r.id, &r.email, &r.alone); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// rekey lets a table that only ever held addresses in lower case hold their keys.
func rekey(ctx context.Context, tx *sql.Tx, bind func(int) string, table string) error {
	rows, err := readRows(ctx, tx, "SELECT DISTINCT 0, email, FALSE FROM "+table)
	if err != nil {
		return err
	}
	for _, r := range rows {
		key := naming.EmailKey(r.email)
		if key == r.email || r.email == "" {
			continue
		}
		update := "UPDATE " + table + " SET email = " + bind(1) + " WHERE email = " + bind(2) //nolint:gosec // table is a word of this file
		args := []any{key, r.email}
		switch table {
		case "pending_registrations":
			update += " AND NOT EXISTS (SELECT 1 FROM pending_registrations o WHERE o.email = " + bind(3) + ")"
			args = append(args, key)
		case "former_addresses":
			update += " AND NOT EXISTS (SELECT 1 FROM former_addresses o WHERE o.user_id = former_addresses.user_id AND o.email = " + bind(3) + ")"
			args = append(args, key)
		}
		if _, err := tx.ExecContext(ctx, update, args...); err != nil {
			return err
		}
	}
	return nil
}

func dollar(n int) string { return "$" + strconv.Itoa(n) }

func question(int) string { return "?" }
