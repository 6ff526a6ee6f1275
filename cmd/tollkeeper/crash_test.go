package main_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tollkeeper/store/storetest"
)

// kills is how often each server is killed: 20 in CI, TEST_KILLS in `make soak`.
func kills(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("TEST_KILLS"))
	if os.Getenv("TEST_KILLS") == "" {
		return 20
	}
	if err != nil || n < 1 {
		t.Fatalf("TEST_KILLS is %q, want a number", os.Getenv("TEST_KILLS"))
	}
	return n
}

// The server is killed at random moments of a load of checkouts, refunds and payouts, started again and reconciled. What the processor remembers and
// what the ledger says are the same then, each time: nothing was charged or paid out twice, and nothing was lost (design 4).
func TestKilledUnderLoad(t *testing.T) {
	binary := build(t)
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			s := install(t, binary, storetest.URL(t, engine))
			book := s.open()
			for range kills(t) {
				running := s.start()
				load := s.load(running.url)
				load.reach(10 + rand.IntN(30))
				running.kill()
				load.end()
				book.count()
				s.reconcile()
				book.compare()
			}
			book.report()
		})
	}
}

// The database goes away under the server, which lives on: requests fail meanwhile, and the money is right afterwards.
func TestDatabaseRestartedUnderLoad(t *testing.T) {
	if !storetest.Has("postgres") {
		t.Log("TEST_ENGINES leaves PostgreSQL out; SQLite has no server that could go away")
		return
	}
	cluster := newCluster(t)
	s := install(t, build(t), cluster.url)
	book := s.open()
	running := s.start()
	for range max(3, kills(t)/5) {
		load := s.load(running.url)
		load.reach(10 + rand.IntN(30))
		cluster.restart()
		running.recovered()
		load.reach(50)
		load.end()
		book.count()
		s.reconcile()
		book.compare()
	}
	running.stop()
	book.report()
}

func TestMain(m *testing.M) {
	status := m.Run()
	_ = os.RemoveAll(builtIn)
	os.Exit(status)
}

// builtIn is the directory of the binary that the tests share.
var builtIn string

var buildOnce = sync.OnceValues(func() (path string, err error) {
	if builtIn, err = os.MkdirTemp("", "tollkeeper"); err != nil {
		return "", err
	}
	path = filepath.Join(builtIn, "tollkeeper")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

func build(t *testing.T) string {
	t.Helper()
	path, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// installation is a binary with its database, its files, and the tokens of its users, which outlive a restart.
type installation struct {
	*testing.T
	binary, url, dir string
	tokens           map[string]string
}

// install loads the demo data and signs everybody in.
func install(t *testing.T, binary, url string) installation {
	t.Helper()
	s := installation{T: t, binary: binary, url: url, dir: t.TempDir(), tokens: map[string]string{}}
	r := s.start()
	for _, name := range append(slices.Clone(customers), "donny", "alice") {
		status, body := call(t.Context(), r.url, "", "POST", "/api/auth/", `{"username": "`+name+`", "password": "yoyo"}`)
		var out struct {
			Token string `json:"token"`
		}
		if err := json.Unmarshal(body, &out); err != nil || status != http.StatusCreated {
			t.Fatalf("sign-in of %s: %d %s", name, status, body)
		}
		s.tokens[name] = out.Token
	}
	r.stop()
	return s
}

func (s installation) command(args ...string) *exec.Cmd {
	c := exec.Command(s.binary, args...)
	c.Env = append(os.Environ(), "TOLLKEEPER_DATABASE_URL="+s.url, "TOLLKEEPER_DATA_DIR="+s.dir, "TOLLKEEPER_ADDR=127.0.0.1:0",
		"TOLLKEEPER_THROTTLE=off", "TOLLKEEPER_MAIL=off", "TOLLKEEPER_PASSWORD_LENGTH=1", "TOLLKEEPER_LOG_LEVEL=info")
	return c
}

// running is a server process.
type running struct {
	s    installation
	cmd  *exec.Cmd
	url  string
	logs *tail
}

var servingPattern = regexp.MustCompile(`msg=serving .*url=(http://\S+)`)

// start returns when the server listens.
func (s installation) start() *running {
	s.Helper()
	r := &running{s: s, cmd: s.command("serve", "--demo"), logs: &tail{}}
	out, err := r.cmd.StderrPipe()
	if err != nil {
		s.Fatal(err)
	}
	r.cmd.Stdout = io.Discard
	if err := r.cmd.Start(); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = r.cmd.Process.Kill() })
	url := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			r.logs.add(lines.Text())
			if match := servingPattern.FindStringSubmatch(lines.Text()); match != nil {
				url <- match[1]
			}
		}
		close(url)
	}()
	if r.url = <-url; r.url == "" {
		s.Fatalf("the server did not start:\n%s", r.logs)
	}
	return r
}

// tail keeps the last lines of a log.
type tail struct {
	mu    sync.Mutex
	lines []string
}

func (l *tail) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines[max(0, len(l.lines)-200):], line)
}

func (l *tail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines, "\n")
}

// kill ends the process without a word.
func (r *running) kill() {
	r.s.Helper()
	if err := r.cmd.Process.Kill(); err != nil {
		r.s.Fatal(err)
	}
	_ = r.cmd.Wait()
}

// stop ends it as an operator does.
func (r *running) stop() {
	r.s.Helper()
	if err := r.cmd.Process.Signal(os.Interrupt); err != nil {
		r.s.Fatal(err)
	}
	if err := r.cmd.Wait(); err != nil {
		r.s.Fatalf("%v\n%s", err, r.logs)
	}
}

// recovered waits until the server says that it is ready.
func (r *running) recovered() {
	r.s.Helper()
	ctx, cancel := context.WithTimeout(r.s.Context(), 20*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if status, _ := call(ctx, r.url, "", "GET", "/readyz", ""); status == http.StatusOK {
			return
		}
	}
	r.s.Fatalf("the server did not recover:\n%s", r.logs)
}

// reconcile runs the job as if it were later: what is open now is nobody's any more.
func (s installation) reconcile() {
	s.Helper()
	at := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	if out, err := s.command("jobs", "run", "--job", "reconcile", "--at", at).CombinedOutput(); err != nil {
		s.Fatalf("reconcile: %v\n%s", err, out)
	}
}

// customers buy for themselves; plans are what they buy.
var (
	customers = []string{"xia", "sam", "mark", "joe", "erin", "marie"}
	plans     = []string{"basic", "open-plus", "premium", "open-space"}
)

// load is what the customers do meanwhile.
type load struct {
	installation
	url    string
	cancel context.CancelFunc
	wg     sync.WaitGroup
	// answered counts what was not answered with a failure: a database that is away fails a lot in no time.
	answered atomic.Int64
}

// load lets each customer buy one thing after another until the server is gone or the load ends.
func (s installation) load(url string) *load {
	s.Helper()
	ctx, cancel := context.WithCancel(s.Context())
	l := &load{installation: s, url: url, cancel: cancel}
	for i, name := range customers {
		random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), uint64(i)))
		l.wg.Go(func() {
			for ctx.Err() == nil && l.buy(ctx, name, random) {
			}
		})
	}
	return l
}

// reach returns at a moment after n requests were answered: how much was done then does not depend on how quick the machine is.
func (l *load) reach(n int) {
	l.Helper()
	patience := time.After(30 * time.Second)
	for l.answered.Load() < int64(n) {
		select {
		case <-patience:
			l.Fatalf("%d of %d requests were answered in 30 seconds", l.answered.Load(), n)
		case <-time.After(time.Millisecond):
		}
	}
	<-time.After(time.Duration(rand.IntN(20)) * time.Millisecond)
}

// end returns when nobody asks any more.
func (l *load) end() {
	l.cancel()
	l.wg.Wait()
}

// buy puts a plan into the cart, pays, and at times asks for some of it back; the provider asks for some of it at her bank. It tells whether the server
// still answers.
func (l *load) buy(ctx context.Context, name string, random *rand.Rand) bool {
	ask := func(who, path, body string) (int, []byte) {
		status, text := call(ctx, l.url, l.tokens[who], "POST", "/api/"+path, body)
		if status != 0 && status < http.StatusInternalServerError {
			l.answered.Add(1)
		}
		return status, text
	}
	if status, _ := ask(name, "cart/", `{"plan": "`+plans[random.IntN(len(plans))]+`"}`); status == 0 {
		return false
	}
	card := "tok_visa"
	if random.IntN(5) == 0 {
		card = "tok_chargeDeclined"
	}
	status, body := ask(name, "billing/"+name+"/checkout/", `{"items": [{"option": 1}, {"option": 1}, {"option": 1}, {"option": 1}], "processor_token": "`+card+`"}`)
	if status != http.StatusCreated {
		return status != 0
	}
	var charge struct {
		Key    string `json:"processor_key"`
		Amount int64  `json:"amount"`
	}
	if err := json.Unmarshal(body, &charge); err != nil {
		l.Errorf("%s: %v", body, err)
	}
	if random.IntN(2) == 0 {
		lines := fmt.Sprintf(`{"lines": [{"num": 0, "refunded_amount": %d}]}`, 1+random.Int64N(min(charge.Amount, 1000)))
		status, _ = ask("donny", "billing/charges/"+charge.Key+"/refund/", lines)
	}
	if random.IntN(2) == 0 && status != 0 { // for more than is earned, so that some is refused
		status, _ = ask("alice", "billing/cowork/transfers/", fmt.Sprintf(`{"amount": %d}`, 1+random.Int64N(6*charge.Amount)))
	}
	return status != 0
}

// call returns status 0 when there was no answer.
func call(ctx context.Context, url, token, method, path, body string) (status int, text []byte) {
	r, err := http.NewRequestWithContext(ctx, method, url+path, strings.NewReader(body))
	if err != nil {
		return 0, nil
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err = io.ReadAll(response.Body)
	if err != nil {
		return 0, nil
	}
	return response.StatusCode, text
}

// cluster is a PostgreSQL of its own, which may be restarted.
type cluster struct {
	*testing.T
	url string
	in  io.Writer
	out *bufio.Reader
}

// newCluster starts one by .ci/with-postgres, whose command restarts it for each line that it reads. Commits are on disk, as in production:
// what a client was told must not be lost.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	c := exec.Command("../../.ci/with-postgres", "bash", "-c",
		`echo "$TEST_DATABASE_URL"; while read -r _; do $TEST_POSTGRES_RESTART >/dev/null && echo restarted; done`)
	c.Env = append(os.Environ(), "TEST_POSTGRES_OPTIONS=-c synchronous_commit=on")
	var faults bytes.Buffer
	c.Stderr = &faults
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), c.Wait()); err != nil {
			t.Errorf("%v\n%s", err, faults.String())
		}
	})
	k := &cluster{T: t, in: in, out: bufio.NewReader(out)}
	k.url = k.line()
	return k
}

func (k *cluster) line() string {
	k.Helper()
	line, err := k.out.ReadString('\n')
	if err != nil {
		k.Fatalf("with-postgres: %q, %v", line, err)
	}
	return strings.TrimSpace(line)
}

// restart ends every process of the database at once and starts it again.
func (k *cluster) restart() {
	k.Helper()
	if _, err := io.WriteString(k.in, "again\n"); err != nil {
		k.Fatal(err)
	}
	if got := k.line(); got != "restarted" {
		k.Fatal(got)
	}
}
