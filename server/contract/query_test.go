package contract_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tollkeeper/server/contract"
)

// badTargets are URLs for GET, with the fields that the answer must name.
var badTargets = map[string]struct {
	status int
	field  string
}{
	"/things/?page=0":                                {404, "page"},
	"/things/?page=-1":                               {404, "page"},
	"/things/?page=abc":                              {404, "page"},
	"/things/?page=1.0":                              {404, "page"},
	"/things/?page=1e3":                              {404, "page"},
	"/things/?page=2147483648":                       {404, "page"},
	"/things/?page=99999999999999999999":             {404, "page"},
	"/things/?page=LAST":                             {404, "page"},
	"/things/?page=1&page=2":                         {400, "page"},
	"/things/?page=abc&ot=up":                        {404, "page"},
	"/things/?ot=up":                                 {400, "ot"},
	"/things/?ot=":                                   {400, "ot"},
	"/things/?deep=":                                 {400, "deep"},
	"/things/?ot=ASC":                                {400, "ot"},
	"/things/?ot=asc&ot=desc":                        {400, "ot"},
	"/things/?o=size":                                {400, "o"},
	"/things/?o=title,size":                          {400, "o"},
	"/things/?o=title,-title,at,-at":                 {400, "o"},
	"/things/?q=123456789012345678901":               {400, "q"},
	"/things/?q_f=123456789":                         {400, "q_f"},
	"/things/?q_f=a&q_f=b&q_f=c&q_f=d":               {400, "q_f"},
	"/things/?q=%ff":                                 {400, "q"},
	"/things/?q=a%00b":                               {400, "q"},
	"/things/?q=%ED%A0%80":                           {400, "q"},
	"/things/?%ff=1":                                 {400, ""},
	"/things/?%00=1":                                 {400, ""},
	"/things/?q=%zz":                                 {400, ""},
	"/things/?q=a;b=c":                               {400, ""},
	"/things/?start_at=yesterday":                    {400, "start_at"},
	"/things/?start_at=2019-02-30":                   {400, "start_at"},
	"/things/?start_at=24.06.2019":                   {400, "start_at"},
	"/things/?start_at=2019-06-24T25:00:00Z":         {400, "start_at"},
	"/things/?start_at=1561370400":                   {400, "start_at"},
	"/things/?deep=maybe":                            {400, "deep"},
	"/things/?ot=up&deep=maybe&q_f=123456789":        {400, "deep ot q_f"},
	"/numbers/0/":                                    {404, ""},
	"/numbers/abc/":                                  {404, ""},
	"/numbers/1.5/":                                  {404, ""},
	"/numbers/9223372036854775808/":                  {404, ""},
	"/numbers/%31%32/x/":                             {404, ""},
	"/things/known/files/" + strings.Repeat("x", 41): {404, ""},
	"/things/known/files/a%23b/":                     {404, ""},
	"/things/known/files/%ff/":                       {404, ""},
	"/things/known/files/a%00b/":                     {404, ""},
	"/things/known/files/":                           {404, ""},
	"/things/known%2Ffiles%2Fa/":                     {401, ""},
	"/things/a%2Fb/files/x":                          {404, ""},
	"/things/a%00b/files/x":                          {404, ""},
	"/things/%C3%A9/files/x":                         {404, ""},
}

func TestBadQueriesAndPaths(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for target, c := range badTargets {
		t.Run(target, func(t *testing.T) {
			f := guarded.in(t)
			p := f.refused(f.send(request(http.MethodGet, "/api"+target, "")), c.status)
			if got := strings.Join(slices.Sorted(maps.Keys(p.Errors)), " "); got != c.field {
				t.Errorf("fields %q, want %q", got, c.field)
			}
			if len(f.calls) != 0 || f.logged.Len() > 0 {
				t.Errorf("calls %v, log %s", f.calls, f.logged)
			}
		})
	}
}

func TestBadHeaders(t *testing.T) {
	for value, want := range map[string]int{"fine": 200, "": 200, "123456789012345678901": 400, "\xff": 400} {
		f := start(t, contract.Enforce)
		a := f.send(request(http.MethodGet, "/api/things/", "", "X-Note", value))
		if want == 200 {
			f.accepted(a)
		} else if p := f.refused(a, want); len(p.Errors["X-Note"]) != 1 {
			t.Errorf("%q: %+v", value, p)
		}
	}
}
