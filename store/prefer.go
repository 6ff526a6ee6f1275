package store

import "gorm.io/gorm/clause"

// clauseFirst orders the rows whose column equals the value before the others, and the oldest of them first. It is the whole order: GORM
// forgets an expression when another order follows.
func clauseFirst(column, value string) clause.OrderBy {
	return clause.OrderBy{Expression: clause.Expr{SQL: "CASE WHEN " + column + " = ? THEN 0 ELSE 1 END, id", Vars: []any{value}}}
}
