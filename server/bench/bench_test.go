// Package bench measures what the contract costs: the guard in mode enforce against mode off, and the server against a bare handler
// that reads the same rows and writes the same body without any contract, authentication or permission; what is written over HTTP against the
// same statements sent by pgbench; and what is read of a long ledger against a short one. Every figure is a ratio of two things measured in
// the same run, in alternating rounds, but for the proof of the ledger, which has a limit.
package bench

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/server/contract"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
)

const (
	path    = "/api/profile/xia/subscriptions/"
	rows    = 25
	clients = 4
	rounds  = 9
	// perRound is the number of requests of one client in one round.
	perRound = 150
)

func BenchmarkProfileSubscriptionsList(b *testing.B) {
	for _, engine := range []string{"postgres", "sqlite"} {
		b.Run(engine, func(b *testing.B) {
			url := databaseURL(b, engine)
			s := fill(b, url)
			enforce, off := serve(b, s, contract.Enforce), serve(b, s, contract.Off)
			bare := serveBare(b, engine, url)
			token := tokenOf(b, s)
			sameBody(b, token, enforce, off, bare)
			for b.Loop() {
				rates := measure(b, token, enforce, off, bare)
				b.ReportMetric(rates[0]/rates[1], "enforce/off")
				b.ReportMetric(rates[0]/rates[2], "enforce/bare")
				b.ReportMetric(0, "ns/op") // an absolute time says nothing about another machine
			}
		})
	}
}

func databaseURL(b *testing.B, engine string) string {
	if engine == "sqlite" {
		return "sqlite:" + filepath.Join(b.TempDir(), "bench.db")
	}
	url := os.Getenv("TEST_DATABASE_URL")
	if url == "" {
		b.Fatal("TEST_DATABASE_URL is not set: run make bench")
	}
	return url
}

// fill writes the demo data, and as many subscriptions of xia as make a full page.
func fill(b *testing.B, url string) *store.Store {
	ctx := context.Background()
	s, err := store.Open(ctx, url, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	if _, err := s.MigrateUp(ctx); err != nil {
		b.Fatal(err)
	}
	servertest.Demo(b, s)
	xia, err := s.Beneficiary(ctx, "xia")
	if err != nil {
		b.Fatal(err)
	}
	plan, err := s.PlanBySlug(ctx, "basic")
	if err != nil {
		b.Fatal(err)
	}
	have, err := s.SubscriptionsOf(ctx, xia.ID, store.Reader{}, store.SubscriptionAsk{}, store.Listing{Page: 1})
	if err != nil {
		b.Fatal(err)
	}
	err = s.Do(ctx, func(tx *store.Store) error {
		for i := range rows - int(have.Count) {
			at := servertest.Start.AddDate(0, -i-2, 0)
			note := "the desk beside the window"
			sub := store.Subscription{
				CreatedAt: at, EndsAt: at.AddDate(0, 1, 0), AnchorAt: at, AnchorIntervals: 1, OrganizationID: xia.ID, PlanID: plan.ID, Description: &note,
			}
			if err := tx.CreateSubscription(ctx, &sub); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func serve(b *testing.B, s *store.Store, mode contract.Mode) string {
	cfg := servertest.Config()
	cfg.Proof = mode
	srv, err := server.New(cfg, s, clock.Fixed(servertest.Start), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	return listen(b, srv.Handler())
}

func listen(b *testing.B, h http.Handler) string {
	l := httptest.NewServer(h)
	b.Cleanup(l.Close)
	return l.URL
}

func tokenOf(b *testing.B, s *store.Store) string { return tokenFor(b, s, "xia") }

func tokenFor(b *testing.B, s *store.Store, name string) string {
	u, err := s.UserByName(context.Background(), name)
	if err != nil {
		b.Fatal(err)
	}
	token, err := auth.NewTokens(clock.Fixed(servertest.Start), string(servertest.Config().SecretKey)).Issue(u, nil, time.Hour, auth.NewSignIn())
	if err != nil {
		b.Fatal(err)
	}
	return token
}

// sameBody makes sure that all do the same: what the bare handler sends is what the server sends, but for the host in it.
func sameBody(b *testing.B, token string, urls ...string) {
	var first map[string]any
	for _, url := range urls {
		var body map[string]any
		if err := json.Unmarshal(get(b, http.DefaultClient, url+path, token), &body); err != nil {
			b.Fatal(err)
		}
		for _, row := range body["results"].([]any) {
			row.(map[string]any)["plan"].(map[string]any)["app_url"] = ""
		}
		if first == nil {
			first = body
		}
		if a, z := mustJSON(b, first), mustJSON(b, body); a != z {
			b.Fatalf("%s answers\n%s\nand not\n%s", url, z, a)
		}
	}
	if n := len(first["results"].([]any)); n != rows {
		b.Fatalf("%d rows, want %d", n, rows)
	}
}

func mustJSON(b *testing.B, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

func get(tb testing.TB, c *http.Client, url, token string) []byte {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		tb.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	response, err := c.Do(r)
	if err != nil {
		tb.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	data, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		tb.Fatalf("%s: status %d, %v: %s", url, response.StatusCode, err, data)
	}
	return data
}

// measure returns the median throughput of each URL in requests a second, over rounds that alternate between them.
func measure(b *testing.B, token string, urls ...string) []float64 {
	samples := make([][]float64, len(urls))
	for round := range rounds + 1 {
		for i, url := range urls {
			rate := round1(b, url+path, token)
			if round > 0 { // the first one warms up
				samples[i] = append(samples[i], rate)
			}
		}
	}
	out := make([]float64, len(urls))
	for i := range samples {
		out[i] = median(samples[i])
	}
	return out
}

func median(samples []float64) float64 {
	slices.Sort(samples)
	return samples[len(samples)/2]
}

func round1(b *testing.B, url, token string) float64 {
	var wg sync.WaitGroup
	start := time.Now()
	for range clients {
		wg.Go(func() {
			c := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
			defer c.CloseIdleConnections()
			for range perRound {
				get(b, c, url, token)
			}
		})
	}
	wg.Wait()
	return clients * perRound / time.Since(start).Seconds()
}
