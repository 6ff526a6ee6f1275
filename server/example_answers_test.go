package server_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"testing"
)

// masks are texts that no two servers have in common: a time, an id, a key, a link to the server. One for another of the same kind is no
// difference.
var masks = []struct {
	name    string
	pattern *regexp.Regexp
}{
	{"TIME", regexp.MustCompile(`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z`)},
	{"DATE", regexp.MustCompile(`\d{4}[-/]\d{2}[-/]\d{2}|\b(0[1-9]|1[0-2])/\d{4}\b|\b20\d{6}(T\d{6}Z)?\b`)},
	{"UUID", regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)},
	{"TOKEN", regexp.MustCompile(`eyJ[\w-]+\.[\w-]+\.[\w-]+`)},
	{"KEY", regexp.MustCompile(`(fake_)?[0-9a-f]{40}`)},
	{"HOST", regexp.MustCompile(`https?://(localhost|127\.0\.0\.1):\d+`)},
}

func mask(text string) string {
	for _, m := range masks {
		text = m.pattern.ReplaceAllString(text, m.name)
	}
	return text
}

// compare fails when an answer differs from the documented one in more than what is masked.
func compare(t *testing.T, documented any, body []byte) {
	t.Helper()
	if documented == nil {
		if len(body) > 0 {
			t.Errorf("%s, and no body is documented", body)
		}
		return
	}
	var got, want any
	data, err := json.Marshal(documented)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	for _, d := range differences("", want, got) {
		t.Errorf("%s", d)
	}
}

// secrets are keys whose values no two answers have in common.
var secrets = map[string]bool{
	"secret": true, "prefix": true, "recovery_codes": true, "provisioning_uri": true, "qr_code": true, "policy": true, "signature": true, "security_token": true,
}

// beside gives the figures and links beside the rows of a page the documented values: the documented page shows some of the rows, with the
// figures of these.
func beside(want, got map[string]any) map[string]any {
	rows, ok := want["results"]
	if _, page := rows.([]any); !ok || !page {
		return got
	}
	out := maps.Clone(got)
	for key, value := range want {
		_, number := got[key].(float64)
		if _, both := value.(float64); both && number || key == "next" || key == "previous" {
			out[key] = value
		}
	}
	return out
}

// missing are the documented rows that are not among the real ones, each with its differences from the row that is most like it.
func missing(at string, want, got []any) []string {
	var out []string
	for i, row := range want {
		var nearest []string
		for k, real := range got {
			if d := differences(fmt.Sprintf("%s/%d", at, i), row, real); k == 0 || len(d) < len(nearest) {
				nearest = d
			}
		}
		if len(got) == 0 {
			nearest = []string{at + ": no rows"}
		}
		out = append(out, nearest...)
	}
	return out
}

func differences(at string, want, got any) []string {
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok {
			break
		}
		got = beside(want, got)
		var out []string
		for _, key := range slices.Sorted(maps.Keys(want)) {
			if value, ok := got[key]; ok && secrets[key] && fmt.Sprintf("%T", value) == fmt.Sprintf("%T", want[key]) {
				continue
			} else if ok {
				out = append(out, differences(at+"/"+key, want[key], value)...)
			} else {
				out = append(out, fmt.Sprintf("%s/%s is missing", at, key))
			}
		}
		for _, key := range slices.Sorted(maps.Keys(got)) {
			if _, ok := want[key]; !ok {
				out = append(out, fmt.Sprintf("%s/%s is not documented", at, key))
			}
		}
		return out
	case []any:
		got, ok := got.([]any)
		if !ok {
			break
		}
		var out []string
		if name := path.Base(at); name == "results" || name == "data" {
			return missing(at, want, got)
		}
		if len(want) != len(got) {
			out = append(out, fmt.Sprintf("%s: %d elements, documented %d", at, len(got), len(want)))
		}
		for i := range min(len(want), len(got)) {
			out = append(out, differences(fmt.Sprintf("%s/%d", at, i), want[i], got[i])...)
		}
		return out
	case string:
		if got, ok := got.(string); ok && mask(got) == mask(want) {
			return nil
		}
	default:
		if want == got {
			return nil
		}
	}
	return []string{fmt.Sprintf("%s: %#v, documented %#v", at, got, want)}
}
