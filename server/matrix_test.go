package server_test

import (
	"fmt"
	"hash/crc32"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"tollkeeper/gen"
	v1 "tollkeeper/gen/v1"
	"tollkeeper/openapi"
	"tollkeeper/openapi/example"
	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/contract"
	"tollkeeper/server/servertest"
	"tollkeeper/server/unbuilt"
	"tollkeeper/server/unbuilt/v1unbuilt"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// permission is a line of testdata/permissions.txt.
type permission struct {
	level string
	read  bool
}

// permissions reads the table that is written by hand.
func permissions(t *testing.T) func(operationID string) (permission, bool) {
	t.Helper()
	text, err := os.ReadFile("testdata/permissions.txt")
	if err != nil {
		t.Fatal(err)
	}
	type entry struct {
		patterns []string
		permission
	}
	var table []entry
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		e := entry{}
		if words[len(words)-1] == "read" {
			e.read, words = true, words[:len(words)-1]
		}
		e.level, e.patterns = words[len(words)-1], words[:len(words)-1]
		table = append(table, e)
	}
	return func(id string) (permission, bool) {
		for _, e := range table {
			if slices.ContainsFunc(e.patterns, func(p string) bool { ok, _ := path.Match(p, id); return ok }) {
				return e.permission, true
			}
		}
		return permission{}, false
	}
}

// The callers of the matrix, and what each is to xia and her profile: nothing, contributor, manager, in the ways that levels tell apart.
var matrixCallers = []struct {
	name string
	// refused tells that no credentials of this caller are good; unready that she has still to set a password or to sign the terms.
	refused, unready bool
	self             bool
	// direct, provider, former and broker are ranks: 1 reads, 2 does everything.
	direct, provider, former, broker int
	// seller is the rank on who sold the charge of xia.
	seller int
}{
	{name: "anonymous"},
	{name: "stranger"},
	{name: "xia", self: true, direct: 2},
	{name: "contributor", direct: 1},
	{name: "manager", direct: 2},
	{name: "alice", provider: 2, former: 2, seller: 2},
	{name: "alicereader", provider: 1, former: 1, seller: 1},
	{name: "former", former: 2},
	{name: "offerer"},  // offered a plan that nobody of xia accepted
	{name: "giver"},    // her plan was given to xia by somebody else, or accepted for her by the broker
	{name: "supplier"}, // of the broker
	{name: "brokerreader", broker: 1},
	{name: "donny", broker: 2},
	{name: "pending"},
	{name: "disabled", refused: true},
	{name: "passwordless", unready: true, direct: 2},
	{name: "unsigned", unready: true, direct: 2},
}

// world adds the callers and objects to the demo data.
func world(t *testing.T, s *store.Store) (charges, credits map[string]string) {
	t.Helper()
	ctx := t.Context()
	charges, credits = map[string]string{}, map[string]string{}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	servertest.Demo(t, s)
	check(s.Do(ctx, func(tx *store.Store) error {
		terms, err := tx.Agreement(ctx, "terms-of-use")
		check(err)
		kinds := map[int]store.RoleDescription{}
		kinds[2], err = tx.GlobalRoleDescription(ctx, "manager")
		check(err)
		kinds[1], err = tx.GlobalRoleDescription(ctx, "contributor")
		check(err)
		xia, err := tx.Beneficiary(ctx, "xia")
		check(err)
		broker, err := tx.Broker(ctx)
		check(err)
		organization := func(slug string) store.Organization {
			o := store.Organization{Slug: slug, FullName: slug, Email: slug + "@x.example", CreatedAt: servertest.Start, IsActive: true, DefaultTimezone: "UTC"}
			check(tx.CreateOrganization(ctx, &o))
			return o
		}
		user := func(name string, on *store.Organization, rank int, pending bool) store.User {
			u := store.User{
				UUID: fmt.Sprintf("00000000-0000-4000-8000-%012x", crc32.ChecksumIEEE([]byte(name))), Username: name, Email: name + "@x.example", PasswordHash: "argon2id$",
				CredentialVersion: 1, IsActive: name != "disabled", CreatedAt: servertest.Start,
			}
			if name == "passwordless" {
				u.PasswordHash = "!"
			}
			check(tx.CreateUser(ctx, &u))
			if name != "unsigned" {
				check(tx.Sign(ctx, terms.ID, u.ID, servertest.Start.Add(time.Hour)))
			}
			if on != nil {
				kind := kinds[rank].ID
				r := store.Role{CreatedAt: servertest.Start, OrganizationID: on.ID, UserID: u.ID, RoleDescriptionID: &kind}
				if pending {
					key := strings.Repeat("b", 40)
					r.GrantKey = &key
				}
				check(tx.CreateRole(ctx, &r))
			}
			return u
		}
		user("stranger", nil, 0, false)
		user("contributor", &xia, 1, false)
		user("manager", &xia, 2, false)
		user("pending", &xia, 2, true)
		user("disabled", &xia, 2, false)
		user("passwordless", &xia, 2, false)
		user("unsigned", &xia, 2, false)
		user("brokerreader", &broker, 1, false)
		cowork, err := tx.OrganizationBySlug(ctx, "cowork")
		check(err)
		user("alicereader", &cowork, 1, false)
		agreed, key := "0 usd 1x4", strings.Repeat("c", 40)
		ended, running := servertest.Start.AddDate(-1, 0, 0), servertest.Start.AddDate(1, 0, 0)
		for name, sub := range map[string]store.Subscription{
			"former":   {OrganizationID: xia.ID, EndsAt: ended, AgreedTerms: &agreed},
			"offerer":  {OrganizationID: xia.ID, EndsAt: running, GrantKey: &key},
			"giver":    {OrganizationID: xia.ID, EndsAt: running},
			"supplier": {OrganizationID: broker.ID, EndsAt: running, AgreedTerms: &agreed},
		} {
			seller := organization(name + "-sells")
			user(name, &seller, 2, false)
			plan := store.Plan{Slug: name, CreatedAt: servertest.Start, OrganizationID: seller.ID, Unit: "usd", IntervalCode: 4, PeriodLength: 1}
			check(tx.CreatePlan(ctx, &plan))
			sub.CreatedAt, sub.AnchorAt, sub.PlanID = ended, ended, plan.ID
			check(tx.CreateSubscription(ctx, &sub))
		}
		// lone is a user with a profile that nobody else has anything to do with.
		lone := organization("lone")
		loner := user("lone", &lone, 2, false)
		processor, err := tx.Processor(ctx)
		check(err)
		owner, err := tx.EnabledUser(ctx, "xia")
		check(err)
		charges["xia"] = "fake_5f1d7a84db00d2fce00b31a7fc73224f20129096" // of the demo data: cowork sold it
		for name, of := range map[string]store.Organization{"lone": lone} {
			c := store.Charge{
				CreatedAt: servertest.Start, Amount: 100, Unit: "usd", CustomerID: of.ID, Last4: "4242", ExpDate: servertest.Start, CardName: "x",
				ProcessorID: processor.ID, ProcessorKey: "fake_" + name,
			}
			check(tx.CreateCharge(ctx, &c))
			charges[name] = c.ProcessorKey
		}
		for name, u := range map[string]store.User{"xia": owner, "lone": loner} {
			c := store.CreditSubscription{
				UUID: fmt.Sprintf("10000000-0000-4000-8000-%012x", len(name)), CreatedAt: servertest.Start, UpdatedAt: servertest.Start, UserID: u.ID, Service: "X", Tier: "Y",
				StartAt: servertest.Start, EndAt: servertest.Start, AnchorAt: servertest.Start, Currency: "USD", Payment: "PAID",
			}
			check(tx.CreateCreditSubscription(ctx, &c))
			credits[name] = c.UUID
		}
		return nil
	}))
	return charges, credits
}

// expected is what a caller is answered, without looking at x-access: 401, 403, 404, or 200 for "may go on".
func expected(p permission, caller int, method, object, scope string, looks bool) int {
	c := matrixCallers[caller]
	switch {
	case p.level == "public" && (!looks || !c.refused):
		return 200
	case c.name == "anonymous" || c.refused:
		return 401
	case p.level == "authenticated" || p.level == "public":
		return 200
	case c.unready && p.level != "owner": // not even whether the object exists (profiles-subscriptions-roles.md 2.1, steps 2 and 3)
		return 403
	case scope != "" && object == "absent":
		return 404
	}
	own := object == "own"
	need := 2
	if p.read && method == http.MethodGet {
		need = 1
	}
	direct, provider, former, self := 0, 0, 0, false
	if own {
		direct, provider, former, self = c.direct, c.provider, c.former, c.self
	}
	if scope == "charge" {
		if provider, former = 0, 0; own {
			former = c.seller
		}
	}
	allowed := c.broker >= need
	switch p.level {
	case "self", "owner":
		allowed = allowed || self
	case "direct":
		allowed = allowed || direct >= need
	case "provider":
		allowed = allowed || direct >= need || provider >= need
	case "takes-part":
		allowed = allowed || direct >= need || provider >= need || former >= need
	case "provider-only":
		allowed = allowed || provider >= need || former >= need
	}
	if allowed {
		return 200
	}
	return 403
}

// TestMatrix asks the guard of every operation about every caller and object: what it decides is what the behaviour documents say, and so is
// x-access. The rooms answer 501, so that only the decision counts and nothing is changed.
func TestMatrix(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	charges, credits := world(t, s)
	handler := guarded(t, s)
	table := permissions(t)
	cells := 0
	for _, e := range operations(t) {
		p, known := table(e.op.OperationID)
		if !known {
			t.Errorf("%s is missing in testdata/permissions.txt", e.op.OperationID)
			continue
		}
		level, scope := access(e.op)
		if level != p.level {
			t.Errorf("%s: x-access %s, the behaviour documents say %s", e.op.OperationID, level, p.level)
		}
		objects := []string{"own"}
		if scope != "" {
			objects = []string{"own", "other", "absent"}
			if scope == "organization" {
				objects = append(objects, "broker")
			}
		}
		for _, object := range objects {
			target := fill(e, scope, object, charges, credits)
			for caller := range matrixCallers {
				got := ask(t, handler, e.method, target, caller)
				if want := expected(p, caller, e.method, object, scope, looks(e.op)); got != want {
					t.Errorf("%s: %s on the %s object: %d, want %d (%s %s)", e.op.OperationID, matrixCallers[caller].name, object, got, want, e.method, target)
				}
				cells++
			}
		}
	}
	t.Logf("%d decisions", cells)
}

// operation is one of the contracts, with its path below the server.
type operation struct {
	method, path string
	item         *openapi3.PathItem
	op           *openapi3.Operation
}

func operations(t *testing.T) []operation {
	t.Helper()
	var out []operation
	for _, name := range []openapi.Name{openapi.DjaoApp, openapi.Subscriptions} {
		doc, err := openapi.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for path, item := range doc.Paths.Map() {
			for method, op := range item.Operations() {
				out = append(out, operation{method, example.Base(name) + path, item, op})
			}
		}
	}
	return out
}

// access reads level and scope of x-access.
func access(op *openapi3.Operation) (level, scope string) {
	if rule, ok := op.Extensions["x-access"].(map[string]any); ok {
		level, _ = rule["level"].(string)
		scope, _ = rule["of"].(string)
		return level, scope
	}
	level, _ = op.Extensions["x-access"].(string)
	return level, ""
}

// looks tells whether a public operation looks at credentials that come along.
func looks(op *openapi3.Operation) bool { return op.Security == nil || len(*op.Security) > 1 }

// fill writes the path of an operation about an object; what is not its scope is taken from the example.
func fill(e operation, scope, object string, charges, credits map[string]string) string {
	name := map[string]string{"own": "xia", "other": "lone", "absent": "nobody", "broker": "djaoapp"}[object]
	target := e.path
	for _, p := range append(slices.Clone(e.item.Parameters), e.op.Parameters...) {
		if p.Value.In != openapi3.ParameterInPath {
			continue
		}
		value := fmt.Sprint(p.Value.Example)
		if p.Value.Name == scope {
			switch value = name; {
			case scope == "charge" && object == "absent":
				value = "fake_nothing"
			case scope == "charge":
				value = charges[name]
			case scope == "id" && object == "absent":
				value = "20000000-0000-4000-8000-000000000000"
			case scope == "id":
				value = credits[name]
			}
		}
		target = strings.ReplaceAll(target, "{"+p.Value.Name+"}", url.PathEscape(value))
	}
	return target
}

// ask returns 401, 403 or 404, and 200 when the guard let the caller go on.
func ask(t *testing.T, handler http.Handler, method, target string, caller int) int {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, http.NoBody)
	if name := matrixCallers[caller].name; name != "anonymous" {
		r.Header.Set("Authorization", "Bearer "+tokens[name])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	switch w.Code {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return w.Code
	case http.StatusBadRequest, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusNotImplemented:
		return http.StatusOK
	}
	t.Fatalf("%s %s: status %d: %s", method, target, w.Code, w.Body)
	return 0
}

// tokens are those of the callers.
var tokens = map[string]string{}

// guarded is the guard of both contracts with its real authenticator, in front of rooms that are not built.
func guarded(t *testing.T, s *store.Store) http.Handler {
	t.Helper()
	now := func() time.Time { return servertest.Start.Add(2 * time.Hour) }
	issuer := auth.NewTokens(now, string(servertest.Config().SecretKey))
	for _, c := range matrixCallers[1:] {
		u, err := s.UserByEmail(t.Context(), c.name+"@x.example")
		if err != nil {
			u, err = s.UserByEmail(t.Context(), c.name+"@localhost.localdomain")
		}
		if err != nil {
			t.Fatal(err)
		}
		if tokens[c.name], err = issuer.Issue(u, nil, time.Hour, auth.NewSignIn()); err != nil {
			t.Fatal(err)
		}
	}
	return unbuiltBehind(t, auth.NewAuthenticator(s, issuer, auth.NewSessions(s, now, "secret", false), now), func(*openapi3.T) {})
}

// unbuiltBehind is the guard of both contracts, changed by plant, in front of rooms that are not built.
func unbuiltBehind(t *testing.T, authenticator *auth.Authenticator, plant func(*openapi3.T)) http.Handler {
	t.Helper()
	api := &server.API{
		AuthOperations: unbuilt.Auth{}, UsersOperations: unbuilt.Users{}, ProfilesOperations: unbuilt.Profiles{}, RolesOperations: unbuilt.Roles{},
		PlansOperations: unbuilt.Plans{}, SubscriptionsOperations: unbuilt.Subscriptions{}, CartOperations: unbuilt.Cart{}, CouponsOperations: unbuilt.Coupons{},
		BillingOperations: unbuilt.Billing{}, MetricsOperations: unbuilt.Metrics{}, ProxyOperations: unbuilt.Proxy{}, ThemesOperations: unbuilt.Themes{}, PagesOperations: unbuilt.Pages{},
	}
	e := echo.New()
	e.HTTPErrorHandler = contract.ErrorHandler(func(string) contract.Dialect { return contract.Problems{} })
	guard := func(name openapi.Name, dialect contract.Dialect) *contract.Guard {
		text, err := openapi.YAML(name) // a document of its own, since the loaded one is shared
		if err != nil {
			t.Fatal(err)
		}
		doc, err := openapi3.NewLoader().LoadFromData(text)
		if err != nil {
			t.Fatal(err)
		}
		plant(doc)
		g, err := contract.New(contract.Options{
			Doc: doc, Auth: authenticator, Dialect: dialect, Mode: contract.Enforce, Log: slog.New(slog.DiscardHandler), MaxBody: 1 << 20, MaxUpload: 1 << 20, Timeout: time.Minute,
		})
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	g, g1 := guard(openapi.DjaoApp, contract.Problems{}), guard(openapi.Subscriptions, contract.FastAPI{})
	gen.RegisterHandlersWithOptions(contract.Router{Echo: e, Slashes: g.SlashParameters()}, gen.NewStrictHandler(api, nil),
		gen.RegisterHandlersOptions{BaseURL: "/api", OperationMiddlewares: g.Middlewares()})
	v1.RegisterHandlersWithOptions(contract.Router{Echo: e}, v1.NewStrictHandler(&server.CreditAPI{
		SubscriptionsOperations: v1unbuilt.Subscriptions{}, LoginOperations: v1unbuilt.Login{},
	}, nil), v1.RegisterHandlersOptions{BaseURL: "/api/v1", OperationMiddlewares: g1.Middlewares()})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { e.ServeHTTP(w, contract.WithRequestID(w, r)) })
}
