package bench

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tollkeeper/server"
	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
)

const (
	usageClients = 8
	usageRounds  = 5
	usageTime    = 2 * time.Second
)

// sentStatements are those that a recorded use sends, for pgbench: who calls, the subscription, and the transaction that takes the credits. The
// arguments of the first are the caller's id.
const sentStatements = `SELECT u.id, u.username, u.email, u.first_name, u.last_name, u.created_at, substr(u.password_hash, 1, 1) <> '!', NOT EXISTS (SELECT 1 FROM agreements a
	LEFT JOIN signatures g ON g.agreement_id = a.id AND g.user_id = u.id WHERE a.slug = 'terms-of-use' AND (g.last_signed IS NULL OR g.last_signed < a.modified_at)),
	u.is_active, u.credential_version, COALESCE(max(CASE WHEN r.organization_id IN (SELECT b.id FROM organizations b WHERE b.is_broker) THEN CASE d.slug WHEN 'manager' THEN 2 WHEN 'contributor' THEN 1 ELSE 0 END END), 0)
	FROM users u LEFT JOIN roles r ON r.user_id = u.id AND r.grant_key IS NULL AND r.request_key IS NULL LEFT JOIN role_descriptions d ON d.id = r.role_description_id AND d.organization_id IS NULL
	WHERE u.id = (SELECT id FROM users WHERE username = 'donny') GROUP BY u.id;
SELECT s.*, u.uuid AS user_uuid FROM credit_subscriptions s JOIN users u ON u.id = s.user_id WHERE s.uuid = '%[1]s';
BEGIN;
UPDATE credit_subscriptions SET credits_used = credits_used + 1, updated_at = now() WHERE id = %[2]d AND credits_total - credits_used >= 1 RETURNING *;
INSERT INTO credit_usages (subscription_id, event, credits, remaining, created_at) VALUES (%[2]d, gen_random_uuid()::text, 1, 5, now()) RETURNING id;
COMMIT;
`

// BenchmarkRecordUsage compares uses recorded over HTTP with the same statements sent by pgbench, in alternating rounds.
func BenchmarkRecordUsage(b *testing.B) {
	url := databaseURL(b, "postgres")
	s, err := store.Open(context.Background(), url, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	sub := creditSubscription(b, s)
	cfg := servertest.Config()
	cfg.Proof = contract.Enforce
	srv, err := server.New(cfg, s, clock.Fixed(servertest.Start), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	base := listen(b, srv.Handler())
	token := tokenFor(b, s, "donny")
	script := filepath.Join(b.TempDir(), "use.sql")
	if err := os.WriteFile(script, fmt.Appendf(nil, sentStatements, sub.UUID, sub.ID), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var over, bare []float64
		for range usageRounds {
			over = append(over, useOverHTTP(b, base+"/api/v1/subscriptions/"+sub.UUID+"/usage", token))
			bare = append(bare, pgbench(b, url, script))
		}
		b.ReportMetric(median(over)/median(bare), "uses/pgbench")
		b.ReportMetric(0, "ns/op")
	}
}

func creditSubscription(b *testing.B, s *store.Store) store.CreditSubscription {
	b.Helper()
	ctx := context.Background()
	if _, err := s.MigrateUp(ctx); err != nil {
		b.Fatal(err)
	}
	if empty, err := s.Empty(ctx); err != nil {
		b.Fatal(err)
	} else if empty {
		servertest.Demo(b, s)
	}
	u, err := s.UserByName(ctx, "xia")
	if err != nil {
		b.Fatal(err)
	}
	end := servertest.Start.AddDate(0, 1, 0)
	sub := store.CreditSubscription{
		UUID: "5e9a8fb7-bc60-4725-8122-bcd44b66a9ba", CreatedAt: servertest.Start, UpdatedAt: servertest.Start, UserID: u.ID, Service: "SELF_SERVICE", Tier: "START",
		StartAt: servertest.Start, EndAt: end, AnchorAt: servertest.Start, AnchorMonths: 1, GraceDays: 7, CreditsTotal: 1 << 40, Currency: "USD", Payment: "PAID", LowSentFor: &end,
	}
	if err := s.Do(ctx, func(tx *store.Store) error { return tx.CreateCreditSubscription(ctx, &sub) }); err != nil {
		b.Fatal(err)
	}
	return sub
}

// useOverHTTP returns uses recorded each second.
func useOverHTTP(b *testing.B, url, token string) float64 {
	var wg sync.WaitGroup
	var mu sync.Mutex
	total, begun := 0, time.Now()
	for i := range usageClients {
		wg.Go(func() {
			c := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
			defer c.CloseIdleConnections()
			n := 0
			for ; time.Since(begun) < usageTime; n++ {
				body := fmt.Sprintf(`{"event_id": "%d-%d-%d", "credits": 1}`, begun.UnixNano(), i, n)
				r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, strings.NewReader(body))
				if err != nil {
					b.Error(err)
					return
				}
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set("Authorization", "Bearer "+token)
				response, err := c.Do(r)
				if err != nil {
					b.Error(err)
					return
				}
				_ = response.Body.Close()
				if response.StatusCode != http.StatusOK {
					b.Errorf("status %d", response.StatusCode)
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

var tps = regexp.MustCompile(`tps = ([0-9.]+)`)

// pgbench returns transactions each second.
func pgbench(b *testing.B, url, script string) float64 {
	b.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if err != nil || len(found) == 0 {
		b.Fatal("no pgbench was found; it comes with Debian's postgresql")
	}
	out, err := exec.Command(found[len(found)-1], "-n", "-M", "prepared", "-f", script, "-c", strconv.Itoa(usageClients), "-j", "2",
		"-T", strconv.Itoa(int(usageTime/time.Second)), url).CombinedOutput()
	match := tps.FindSubmatch(out)
	if err != nil || match == nil {
		b.Fatalf("pgbench: %v: %s", err, out)
	}
	rate, err := strconv.ParseFloat(string(match[1]), 64)
	if err != nil {
		b.Fatal(err)
	}
	return rate
}
