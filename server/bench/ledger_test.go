package bench

import (
	"context"
	"net/http"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"tollkeeper/server/contract"
	"tollkeeper/store"
)

const (
	fewRows  = 1_000
	manyRows = 1_000_000
	// readRounds is how often each list is asked for of each ledger.
	readRounds = 41
)

// reads are the operations that read balances and statements.
var reads = []struct{ name, path string }{
	{"history_of_a_customer", "/api/billing/" + smallCustomer + "/history/"},
	{"history_of_the_bulk_buyer", "/api/billing/" + bulkBuyer + "/history/"},
	{"receivables_of_a_small_provider", "/api/billing/" + smallProvider + "/receivables/"},
	{"receivables_of_the_busy_provider", "/api/billing/" + busyProvider + "/receivables/"},
	{"receivables_of_the_busy_provider_newest_first", "/api/billing/" + busyProvider + "/receivables/?ot=desc"},
	{"transfers_of_a_small_provider", "/api/billing/" + smallProvider + "/transfers/"},
	{"transfers_of_the_busy_provider", "/api/billing/" + busyProvider + "/transfers/"},
	{"bank_of_the_busy_provider", "/api/billing/" + busyProvider + "/bank/"},
	{"transactions", "/api/billing/transactions/"},
	{"transactions_newest_first", "/api/billing/transactions/?ot=desc"},
	{"transactions_of_funds", "/api/billing/transactions/?selector=Funds"},
}

// BenchmarkLedger asks the same of a ledger of 1,000 rows and of one of 1,000,000, in turns.
func BenchmarkLedger(b *testing.B) {
	for _, engine := range []string{"postgres", "sqlite"} {
		b.Run(engine, func(b *testing.B) {
			few, many := newBook(b, engine, fewRows), newBook(b, engine, manyRows)
			for _, one := range []book{few, many} {
				if _, err := one.store.CarryBalances(context.Background(), 1); err != nil { // as the server does each minute
					b.Fatal(err)
				}
			}
			b.Run("verify", func(b *testing.B) { verifyLedger(b, many.store) })
			urls := []string{serve(b, few.store, contract.Enforce), serve(b, many.store, contract.Enforce)}
			tokens := []string{tokenFor(b, few.store, "donny"), tokenFor(b, many.store, "donny")}
			for _, read := range reads {
				b.Run(read.name, func(b *testing.B) {
					for b.Loop() {
						var took [2][]float64
						for round := range readRounds + 5 {
							for i := range urls {
								begun := time.Now()
								get(b, http.DefaultClient, urls[i]+read.path, tokens[i])
								if round >= 5 { // the first ones warm up
									took[i] = append(took[i], time.Since(begun).Seconds()*1000)
								}
							}
						}
						b.ReportMetric(median(took[0]), "ms@1K")
						b.ReportMetric(median(took[1]), "ms@1M")
						b.ReportMetric(median(took[1])/median(took[0]), "1M/1K")
						b.ReportMetric(0, "ns/op")
					}
				})
			}
		})
	}
}

// verifyLimit is how long it may take to prove a ledger of manyRows.
const verifyLimit = 60 * time.Second

// verifyLedger proves a sound ledger, and looks how much memory that needs.
func verifyLedger(b *testing.B, s *store.Store) {
	for b.Loop() {
		runtime.GC()
		before, peak := heap(), uint64(0)
		done, watched := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(watched)
			for ticker := time.NewTicker(5 * time.Millisecond); ; {
				select {
				case <-ticker.C:
					peak = max(peak, heap())
				case <-done:
					ticker.Stop()
					return
				}
			}
		}()
		begun := time.Now()
		rows, faults, err := s.VerifyLedger(context.Background())
		took := time.Since(begun)
		close(done)
		<-watched
		if err != nil || len(faults) > 0 || rows < manyRows {
			b.Fatalf("%d rows, %v, %v", rows, faults, err)
		}
		b.ReportMetric(took.Seconds()/verifyLimit.Seconds(), "of-60s")
		b.ReportMetric(float64(int64(peak)-int64(before))/(1<<20), "MB")
		b.ReportMetric(0, "ns/op")
	}
}

// heap is the memory that is in use or waits to be collected, in bytes.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
