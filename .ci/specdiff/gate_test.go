package main

import (
	"strings"
	"testing"
)

// planted are changes of the real contracts that break a client. The gate has to name the operation and the rule.
var planted = []struct {
	kind, contract, operation, rule string
	change                          func(d doc)
}{
	// operations
	{"operation removed", "djaoapp", "profile_plans_create", "api-removed-without-deprecation", func(d doc) {
		drop(d.find("profile_plans_create").item, "post")
	}},
	{"path removed", "djaoapp", "cart_delete", "api-path-removed-without-deprecation", func(d doc) { drop(d.walk("paths"), "/cart/") }},
	{"path renamed", "djaoapp", "cart_create", "api-path-removed-without-deprecation", func(d doc) { rename(d.walk("paths"), "/cart/", "/basket/") }},
	{"method changed", "djaoapp", "profile_update", "api-removed-without-deprecation", func(d doc) {
		rename(d.find("profile_update").item, "put", "post")
	}},
	{"operationId renamed", "djaoapp", "cart_create", "api-operation-id-removed", func(d doc) { replace(d.op("cart_create"), "operationId", "cart_add") }},
	{"parameter of a path renamed", "djaoapp", "profile_plans_create", "path-parameter-renamed", func(d doc) {
		item := d.find("profile_plans_create").item
		rename(d.walk("paths"), "/profile/{organization}/plans/", "/profile/{profile}/plans/")
		replace(item, "parameters", []any{map[string]any{"name": "profile", "in": "path", "required": true, "schema": map[string]any{"type": "string"}}})
	}},
	{"tag changed", "djaoapp", "cart_create", "api-tag-removed", func(d doc) { replace(d.op("cart_create"), "tags", []any{"plans"}) }},
	{"server moved", "djaoapp", "servers", "server-removed", func(d doc) {
		d["servers"] = []any{map[string]any{"url": "/api/v2"}}
	}},
	{"schema renamed", "djaoapp", "Token", "api-schema-removed", func(d doc) {
		rename(d.walk("components", "schemas"), "Token", "AccessToken")
		repoint(map[string]any(d), "#/components/schemas/Token", "#/components/schemas/AccessToken")
	}},

	// who may call
	{"anonymous calls forbidden", "djaoapp", "cart_create", "api-security-anonymous-access-removed", func(d doc) {
		op := d.op("cart_create")
		op["security"] = op["security"].([]any)[1:]
	}},
	{"security added to a public operation", "djaoapp", "auth_create", "api-security-anonymous-access-removed", func(d doc) {
		replace(d.op("auth_create"), "security", []any{map[string]any{"bearerAuth": []any{}}})
	}},
	{"a way to authenticate removed from an operation", "djaoapp", "profile_plans_create", "api-security-removed", func(d doc) {
		d.op("profile_plans_create")["security"] = []any{map[string]any{"bearerAuth": []any{}}}
	}},
	{"a way to authenticate removed from a public operation", "djaoapp", "cart_create", "authentication-removed", func(d doc) {
		op := d.op("cart_create")
		op["security"] = op["security"].([]any)[:3]
	}},
	{"a way to authenticate removed everywhere", "djaoapp", "profile_read", "api-security-removed", func(d doc) {
		d["security"] = []any{d["security"].([]any)[0], d["security"].([]any)[2]}
	}},
	{"x-access tightened", "djaoapp", "accounts_list", "access-tightened", func(d doc) {
		replace(d.op("accounts_list"), "x-access", map[string]any{"level": "broker"})
	}},
	{"x-access without contributors", "djaoapp", "profile_plans_list", "access-tightened", func(d doc) {
		drop(doc(d.op("profile_plans_list")).walk("x-access"), "read")
	}},

	{"cookie renamed", "djaoapp", "cookieAuth", "api-security-component-api-key-name-changed", func(d doc) {
		replace(d.walk("components", "securitySchemes", "cookieAuth"), "name", "session")
	}},

	// parameters
	{"parameter made required", "djaoapp", "cart_delete", "request-parameter-became-required", func(d doc) { d.parameter("cart_delete", "plan")["required"] = true }},
	{"required parameter added", "djaoapp", "cart_delete", "new-required-request-parameter", func(d doc) {
		d.addParameter("cart_delete", map[string]any{"name": "reason", "in": "query", "required": true, "schema": map[string]any{"type": "string"}})
	}},
	{"required header added", "djaoapp", "cart_delete", "new-required-request-parameter", func(d doc) {
		d.addParameter("cart_delete", map[string]any{"name": "X-Reason", "in": "header", "required": true, "schema": map[string]any{"type": "string"}})
	}},
	{"parameter removed", "djaoapp", "cart_delete", "request-parameter-removed", func(d doc) {
		op := d.op("cart_delete")
		op["parameters"] = op["parameters"].([]any)[1:]
	}},
	{"parameter renamed", "djaoapp", "cart_delete", "request-parameter-removed", func(d doc) { replace(d.parameter("cart_delete", "email"), "name", "mail") }},
	{"parameter moved to a header", "djaoapp", "cart_delete", "request-parameter-removed", func(d doc) { replace(d.parameter("cart_delete", "email"), "in", "header") }},
	{"parameter of another type", "djaoapp", "cart_delete", "request-parameter-type-changed", func(d doc) {
		replace(d.parameter("cart_delete", "email"), "schema", map[string]any{"type": "integer"})
	}},
	{"empty value of a parameter refused", "djaoapp", "accounts_list", "parameter-empty-value-refused", func(d doc) {
		replace(d.walk("components", "parameters", "OrderType"), "allowEmptyValue", false)
	}},
	{"parameter written otherwise", "djaoapp", "profile_plans_list", "parameter-serialization-changed", func(d doc) {
		replace(d.parameter("profile_plans_list", "o"), "explode", false)
	}},
	{"parameter with a new list of values", "djaoapp", "cart_delete", "request-parameter-became-enum", func(d doc) {
		d.parameterSchema("cart_delete", "email")["enum"] = []any{"joe@localhost.localdomain"}
	}},
	{"value of a parameter removed", "djaoapp", "profile_plans_list", "request-parameter-property-enum-value-removed", func(d doc) {
		items := doc(d.parameterSchema("profile_plans_list", "o")).walk("items")
		items["enum"] = without(items["enum"], "title")
	}},
	{"parameter with fewer items", "djaoapp", "profile_plans_list", "request-parameter-max-items-decreased", func(d doc) {
		replace(d.parameterSchema("profile_plans_list", "o"), "maxItems", 2)
	}},
	{"shorter parameter", "djaoapp", "cart_delete", "request-parameter-max-length-decreased", func(d doc) {
		replace(d.parameterSchema("cart_delete", "plan"), "maxLength", 25)
	}},
	{"parameter with a new pattern", "djaoapp", "cart_delete", "request-parameter-pattern-added", func(d doc) {
		d.parameterSchema("cart_delete", "email")["pattern"] = "^[a-z]+$"
	}},
	{"parameter with another pattern", "djaoapp", "cart_delete", "request-parameter-pattern-changed", func(d doc) {
		replace(d.parameterSchema("cart_delete", "plan"), "pattern", "^[a-z]+$")
	}},
	{"higher minimum of a parameter", "subscriptions", "subscriptions_read_subscriptions", "request-parameter-min-increased", func(d doc) {
		replace(d.parameterSchema("subscriptions_read_subscriptions", "skip"), "minimum", 1)
	}},
	{"lower maximum of a parameter", "subscriptions", "subscriptions_read_subscriptions", "request-parameter-max-decreased", func(d doc) {
		replace(d.parameterSchema("subscriptions_read_subscriptions", "limit"), "maximum", 100)
	}},
	{"another default of a parameter", "subscriptions", "subscriptions_read_subscriptions", "request-parameter-default-value-changed", func(d doc) {
		replace(d.parameterSchema("subscriptions_read_subscriptions", "limit"), "default", 10)
	}},

	// bodies of requests
	{"required property added", "djaoapp", "profile_plans_create", "new-required-request-property", func(d doc) {
		d.schema("PlanInput")["required"] = []any{"title", "color"}
		doc(d.schema("PlanInput")).walk("properties")["color"] = map[string]any{"type": "string"}
	}},
	{"property of a request made required", "djaoapp", "profile_plans_create", "request-property-became-required", func(d doc) {
		d.schema("PlanInput")["required"] = []any{"title", "description"}
	}},
	{"property of a request removed", "djaoapp", "profile_plans_create", "request-property-removed", func(d doc) {
		drop(doc(d.schema("PlanInput")).walk("properties"), "description")
	}},
	{"property of a request of another type", "djaoapp", "profile_plans_create", "request-property-type-changed", func(d doc) {
		replace(d.property("PlanInput", "is_active"), "type", "integer")
	}},
	{"property of a request in another format", "djaoapp", "billing_coupons_create", "request-property-type-changed", func(d doc) {
		replace(d.property("CouponCreate", "ends_at"), "format", "date")
	}},
	{"shorter property of a request", "djaoapp", "profile_plans_create", "request-property-max-length-decreased", func(d doc) {
		replace(d.property("PlanInput", "title"), "maxLength", 20)
	}},
	{"longer minimum of a property of a request", "djaoapp", "profile_plans_create", "request-property-min-length-increased", func(d doc) {
		replace(d.property("PlanInput", "title"), "minLength", 5)
	}},
	{"property of a request with a new pattern", "djaoapp", "profile_plans_create", "request-property-pattern-added", func(d doc) {
		d.property("PlanInput", "title")["pattern"] = "^[A-Z]"
	}},
	{"higher minimum of a property of a request", "djaoapp", "profile_plans_create", "request-property-min-increased", func(d doc) {
		replace(d.property("PlanInput", "period_amount"), "minimum", 100)
	}},
	{"lower maximum of a property of a request", "djaoapp", "profile_plans_create", "request-property-max-decreased", func(d doc) {
		replace(d.property("PlanInput", "advance_discount"), "maximum", 5000)
	}},
	{"null no longer taken", "djaoapp", "profile_plans_create", "request-property-became-not-nullable", func(d doc) {
		replace(d.property("PlanInput", "extra"), "nullable", false)
	}},
	{"value of a request removed", "djaoapp", "users_notifications_update", "request-property-enum-value-removed", func(d doc) {
		slug := d.schema("NotificationSlug")
		slug["enum"] = slug["enum"].([]any)[1:]
	}},
	{"another default of a property", "djaoapp", "billing_coupons_create", "request-property-default-value-changed", func(d doc) {
		replace(d.property("CouponCreate", "percent"), "default", 100)
	}},
	{"one of several forms of a request removed", "djaoapp", "cart_create", "request-body-one-of-removed", func(d doc) {
		addition := d.schema("CartAddition")
		addition["oneOf"] = addition["oneOf"].([]any)[:1]
	}},
	{"items of a request made unique", "djaoapp", "cart_create", "request-property-unique-items-set", func(d doc) {
		d.schema("CartItemCreateList")["uniqueItems"] = true
	}},
	{"media type of a request replaced", "djaoapp", "profile_plans_create", "request-body-media-type-removed", func(d doc) {
		rename(doc(d.op("profile_plans_create")).walk("requestBody", "content"), "application/json", "application/xml")
	}},
	{"required body added", "subscriptions", "subscriptions_renew_subscription", "request-body-added-required", func(d doc) {
		d.op("subscriptions_renew_subscription")["requestBody"] = map[string]any{
			"required": true, "content": map[string]any{"application/json": map[string]any{"schema": map[string]any{"type": "object"}}},
		}
	}},
	{"body of a request made required", "djaoapp", "auth_logout_create", "request-body-became-required", func(d doc) {
		doc(d.op("auth_logout_create")).walk("requestBody")["required"] = true
	}},

	{"keys that are not known refused", "djaoapp", "profile_plans_create", "request-object-closed", func(d doc) {
		d.schema("PlanInput")["additionalProperties"] = false
	}},
	{"fewer items in a request", "djaoapp", "cart_create", "request-property-max-items-decreased", func(d doc) {
		replace(d.schema("CartItemCreateList"), "maxItems", 10)
	}},
	{"more items needed in a request", "djaoapp", "cart_create", "request-property-min-items-increased", func(d doc) {
		replace(d.schema("CartItemCreateList"), "minItems", 2)
	}},
	{"property of a request ignored", "djaoapp", "profile_plans_create", "request-required-property-became-read-only", func(d doc) {
		d.property("PlanInput", "title")["readOnly"] = true
	}},
	{"steps of a number", "djaoapp", "profile_plans_create", "request-property-multiple-of-set", func(d doc) {
		d.property("PlanInput", "period_amount")["multipleOf"] = 100
	}},
	{"default of a property removed", "djaoapp", "billing_coupons_create", "request-property-default-value-removed", func(d doc) {
		drop(d.property("CouponCreate", "percent"), "default")
	}},

	// answers
	{"success status removed", "djaoapp", "cart_create", "response-success-status-removed", func(d doc) {
		drop(doc(d.op("cart_create")).walk("responses"), "200")
	}},
	{"success status changed", "djaoapp", "profile_plans_create", "response-success-status-removed", func(d doc) {
		rename(doc(d.op("profile_plans_create")).walk("responses"), "201", "200")
	}},
	{"link of an answer removed", "djaoapp", "auth_create", "link-removed", func(d doc) { drop(d.response("auth_create", "201"), "links") }},
	{"media type of an answer replaced", "djaoapp", "profile_read", "response-media-type-removed", func(d doc) {
		rename(doc(d.response("profile_read", "200")).walk("content"), "application/json", "application/xml")
	}},
	{"optional header of an answer removed", "djaoapp", "profile_read", "optional-response-header-removed", func(d doc) {
		drop(doc(d.response("profile_read", "200")).walk("headers"), "ETag")
	}},
	{"required header of an answer removed", "djaoapp", "cart_create", "required-response-header-removed", func(d doc) {
		drop(d.walk("components", "responses", "TooManyRequests", "headers"), "Retry-After")
	}},
	{"property of an answer removed", "djaoapp", "profile_plans_create", "response-required-property-removed", func(d doc) {
		plan := d.schema("Plan")
		plan["required"] = without(plan["required"], "slug")
		drop(doc(plan).walk("properties"), "slug")
	}},
	{"property of an answer made optional", "djaoapp", "profile_plans_create", "response-property-became-optional", func(d doc) {
		plan := d.schema("Plan")
		plan["required"] = without(plan["required"], "slug")
	}},
	{"property of an answer made nullable", "djaoapp", "profile_plans_create", "response-property-became-nullable", func(d doc) {
		d.property("Plan", "slug")["nullable"] = true
	}},
	{"property of an answer of another type", "djaoapp", "profile_plans_create", "response-property-type-changed", func(d doc) {
		replace(d.property("Plan", "is_active"), "type", "string")
	}},
	{"property of an answer in another format", "djaoapp", "profile_plans_create", "response-property-type-changed", func(d doc) {
		replace(d.property("Plan", "created_at"), "format", "date")
	}},
	{"property of an answer without its list of values", "djaoapp", "profile_plans_create", "response-property-became-not-enum", func(d doc) {
		drop(d.schema("RenewalType"), "enum")
	}},
	{"longer property of an answer", "djaoapp", "profile_plans_create", "response-property-max-length-increased", func(d doc) {
		replace(d.property("Plan", "title"), "maxLength", 500)
	}},
	{"lower minimum of an answer", "djaoapp", "profile_plans_create", "response-property-min-decreased", func(d doc) {
		replace(d.property("Plan", "period_amount"), "minimum", -100)
	}},
	{"pattern of an answer removed", "djaoapp", "profile_plans_list", "response-property-pattern-removed", func(d doc) {
		drop(d.property("Plan", "slug"), "pattern")
	}},
	{"answer in a list", "djaoapp", "profile_plans_create", "response-body-type-changed", func(d doc) {
		media := doc(d.response("profile_plans_create", "201")).walk("content", "application/json")
		replace(media, "schema", map[string]any{"type": "array", "items": map[string]any{"$ref": "#/components/schemas/Plan"}})
	}},
	{"another form of an answer", "djaoapp", "cart_create", "response-body-one-of-added", func(d doc) {
		result := d.schema("CartAdditionResult")
		result["oneOf"] = append(result["oneOf"].([]any), map[string]any{"type": "string"})
	}},
	{"property of the error body removed", "djaoapp", "cart_create", "response-required-property-removed", func(d doc) {
		problem := d.schema("Problem")
		problem["required"] = without(problem["required"], "detail")
		drop(doc(problem).walk("properties"), "detail")
	}},
	{"longer list in an answer", "djaoapp", "profile_plans_list", "response-property-max-items-increased", func(d doc) {
		replace(d.property("PlanPage", "results"), "maxItems", 100)
	}},
}

// repoint changes every reference to a component.
func repoint(value any, from, to string) {
	switch v := value.(type) {
	case map[string]any:
		if v["$ref"] == from {
			v["$ref"] = to
		}
		for _, inner := range v {
			repoint(inner, from, to)
		}
	case []any:
		for _, inner := range v {
			repoint(inner, from, to)
		}
	}
}

// allowed are changes that no client of the contract can mind.
var allowed = []struct {
	kind, contract string
	change         func(d doc)
}{
	{"operation added", "djaoapp", func(d doc) {
		d.walk("paths")["/news/"] = map[string]any{"get": map[string]any{
			"operationId": "news_list", "tags": []any{"pages"}, "x-access": "public",
			"responses": map[string]any{"200": map[string]any{"description": "The news."}},
		}}
	}},
	{"optional parameter added", "djaoapp", func(d doc) {
		d.addParameter("cart_delete", map[string]any{"name": "reason", "in": "query", "schema": map[string]any{"type": "string"}})
	}},
	{"optional property of a request added", "djaoapp", func(d doc) {
		doc(d.schema("PlanInput")).walk("properties")["color"] = map[string]any{"type": "string"}
	}},
	{"property of an answer added", "djaoapp", func(d doc) {
		plan := d.schema("Plan")
		plan["required"] = append(plan["required"].([]any), "color")
		doc(plan).walk("properties")["color"] = map[string]any{"type": "string"}
	}},
	{"value of an answer added", "djaoapp", func(d doc) {
		renewal := d.schema("RenewalType")
		renewal["enum"] = append(renewal["enum"].([]any), "by-hand")
	}},
	{"value of a parameter added", "djaoapp", func(d doc) {
		items := doc(d.parameterSchema("profile_plans_list", "o")).walk("items")
		items["enum"] = append(items["enum"].([]any), "slug")
	}},
	{"longer property of a request", "djaoapp", func(d doc) { replace(d.property("PlanInput", "title"), "maxLength", 500) }},
	{"required property of a request made optional", "djaoapp", func(d doc) { drop(d.schema("PlanInput"), "required") }},
	{"other words", "djaoapp", func(d doc) { replace(d.op("cart_create"), "description", "Adds plans.") }},
	{"error status removed", "djaoapp", func(d doc) { drop(doc(d.op("cart_create")).walk("responses"), "409") }},
	{"another example", "djaoapp", func(d doc) { replace(d.parameter("cart_delete", "plan"), "example", "basic") }},
	{"operation deprecated", "djaoapp", func(d doc) { d.op("cart_create")["deprecated"] = true }},
	{"empty value of a parameter taken", "djaoapp", func(d doc) { d.parameter("cart_delete", "plan")["allowEmptyValue"] = true }},
	{"x-access widened", "djaoapp", func(d doc) { replace(d.op("profile_plans_create"), "x-access", "public") }},
	{"link added", "djaoapp", func(d doc) {
		links := copyOf(d.response("profile_plans_create", "201")["links"])
		links["planted"] = map[string]any{"operationId": "profile_plans_list"}
		d.response("profile_plans_create", "201")["links"] = links
	}},
	{"version moved", "subscriptions", func(d doc) { replace(d.walk("info"), "version", "7.0.0") }},
}

func TestGateCatchesEveryPlantedBreakingChange(t *testing.T) {
	if len(planted) < 30 {
		t.Fatalf("%d planted changes, want 30 at least", len(planted))
	}
	tool, contracts := program(t), originals(t)
	base := plant(t, contracts, "", nil)
	for _, p := range planted {
		t.Run(p.kind, func(t *testing.T) {
			t.Parallel()
			passed, told := through(t, tool, base, plant(t, contracts, p.contract, p.change))
			if passed {
				t.Errorf("passed: %s", told)
			}
			if about := toldOf(told, p.operation); !strings.Contains(about, "("+p.rule+")") {
				t.Errorf("says %q of %s, want %s:\n%s", about, p.operation, p.rule, told)
			}
		})
	}
}

func TestGateLetsHarmlessChangesThrough(t *testing.T) {
	tool, contracts := program(t), originals(t)
	base := plant(t, contracts, "", nil)
	for _, a := range allowed {
		t.Run(a.kind, func(t *testing.T) {
			t.Parallel()
			if passed, told := through(t, tool, base, plant(t, contracts, a.contract, a.change)); !passed {
				t.Errorf("does not pass:\n%s", told)
			}
		})
	}
}

func through(t *testing.T, tool oasdiff, base, revision folder) (passed bool, told string) {
	t.Helper()
	passed, told, err := gate(tool, string(base), string(revision))
	if err != nil {
		t.Fatal(err)
	}
	return passed, told
}

// toldOf returns the lines below the one that names an operation.
func toldOf(told, operation string) string {
	var about []string
	inside := false
	for line := range strings.Lines(told) {
		if strings.HasPrefix(line, "    ") {
			if inside {
				about = append(about, line)
			}
			continue
		}
		inside = strings.HasPrefix(line, "  "+operation+" ")
	}
	return strings.Join(about, "")
}
