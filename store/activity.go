package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ActivityOf is a note with the names of who wrote it and of the profile it is about.
type ActivityOf struct {
	CreatedAt time.Time
	CreatedBy *string
	Text      string
	Account   *string
}

const (
	activityColumns = "a.created_at, w.username, a.text, o.slug"
	activityFrom    = "activities a LEFT JOIN users w ON w.id = a.created_by_id LEFT JOIN organizations o ON o.id = a.organization_id"
)

func scanActivity(r row, head ...any) (ActivityOf, error) {
	var a ActivityOf
	return a, r.Scan(append(head, &a.CreatedAt, &a.CreatedBy, &a.Text, &a.Account)...)
}

// Activities lists the notes about a contact, oldest first (auth-users.md 4.3).
func (s *Store) Activities(ctx context.Context, contactID int64, ask Listing) (Rows[ActivityOf], error) {
	l := list{
		columns: activityColumns, from: activityFrom, countFrom: "activities a", where: "a.contact_id = ?", args: []any{contactID},
		tie: "a.id", tieFollows: true,
		search: map[string]string{"text": "a.text"}, searchDefault: []string{"text"},
		sort: map[string]string{"created_at": "a.created_at"}, sortDefault: []string{"created_at"},
	}
	if len(terms(ask.Query)) == 0 && ask.Page != LastPage {
		// What is in front of the page is skipped in the index, before anything is joined to it.
		l.from = fmt.Sprintf(`(SELECT a.id FROM activities a WHERE a.contact_id = ? ORDER BY %s LIMIT %d OFFSET %d) k JOIN %s`,
			l.order(ask), PageSize, (max(1, ask.Page)-1)*PageSize, strings.Replace(activityFrom, "activities a", "activities a ON a.id = k.id", 1))
		l.fromArgs, l.paged = l.args, true
	}
	return run(ctx, s, l, ask, scanActivity)
}

// NewestActivities returns the newest notes about a contact, a page of them at most, oldest first.
func (s *Store) NewestActivities(ctx context.Context, contactID int64) ([]ActivityOf, error) {
	rows, err := s.Activities(ctx, contactID, Listing{Page: 1, Descending: true})
	out := rows.Items
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out, s.wrap(err)
}

// NewestActivitiesAbout returns the newest notes about a profile, a page of them at most, oldest first.
func (s *Store) NewestActivitiesAbout(ctx context.Context, organizationID int64) ([]ActivityOf, error) {
	rows, err := run(ctx, s, list{
		columns: activityColumns, from: activityFrom, countFrom: "activities a", where: "a.organization_id = ?", args: []any{organizationID}, tie: "a.id",
		sort: map[string]string{"created_at": "a.created_at"}, sortDefault: []string{"created_at"},
	}, Listing{Page: 1, Descending: true}, scanActivity)
	slices.Reverse(rows.Items)
	return rows.Items, err
}

// CreateActivity writes a new note.
func (s *Store) CreateActivity(ctx context.Context, a *Activity) error {
	return s.wrap(s.tx(ctx).Create(a).Error)
}

// OrganizationBySlug returns the active organization with a slug, without regard to case; of two that differ in it alone, which are older than the
// rule, the one that is written so.
func (s *Store) OrganizationBySlug(ctx context.Context, slug string) (Organization, error) {
	return first[Organization](s, s.query(ctx).Where("lower(slug) = lower(?) AND is_active", slug).Order(clauseFirst("slug", slug)))
}
