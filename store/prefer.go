package store

import "gorm.io/gorm/clause"

// clauseFirst orders the rows whose column equals the value before the others.
func clauseFirst(column, value string) clause.OrderBy {
	return clause.OrderBy{Expression: clause.Expr{SQL: "CASE WHEN " + column + " = ? THEN 0 ELSE 1 END", Vars: []any{value}}}
}
