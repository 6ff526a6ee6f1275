package bench

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The ids of these tables begin at numbers of their own while a checkout is recorded, so that each number in its statements tells what it is.
// Those of the first three belong to the buyer, the others are made by the checkout.
var numbered = []string{
	"users", "organizations", "subscriptions", "cart_items", "payment_attempts", "journals", "transactions", "charges", "charge_items",
}

// firstID is where the ids of a table of numbered begin.
func firstID(table int) int { return (table + 1) * 1_000_000 }

// recorded is a statement that PostgreSQL logged, with its parameters as literals, without quotes, nil for NULL.
type recorded struct {
	text   string
	values []*string
}

var (
	logStart  = regexp.MustCompile(`(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \w+ \[\d+\] (LOG|DETAIL):  `)
	logged    = regexp.MustCompile(`(?s)^(?:execute [^:]*|statement): (.*)$`)
	parameter = regexp.MustCompile(`\$\d+ = (NULL|'(?:[^']|'')*')`)
)

// record returns the statements that PostgreSQL logs of connections that f makes.
func (s shop) record(b *testing.B, f func()) []recorded {
	b.Helper()
	path := regexp.MustCompile(` -l (\S+)`).FindStringSubmatch(os.Getenv("TEST_POSTGRES_RESTART"))
	if path == nil {
		b.Fatal("TEST_POSTGRES_RESTART does not tell where the log of PostgreSQL is: run make bench")
	}
	info, err := os.Stat(path[1])
	if err != nil {
		b.Fatal(err)
	}
	database := "ALTER DATABASE " + s.url[strings.LastIndex(s.url, "/")+1:strings.Index(s.url, "?")]
	s.exec(b, database+" SET log_statement = 'all'")
	f()
	s.exec(b, database+" RESET log_statement")
	data, err := os.ReadFile(path[1])
	if err != nil {
		b.Fatal(err)
	}
	return parseLog(string(data[info.Size():]))
}

func parseLog(text string) []recorded {
	var out []recorded
	bounds := logStart.FindAllStringSubmatchIndex(text, -1)
	for i, at := range bounds {
		end := len(text)
		if i+1 < len(bounds) {
			end = bounds[i+1][0]
		}
		kind, body := text[at[2]:at[3]], strings.TrimSpace(text[at[1]:end])
		if match := logged.FindStringSubmatch(body); kind == "LOG" && match != nil && !strings.HasPrefix(match[1], "--") {
			out = append(out, recorded{text: match[1]})
		} else if kind == "DETAIL" && len(out) > 0 {
			for _, value := range parameter.FindAllStringSubmatch(body, -1) {
				var literal *string
				if value[1] != "NULL" {
					plain := strings.ReplaceAll(value[1][1:len(value[1])-1], "''", "'")
					literal = &plain
				}
				out[len(out)-1].values = append(out[len(out)-1].values, literal)
			}
		}
	}
	return out
}

// replay makes a script for pgbench that sends recorded statements again, each time for another buyer, with keys and ids of its own.
type replay struct {
	script strings.Builder
	// variables name what ids are called in the script; next is the id that each table gives next.
	variables map[string]string
	next      map[string]int
	inserts   int
}

var (
	insert = regexp.MustCompile(`^INSERT INTO "(\w+)"`)
	// token is what differs from one checkout to the next: a buyer, the key of a payment or an attempt, an id.
	token = regexp.MustCompile(`buyer-\d+|fake_[0-9a-f]{40}|checkout-[0-9a-f]{32}|[1-9]\d{6}\b`)
	place = regexp.MustCompile(`\$\d+`)
)

// newReplay writes the script for statements that were recorded of a buyer, counted from 0.
func newReplay(statements []recorded, buyer int, next map[string]int) string {
	r := &replay{variables: map[string]string{}, next: next}
	fmt.Fprintf(&r.script, "\\set n %d * :client_id + random(0, %d)\n\\set buyer :n + 1\n\\set key random(1, 9000000000000000000)\n", buyersOfOne, buyersOfOne-1)
	for i, table := range numbered[:3] {
		fmt.Fprintf(&r.script, "\\set %s %d + :n\n", table, firstID(i))
		r.variables[strconv.Itoa(firstID(i)+buyer)] = table
	}
	for _, s := range statements {
		r.statement(s)
	}
	return r.script.String()
}

func (r *replay) statement(s recorded) {
	text := place.ReplaceAllStringFunc(s.text, func(at string) string {
		n, _ := strconv.Atoi(at[1:])
		return r.literal(s.values[n-1])
	})
	match := insert.FindStringSubmatch(s.text)
	if match == nil || !strings.HasSuffix(text, ` RETURNING "id"`) || r.next[match[1]] == 0 {
		r.script.WriteString(text + ";\n")
		return
	}
	// The ids of all rows come back in one row, which is what pgbench can read.
	rows := strings.Count(s.text, "),(") + 1
	ids := make([]string, rows)
	r.inserts++
	for i := range ids {
		ids[i] = fmt.Sprintf("(array_agg(id ORDER BY id))[%d] AS id%d", i+1, i+1)
		r.variables[strconv.Itoa(r.next[match[1]]+i)] = fmt.Sprintf("i%d_id%d", r.inserts, i+1)
	}
	r.next[match[1]] += rows
	fmt.Fprintf(&r.script, "WITH i AS (%s) SELECT %s FROM i\n\\gset i%d_\n", text, strings.Join(ids, ", "), r.inserts)
}

// literal is a value as SQL, with variables for what differs.
func (r *replay) literal(value *string) string {
	if value == nil {
		return "NULL"
	}
	if name, ok := r.variables[*value]; ok {
		return ":" + name
	}
	parts, last := []string{}, 0
	text := func(s string) {
		// A colon would begin a variable.
		parts = append(parts, "E'"+strings.NewReplacer("'", "''", `\`, `\\`, ":", `\x3a`).Replace(s)+"'")
	}
	for _, at := range token.FindAllStringIndex(*value, -1) {
		found, with := (*value)[at[0]:at[1]], ""
		switch name, known := r.variables[found]; {
		case strings.HasPrefix(found, "buyer-"):
			with = "'buyer-' || :buyer::text"
		case known:
			with = ":" + name + "::text"
		case len(found) > 7:
			prefix := found[:strings.IndexAny(found, "_-")+1]
			with = fmt.Sprintf("'%s' || lpad(:key::text, %d, '0')", prefix, len(found)-len(prefix))
		default:
			continue
		}
		text((*value)[last:at[0]])
		parts, last = append(parts, with), at[1]
	}
	text((*value)[last:])
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, " || ") + ")"
}
