package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	_ "modernc.org/sqlite" // the driver of the bare handler
)

// The bare handler is what somebody would write by hand: one query, structs, json. It asks nobody who calls.

type bareOrganization struct {
	Slug            string    `json:"slug"`
	CreatedAt       time.Time `json:"created_at"`
	FullName        string    `json:"full_name"`
	Email           string    `json:"email"`
	Phone           string    `json:"phone"`
	StreetAddress   string    `json:"street_address"`
	Locality        string    `json:"locality"`
	Region          string    `json:"region"`
	PostalCode      string    `json:"postal_code"`
	Country         string    `json:"country"`
	DefaultTimezone string    `json:"default_timezone"`
	PrintableName   string    `json:"printable_name"`
	IsProvider      bool      `json:"is_provider"`
	IsBulkBuyer     bool      `json:"is_bulk_buyer"`
	Type            string    `json:"type"`
	Credentials     bool      `json:"credentials"`
	Extra           *string   `json:"extra"`
}

type barePlan struct {
	Slug             string    `json:"slug"`
	Title            *string   `json:"title"`
	Description      string    `json:"description"`
	IsActive         bool      `json:"is_active"`
	SetupAmount      int64     `json:"setup_amount"`
	PeriodAmount     int64     `json:"period_amount"`
	Interval         string    `json:"interval"`
	AppURL           string    `json:"app_url"`
	AdvanceDiscount  int64     `json:"advance_discount"`
	Unit             string    `json:"unit"`
	Organization     string    `json:"organization"`
	Extra            *string   `json:"extra"`
	PeriodLength     int64     `json:"period_length"`
	RenewalType      string    `json:"renewal_type"`
	IsNotPriced      bool      `json:"is_not_priced"`
	CreatedAt        time.Time `json:"created_at"`
	SkipOptinOnGrant bool      `json:"skip_optin_on_grant"`
	OptinOnRequest   bool      `json:"optin_on_request"`
}

type bareSubscription struct {
	CreatedAt    time.Time        `json:"created_at"`
	EndsAt       time.Time        `json:"ends_at"`
	Description  *string          `json:"description"`
	Organization bareOrganization `json:"organization"`
	Plan         barePlan         `json:"plan"`
	AutoRenew    bool             `json:"auto_renew"`
	Editable     bool             `json:"editable"`
	Extra        *string          `json:"extra"`
	GrantKey     *string          `json:"grant_key"`
	RequestKey   *string          `json:"request_key"`
}

type barePage struct {
	Count    int64              `json:"count"`
	Next     *string            `json:"next"`
	Previous *string            `json:"previous"`
	Results  []bareSubscription `json:"results"`
}

const bareQuery = `SELECT count(*) OVER (), s.created_at, s.ends_at, s.description, s.auto_renew, s.extra, s.grant_key, s.request_key,
	o.slug, o.created_at, o.full_name, o.email, o.phone, o.street_address, o.locality, o.region, o.postal_code, o.country, o.default_timezone,
	o.is_provider, o.is_bulk_buyer, o.extra, EXISTS (SELECT 1 FROM users u WHERE u.username = o.slug),
	p.slug, p.title, p.description, p.is_active, p.setup_amount, p.period_amount, p.interval_code, p.advance_discount, p.unit, v.slug, p.extra,
	p.period_length, p.renewal_type, p.is_not_priced, p.created_at, p.skip_optin_on_grant, p.optin_on_request
	FROM subscriptions s JOIN organizations o ON o.id = s.organization_id JOIN plans p ON p.id = s.plan_id JOIN organizations v ON v.id = p.organization_id
	WHERE o.slug = $1 ORDER BY s.ends_at, s.id LIMIT 25`

var (
	intervals = []string{"", "hourly", "daily", "weekly", "monthly", "yearly"}
	renewals  = []string{"one-time", "auto-renew", "repeat"}
)

func scanBare(scan func(...any) error, page *barePage) error {
	var s bareSubscription
	var interval, renewal int
	o, p := &s.Organization, &s.Plan
	err := scan(&page.Count, &s.CreatedAt, &s.EndsAt, &s.Description, &s.AutoRenew, &s.Extra, &s.GrantKey, &s.RequestKey,
		&o.Slug, &o.CreatedAt, &o.FullName, &o.Email, &o.Phone, &o.StreetAddress, &o.Locality, &o.Region, &o.PostalCode, &o.Country, &o.DefaultTimezone,
		&o.IsProvider, &o.IsBulkBuyer, &o.Extra, &o.Credentials,
		&p.Slug, &p.Title, &p.Description, &p.IsActive, &p.SetupAmount, &p.PeriodAmount, &interval, &p.AdvanceDiscount, &p.Unit, &p.Organization, &p.Extra,
		&p.PeriodLength, &renewal, &p.IsNotPriced, &p.CreatedAt, &p.SkipOptinOnGrant, &p.OptinOnRequest)
	o.PrintableName, o.Type = o.FullName, "personal"
	p.Interval, p.RenewalType, p.AppURL = intervals[interval], renewals[renewal], "http://localhost/cowork/app/"
	s.CreatedAt, s.EndsAt, o.CreatedAt, p.CreatedAt = s.CreatedAt.UTC(), s.EndsAt.UTC(), o.CreatedAt.UTC(), p.CreatedAt.UTC()
	page.Results = append(page.Results, s)
	return err
}

func serveBare(b *testing.B, engine, url string) string {
	read := barePostgres
	if engine == "sqlite" {
		read = bareSQLite
	}
	pages := read(b, url)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/profile/{organization}/subscriptions/", func(w http.ResponseWriter, r *http.Request) {
		page, err := pages(r.Context(), r.PathValue("organization"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(page)
	})
	return listen(b, mux)
}

type reader func(ctx context.Context, slug string) (barePage, error)

func barePostgres(b *testing.B, url string) reader {
	pool, err := pgxpool.New(context.Background(), url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	return func(ctx context.Context, slug string) (barePage, error) {
		page := barePage{Results: make([]bareSubscription, 0, rows)}
		found, err := pool.Query(ctx, bareQuery, slug)
		if err != nil {
			return page, err
		}
		defer found.Close()
		for found.Next() {
			if err := scanBare(found.Scan, &page); err != nil {
				return page, err
			}
		}
		return page, found.Err()
	}
}

func bareSQLite(b *testing.B, url string) reader {
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:")+"?_pragma=busy_timeout(10000)&_time_integer_format=unix_micro&_inttotime=1")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	statement, err := db.PrepareContext(context.Background(), bareQuery)
	if err != nil {
		b.Fatal(err)
	}
	return func(ctx context.Context, slug string) (barePage, error) {
		page := barePage{Results: make([]bareSubscription, 0, rows)}
		found, err := statement.QueryContext(ctx, slug)
		if err != nil {
			return page, err
		}
		defer found.Close() //nolint:errcheck // the error of reading is Err
		for found.Next() {
			if err := scanBare(found.Scan, &page); err != nil {
				return page, err
			}
		}
		return page, found.Err()
	}
}
