package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Exec runs SQL past the methods of the store, as somebody at a database prompt would.
func (s *Store) Exec(ctx context.Context, statement string, args ...any) error {
	return s.write.WithContext(ctx).Exec(statement, args...).Error
}

// Query returns the first column of what a statement finds.
func (s *Store) Query(ctx context.Context, statement string, args ...any) ([]string, error) {
	var out []string
	err := s.write.WithContext(ctx).Raw(statement, args...).Scan(&out).Error
	return out, err
}

// MigrateOne applies a single migration to a database.
func (s *Store) MigrateOne(ctx context.Context, version int64) error {
	m, err := s.migrator()
	if err == nil {
		_, err = m.ApplyVersion(ctx, version, true)
	}
	return err
}

// Columns lists the columns of a record as GORM sees them, with the name of its table.
func (s *Store) Columns(record any) (table string, columns []string, err error) {
	stmt := &gorm.Statement{DB: s.write}
	if err := stmt.Parse(record); err != nil {
		return "", nil, err
	}
	for _, f := range stmt.Schema.Fields {
		if f.DBName != "" {
			columns = append(columns, f.DBName)
		}
	}
	return stmt.Schema.Table, columns, nil
}

// TableColumns lists the columns that the database has for a table.
func (s *Store) TableColumns(table string) ([]string, error) {
	types, err := s.write.Migrator().ColumnTypes(table)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = t.Name()
	}
	return out, nil
}

// spy keeps the statements that a store runs, with their values filled in.
type spy struct {
	logger.Interface
	statements []string
}

// Trace implements logger.Interface.
func (p *spy) Trace(_ context.Context, _ time.Time, statement func() (string, int64), _ error) {
	text, _ := statement()
	p.statements = append(p.statements, text)
}

// Spy returns a store like s, and the statements that it runs. All of them go through GORM, which can fill in their values.
func (s *Store) Spy() (*Store, func() []string) {
	p := &spy{Interface: logger.Discard}
	out := *s
	out.pgx = nil
	out.read = s.read.Session(&gorm.Session{Logger: p})
	return &out, func() []string { return p.statements }
}
