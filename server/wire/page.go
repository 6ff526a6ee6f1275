// Package wire maps records to what the contract sends, and what it takes to what the store is asked, where several rooms send or
// take the same (style-anchors 5.7: toAPI…; here the package name says it).
package wire

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/oapi-codegen/nullable"

	"tollkeeper/gen"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/fault"
	"tollkeeper/store"
)

// Null sends nil as null.
func Null[T any](p *T) nullable.Nullable[T] {
	if p == nil {
		return nullable.NewNullNullable[T]()
	}
	return nullable.NewNullableWithValue(*p)
}

// Given returns what a nullable input holds: whether the key was there at all, and its value, nil for null.
func Given[T any](n nullable.Nullable[T]) (value *T, given bool) {
	if !n.IsSpecified() {
		return nil, false
	}
	if v, err := n.Get(); err == nil {
		return &v, true
	}
	return nil, true
}

// Links returns the URLs of the neighbouring pages: those of the request with another page; the link to page 1 has none.
func Links[T any](ctx context.Context, rows store.Rows[T]) (next, previous nullable.Nullable[gen.PageLink]) {
	next, previous = nullable.NewNullNullable[gen.PageLink](), nullable.NewNullNullable[gen.PageLink]()
	if rows.Page < rows.Pages() {
		next.Set(link(contract.RequestURL(ctx), rows.Page+1))
	}
	if rows.Page > 1 {
		previous.Set(link(contract.RequestURL(ctx), rows.Page-1))
	}
	return next, previous
}

func link(u url.URL, page int) gen.PageLink {
	q := u.Query()
	q.Del("page")
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// PageFault makes a missing page a 404 that says so.
func PageFault(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		f := fault.New(fault.NotFound, "Invalid page.")
		f.Fields = map[string][]string{"page": {"There is no such page."}}
		return f
	}
	return err
}

// Missing makes a missing record a 404.
func Missing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fault.Missing()
	}
	return err
}

// Query is what the list parameters of the contract have in common; the named types of the generated code convert to it.
type Query struct {
	Page            *int64
	Search          *string
	SearchFields    *[]string
	Descending      bool
	StartAt, EndsAt *time.Time
}

// Listing asks the store; sort are the names of `o`.
func (q Query) Listing(sort []string) store.Listing {
	l := store.Listing{Page: 1, Sort: sort, Descending: q.Descending, StartAt: q.StartAt, EndsAt: q.EndsAt}
	if q.Page != nil {
		l.Page = int(*q.Page)
	}
	if q.Search != nil {
		l.Query = *q.Search
	}
	if q.SearchFields != nil {
		l.QueryFields = *q.SearchFields
	}
	return l
}

// Sort turns the enum of `o` into names.
func Sort[T ~string](o *[]T) []string {
	if o == nil {
		return nil
	}
	names := make([]string, len(*o))
	for i, name := range *o {
		names[i] = string(name)
	}
	return names
}

// Descending tells whether `ot` says so.
func Descending[T ~string](ot *T) bool { return ot != nil && *ot == "desc" }

// UntilNow returns the end of a list whose default end is now (billing-ledger.md 8).
func UntilNow(endsAt *time.Time, now time.Time) *time.Time {
	if endsAt != nil {
		return endsAt
	}
	return &now
}
