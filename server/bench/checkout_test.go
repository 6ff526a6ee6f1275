package bench

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tollkeeper/server/contract"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// buyersOfOne is how many customers one client buys for, in turns, so that no two clients ever wait for each other.
const buyersOfOne = 20

// newBuyers makes personal profiles buyer-1, buyer-2, …, alike xia's, each with a subscription, which a checkout extends.
var newBuyers = []string{
	`INSERT INTO organizations (slug, created_at, is_active, is_broker, is_processor, is_provider, is_bulk_buyer, full_name, email, phone, street_address, locality,
		region, postal_code, country, default_timezone)
		SELECT 'buyer-' || i, created_at, TRUE, FALSE, FALSE, FALSE, FALSE, full_name, 'buyer-' || i || '@example.com', phone, street_address, locality,
		region, postal_code, country, default_timezone FROM organizations, generate_series(1, BUYERS) i WHERE slug = 'xia' ORDER BY i`,
	`INSERT INTO users (uuid, username, email, email_key, first_name, last_name, password_hash, credential_version, is_active, created_at)
		SELECT lpad(i::text, 36, '0'), 'buyer-' || i, 'buyer-' || i || '@example.com', 'buyer-' || i || '@example.com', first_name, last_name, password_hash, 1, TRUE, created_at
		FROM users, generate_series(1, BUYERS) i WHERE username = 'xia' ORDER BY i`,
	`INSERT INTO roles (created_at, organization_id, user_id, role_description_id) SELECT r.created_at, o.id, u.id, r.role_description_id
		FROM users u JOIN organizations o ON o.slug = u.username, roles r
		WHERE u.username LIKE 'buyer-%' AND r.organization_id = (SELECT id FROM organizations WHERE slug = 'xia') AND r.user_id = (SELECT id FROM users WHERE username = 'xia')`,
	`INSERT INTO signatures (agreement_id, user_id, last_signed) SELECT g.agreement_id, u.id, g.last_signed FROM signatures g, users u
		WHERE g.user_id = (SELECT id FROM users WHERE username = 'xia') AND u.username LIKE 'buyer-%'`,
	`INSERT INTO subscriptions (created_at, ends_at, anchor_at, anchor_intervals, auto_renew, organization_id, plan_id)
		SELECT o.created_at, '2019-07-24T10:00:00Z', '2019-06-24T10:00:00Z', 1, TRUE, o.id, p.id
		FROM organizations o, plans p WHERE o.slug LIKE 'buyer-%' AND p.slug = 'open-space' ORDER BY o.id`,
}

// shop is a server with buyers.
type shop struct {
	url, base string
	store     *store.Store
	tokens    []string
}

func newShop(b *testing.B) shop {
	b.Helper()
	ctx, out := context.Background(), shop{url: storetest.URL(b, "postgres")}
	var err error
	if out.store, err = store.Open(ctx, out.url, store.Options{}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = out.store.Close() })
	servertest.Demo(b, out.store)
	for i, table := range numbered {
		out.exec(b, fmt.Sprintf("ALTER SEQUENCE %s_id_seq RESTART WITH %d", table, firstID(i)))
	}
	for _, statement := range newBuyers {
		out.exec(b, strings.ReplaceAll(statement, "BUYERS", strconv.Itoa(usageClients*buyersOfOne)))
	}
	out.base = serve(b, out.store, contract.Enforce)
	for i := range usageClients * buyersOfOne {
		out.tokens = append(out.tokens, tokenFor(b, out.store, fmt.Sprint("buyer-", i+1)))
	}
	return out
}

func (s shop) exec(b *testing.B, statement string) {
	b.Helper()
	if _, err := s.store.Pools()["write"].ExecContext(context.Background(), statement); err != nil {
		b.Fatalf("%s: %v", statement, err)
	}
}

// recordOne returns the script for pgbench that sends what one checkout sent: it is recorded when all plans of statements are made, on a
// store of its own.
func (s shop) recordOne(b *testing.B) string {
	b.Helper()
	const buyer = 7
	spied := s
	statements := s.record(b, func() {
		var err error
		if spied.store, err = store.Open(context.Background(), s.url, store.Options{MaxConnections: 1}); err != nil {
			b.Fatal(err)
		}
		defer spied.store.Close() //nolint:errcheck // nothing is open
		spied.base = serve(b, spied.store, contract.Enforce)
		if err := spied.buy(http.DefaultClient, buyer); err != nil {
			b.Fatal(err)
		}
	})
	// What a connection asks when it is opened is no part of it.
	statements = slices.DeleteFunc(statements, func(r recorded) bool { return strings.Contains(r.text, "pg_collation") })
	next := map[string]int{}
	for i, table := range numbered[3:] {
		next[table] = firstID(i + 3)
	}
	return newReplay(statements, buyer, next)
}

// buy puts a plan into the cart of a buyer, counted from 0, and pays it.
func (s shop) buy(c *http.Client, buyer int) error {
	for _, step := range [][2]string{
		{"/api/cart/", `{"plan": "open-space"}`},
		{fmt.Sprintf("/api/billing/buyer-%d/checkout/", buyer+1), `{"processor_token": "tok_visa"}`},
	} {
		r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, s.base+step[0], strings.NewReader(step[1]))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+s.tokens[buyer])
		response, err := c.Do(r)
		if err != nil {
			return err
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusCreated {
			return fmt.Errorf("%s: status %d", step[0], response.StatusCode)
		}
	}
	return nil
}

// buyOverHTTP returns paid checkouts each second.
func (s shop) buyOverHTTP(b *testing.B, spent func(bought int, since time.Duration) bool) float64 {
	var wg sync.WaitGroup
	var mu sync.Mutex
	total, begun := 0, time.Now()
	for i := range usageClients {
		wg.Go(func() {
			c := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
			defer c.CloseIdleConnections()
			n := 0
			for ; !spent(n, time.Since(begun)); n++ {
				if err := s.buy(c, i*buyersOfOne+n%buyersOfOne); err != nil {
					b.Error(err)
					return
				}
			}
			mu.Lock()
			defer mu.Unlock()
			total += n
		})
	}
	wg.Wait()
	return float64(total) / time.Since(begun).Seconds()
}

// BenchmarkCheckout compares checkouts that are paid over HTTP, from the empty cart on, with the same statements sent by pgbench, in
// alternating rounds.
func BenchmarkCheckout(b *testing.B) {
	s := newShop(b)
	script := filepath.Join(b.TempDir(), "checkout.sql")
	if err := os.WriteFile(script, []byte(s.recordOne(b)), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var over, bare []float64
		for range usageRounds {
			over = append(over, s.buyOverHTTP(b, func(_ int, since time.Duration) bool { return since > usageTime }))
			bare = append(bare, pgbench(b, s.url, script))
		}
		b.ReportMetric(median(over)/median(bare), "checkouts/pgbench")
		b.ReportMetric(median(over), "checkouts/s")
		b.ReportMetric(median(bare), "pgbench/s")
		b.ReportMetric(0, "ns/op")
	}
}
