package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tollkeeper/server/domain/money"
)

// PageSize is the number of rows on a page of every list (profiles-subscriptions-roles.md 4.1).
const PageSize = 25

// LastPage asks for the last page, however many there are.
const LastPage = 1<<31 - 1

// Listing is what a client asks of a list.
type Listing struct {
	// Page counts from 1.
	Page int
	// Query is split on commas and blanks; every term must be contained in at least one searched field.
	Query string
	// QueryFields narrows the searched fields; unknown names are ignored, and if none is known all defaults are searched.
	QueryFields []string
	// Sort holds public names, reversed by a leading "-".
	Sort []string
	// Descending reverses every sort field without a "-" of its own, and the default order.
	Descending bool
	// StartAt is included, EndsAt excluded.
	StartAt, EndsAt *time.Time
	// ByName makes a list of people or profiles search nothing but their names: what is not shown must not be found out by asking either.
	ByName bool
}

// Rows is a page of a list. Count is the number of rows on all pages.
type Rows[T any] struct {
	Items []T
	Count int64
	// Page is the number of this page, also when LastPage was asked for.
	Page int
	// Total is the sum over all pages, of a list that has one: of the rows in one currency, the default one when it occurs, else the
	// first in the alphabet (billing-ledger.md 3.4).
	Total UnitSum
}

// Pages is the number of pages, at least 1.
func (r Rows[T]) Pages() int { return max(1, int((r.Count+PageSize-1)/PageSize)) }

// list defines a list: everything in it is text of this package, never of a client.
type list struct {
	columns, from, where string
	// countFrom is from without the joins that do not change the number of rows; used when nothing is searched.
	countFrom string
	// with stands in front of the statement. countIs is an expression for the number of rows, where there is a quicker one; unitIs and totalIs
	// are those of the total then. paged tells that from holds no more than the page.
	with, countIs, unitIs, totalIs string
	paged                          bool
	// withArgs are those of with, columnArgs of columns, fromArgs of from, args of where.
	withArgs, columnArgs, fromArgs, args []any
	// search maps public names to columns; searchDefault says which are searched when none is named.
	search        map[string]string
	searchDefault []string
	// known, when it is set, is a condition with its arguments under which all searched columns of a row count; else those count that named lists.
	known     string
	knownArgs []any
	named     []string
	// sort maps public names to columns, sortDefault are public names, tie is a unique column. tieFollows reverses tie with the column before it, so
	// that one index is walked in either direction.
	sort        map[string]string
	sortDefault []string
	tie         string
	tieFollows  bool
	// dateColumn is what StartAt and EndsAt bound; empty when the list has no dates.
	dateColumn string
	// beside is a table of one row, with its arguments, that stands beside every row, and alone on a page that has none: scan then returns errNoRow.
	beside     string
	besideArgs []any
	// amount and unit are the columns of the total, empty when the list has none.
	amount, unit string
}

// errNoRow is returned by the scan of a list with something beside its rows, for a row that has nothing else.
var errNoRow = errors.New("store: the page has no row")

// run answers a list with one statement: the page's rows, each with the count and the totals of all pages.
func run[T any](ctx context.Context, s *Store, l list, ask Listing, scan func(row, ...any) (T, error)) (Rows[T], error) {
	where, args := l.filter(s.dialect, ask)
	countFrom := l.from
	if l.countFrom != "" && strings.TrimSpace(ask.Query) == "" {
		countFrom = l.countFrom
	}
	out := Rows[T]{Page: max(1, ask.Page), Total: UnitSum{Unit: money.DefaultUnit}}
	var text strings.Builder
	all := slices.Clone(l.withArgs)
	text.WriteString(l.with)
	counted, countArgs := l.counting(ask, countFrom, where, args)
	text.WriteString(" SELECT " + counted)
	all = append(all, countArgs...)
	head := []any{&out.Count}
	if l.amount != "" {
		unit, total, totalArgs := l.totals(countFrom, where, args)
		fmt.Fprintf(&text, ", %s, %s", unit, total)
		all = append(all, totalArgs...)
		head = append(head, &out.Total.Unit, &out.Total.Cents)
	}
	if l.fromArgs != nil { // what from holds has been filtered
		where, args = "TRUE", nil
	}
	from, kept := l.from, where
	if l.beside != "" {
		from, kept = l.beside+" LEFT JOIN ("+l.from+") ON "+where, "TRUE"
	}
	fmt.Fprintf(&text, ", %s FROM %s WHERE %s ORDER BY %s LIMIT %d OFFSET ", l.columns, from, kept, l.order(ask), PageSize)
	all = slices.Concat(all, l.columnArgs, l.besideArgs, l.fromArgs, args)
	if l.paged {
		text.WriteString("0")
	} else {
		offset, offsetArgs := offsetOf(ask, countFrom, where, args)
		text.WriteString(offset)
		all = append(all, offsetArgs...)
	}
	rows, err := s.rows(ctx, text.String(), all...)
	if err != nil {
		return out, err
	}
	defer rows.Close()
	out.Items = make([]T, 0, PageSize)
	for rows.Next() {
		switch item, err := scan(rows, head...); {
		case err == nil:
			out.Items = append(out.Items, item)
		case !errors.Is(err, errNoRow):
			return out, err
		}
	}
	if err := rows.Err(); err != nil {
		return out, err
	}
	if ask.Page == LastPage {
		out.Page = out.Pages()
	}
	if len(out.Items) == 0 && out.Page > 1 {
		return out, ErrNotFound
	}
	return out, nil
}

// offsetOf is an expression for the number of rows on the pages before.
func offsetOf(ask Listing, from, where string, args []any) (string, []any) {
	if ask.Page == LastPage {
		return fmt.Sprintf("(SELECT CASE WHEN count(*) = 0 THEN 0 ELSE (count(*) - 1) / %d * %d END FROM %s WHERE %s)", PageSize, PageSize, from, where), args
	}
	return "?", []any{(max(1, ask.Page) - 1) * PageSize}
}

// counting is an expression for the number of rows on all pages.
func (l list) counting(ask Listing, from, where string, args []any) (string, []any) {
	switch {
	case l.countIs != "":
		return l.countIs, nil
	case len(terms(ask.Query)) > 0 && ask.Page != LastPage && l.amount == "" && l.fromArgs == nil && !l.paged && l.beside == "":
		return "count(*) OVER ()", nil // what matches is found once, and counted on the way
	}
	return fmt.Sprintf("(SELECT count(*) FROM %s WHERE %s)", from, where), args
}

// totals are expressions for the unit and the sum of the total.
func (l list) totals(from, where string, args []any) (unit, total string, all []any) {
	if l.totalIs != "" {
		return l.unitIs, l.totalIs, nil
	}
	unit = fmt.Sprintf("(SELECT CASE WHEN max(CASE WHEN %s = '%s' THEN 1 ELSE 0 END) = 1 THEN '%s' ELSE min(%s) END FROM %s WHERE %s)",
		l.unit, money.DefaultUnit, money.DefaultUnit, l.unit, from, where)
	total = fmt.Sprintf("(SELECT COALESCE(sum(%s), 0) FROM %s WHERE %s AND %s = %s)", l.amount, from, where, l.unit, unit)
	return unit, total, slices.Concat(args, args, args)
}

func (l list) filter(d dialect, ask Listing) (string, []any) {
	parts, args := []string{l.where}, append([]any(nil), l.args...)
	if l.where == "" {
		parts[0] = "TRUE"
	}
	if l.dateColumn != "" && ask.StartAt != nil {
		parts, args = append(parts, l.dateColumn+" >= ?"), append(args, ask.StartAt.UTC())
	}
	if l.dateColumn != "" && ask.EndsAt != nil {
		parts, args = append(parts, l.dateColumn+" < ?"), append(args, ask.EndsAt.UTC())
	}
	if text := textOf(l.searched(ask.QueryFields)); text != "" {
		for _, term := range terms(ask.Query) {
			like := "%" + likeEscaper.Replace(strings.ToLower(term)) + "%"
			part := d.fold(text) + " LIKE ? ESCAPE '!'"
			if args = append(args, like); l.known != "" {
				part = "(" + part + " AND (" + l.known + " OR " + d.fold(textOf(l.searchedNames(ask.QueryFields))) + " LIKE ? ESCAPE '!'))"
				args = append(append(args, l.knownArgs...), like)
			}
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " AND "), args
}

// searchedNames are the searched columns that count of every row; of none of them a text without them is made.
func (l list) searchedNames(fields []string) []string {
	columns := []string{"''"}
	for _, column := range l.searched(fields) {
		if slices.ContainsFunc(l.named, func(name string) bool { return l.search[name] == column }) {
			columns = append(columns, column)
		}
	}
	return columns
}

// textOf puts columns into one text, "" for none: a term, which has no blanks, is in it when it is in one of them, and folding one text is several
// times quicker than folding each column.
func textOf(columns []string) string {
	parts := make([]string, len(columns))
	for i, column := range columns {
		parts[i] = "COALESCE(" + column + ", '')"
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return "(" + strings.Join(parts, " || ' ' || ") + ")"
}

var likeEscaper = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// terms splits a search text on commas and blanks.
func terms(q string) []string {
	return strings.FieldsFunc(q, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' || r == '\r' })
}

func (l list) searched(fields []string) []string {
	var columns []string
	for _, field := range fields {
		if column, ok := l.search[field]; ok {
			columns = append(columns, column)
		}
	}
	if columns == nil {
		for _, field := range l.searchDefault {
			columns = append(columns, l.search[field])
		}
	}
	return columns
}

func (l list) order(ask Listing) string {
	var parts []string
	seen := map[string]bool{}
	add := func(name string) {
		bare := strings.TrimPrefix(name, "-")
		column, ok := l.sort[bare]
		if !ok || seen[column] {
			return
		}
		seen[column] = true
		if bare != name || ask.Descending {
			column += " DESC"
		}
		parts = append(parts, column)
	}
	for _, name := range ask.Sort {
		add(name)
	}
	if len(parts) > 0 {
		ask.Descending = false // the client's fields are sorted; what follows only breaks ties
	}
	for _, name := range l.sortDefault {
		add(name)
	}
	if !seen[l.tie] {
		tie := l.tie
		if ask.Descending || l.tieFollows && len(parts) > 0 && strings.HasSuffix(parts[len(parts)-1], " DESC") {
			tie += " DESC"
		}
		parts = append(parts, tie)
	}
	return strings.Join(parts, ", ")
}
