package contract_test

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
)

// hole is a change that opens the contract, with what the refusal must say.
type hole struct {
	change func(doc *openapi3.T)
	wants  []string
}

type words = map[string]any

// ruled changes who may call an operation.
func ruled(id string, value any, wants string) hole {
	return hole{func(doc *openapi3.T) { operation(doc, id).Extensions["x-access"] = value }, []string{id, wants}}
}

// direct is a rule about the profile in the path, with words more or instead.
func direct(more ...string) words {
	out := words{"level": "direct", "of": "thing"}
	for i := 0; i < len(more); i += 2 {
		out[more[i]] = more[i+1]
	}
	return out
}

// security changes what an operation demands, level being what its x-access says.
func security(id, level string, requirements *openapi3.SecurityRequirements) hole {
	return hole{
		func(doc *openapi3.T) { operation(doc, id).Security = requirements },
		[]string{id, "x-access " + level + " does not go with its security"},
	}
}

// resourced names what an operation changes.
func resourced(name any, wants string) hole {
	return hole{func(doc *openapi3.T) { operation(doc, "thing_change").Extensions["x-resource"] = name }, []string{"thing_change", wants}}
}

// without takes a response away.
func without(id, status string) hole {
	return hole{func(doc *openapi3.T) { operation(doc, id).Responses.Delete(status) }, []string{id, "documents no " + status}}
}

var holes = map[string]hole{
	"x-resource of nobody":      resourced("thing {organization}", "{organization} is not a path parameter"),
	"x-resource of no text":     resourced(1.0, "x-resource is 1 and not a name"),
	"no x-access":               ruled("me_read", nil, "x-access is missing"),
	"unknown level":             ruled("me_read", "everybody", `unknown level "everybody"`),
	"unknown level, in full":    ruled("thing_read", direct("level", "owners"), `unknown level "owners"`),
	"unknown word":              ruled("thing_read", direct("write", "contributor"), "unknown word write"),
	"unknown reader":            ruled("thing_read", direct("read", "everybody"), "unknown word read"),
	"no text":                   ruled("me_read", 5.0, "x-access"),
	"word of no text":           ruled("thing_read", words{"level": "direct", "of": 1.0}, "of is not a text"),
	"of no parameter":           ruled("thing_read", direct("of", "organization"), "`of: organization` is not a path parameter"),
	"of a query parameter":      ruled("thing_list", direct("of", "page"), "`of: page` is not a path parameter"),
	"without of":                ruled("thing_read", "direct", "needs `of`"),
	"of where none belongs":     ruled("me_read", direct("level", "authenticated"), "takes no `of`"),
	"read of a change":          ruled("thing_change", direct("read", "contributor"), "`read` on a PATCH"),
	"public that demands":       security("thing_list", "public", &openapi3.SecurityRequirements{{"bearerAuth": {}}}),
	"public by the default":     security("thing_list", "public", nil),
	"open where it must demand": security("me_read", "authenticated", &openapi3.SecurityRequirements{}),
	"perhaps where it must":     security("thing_read", "direct", &openapi3.SecurityRequirements{{}, {"bearerAuth": {}}}),
	"no 500":                    without("me_read", "500"),
	"no 503":                    without("me_read", "503"),
	"no 401":                    without("me_read", "401"),
	"no 403":                    without("me_read", "403"),
	"no 403 for cookies":        without("session_end", "403"),
	"no 404 for its parameter":  without("thing_read", "404"),
	"no 404 for its pages":      without("thing_list", "404"),
	"no 400 for its query":      without("thing_list", "400"),
	"no 400 for its body":       without("thing_create", "400"),
	"no 413":                    without("thing_create", "413"),
	"no 415":                    without("thing_create", "415"),
	"operationId twice":         {func(doc *openapi3.T) { operation(doc, "me_read").OperationID = "thing_read" }, []string{"thing_read"}},
	"no operationId":            {func(doc *openapi3.T) { operation(doc, "me_read").OperationID = "" }, []string{"/me/", "operationId"}},
	"parameter without schema": {
		func(doc *openapi3.T) { content(operation(doc, "thing_list").Parameters[2].Value) }, []string{"thing_list", "q has no schema"},
	},
	"no OpenAPI": {func(doc *openapi3.T) { doc.Info = nil }, []string{"info"}},
}

// TestStartIsRefusedOnHoles: a contract that leaves something open does not come to serve requests, and the error names the culprit.
func TestStartIsRefusedOnHoles(t *testing.T) {
	for name, c := range holes {
		t.Run(name, func(t *testing.T) {
			_, err := contract.New(contract.Options{Doc: document(t, c.change), Dialect: contract.Problems{}})
			if err == nil {
				t.Fatal("it starts")
			}
			for _, want := range c.wants {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in %v", want, err)
				}
			}
		})
	}
	if _, err := contract.New(contract.Options{Doc: document(t), Dialect: contract.Problems{}}); err != nil {
		t.Error(err)
	}
	// Bodies and queries are wanted to be answered by what the dialect says, here 422.
	_, err := contract.New(contract.Options{Doc: document(t), Dialect: contract.FastAPI{}})
	if err == nil || !strings.Contains(err.Error(), "documents no 422") {
		t.Errorf("got %v", err)
	}
}

// content describes a parameter by a media type, which the guard does not know how to read.
func content(p *openapi3.Parameter) {
	p.Content, p.Schema = openapi3.NewContentWithJSONSchemaRef(p.Schema), nil
}

// What an operation cannot answer it need not document.
func TestStartWithoutNeedlessAnswers(t *testing.T) {
	doc := document(t, func(doc *openapi3.T) {
		for id, statuses := range map[string][]string{
			"me_read": {"400", "404", "413", "415"}, "thing_list": {"401", "403", "413", "415"}, "thing_create": {"401", "403", "404"},
			"thing_delete": {"400", "413", "415"},
		} {
			for _, status := range statuses {
				operation(doc, id).Responses.Delete(status)
			}
		}
	})
	f := start(t, contract.Enforce, func(o *contract.Options) { o.Doc = doc })
	long := strings.Repeat("x", limit+1)
	for _, r := range []answer{
		f.send(request("GET", "/api/me/?%zz&page=x", long, as("manager")...)),
		f.send(request("DELETE", "/api/things/known?%zz", long, as("manager")...)), f.send(request("GET", "/api/things/", long)),
	} {
		f.accepted(r)
	}
}

func TestRules(t *testing.T) {
	rules, err := contract.Rules(document(t))
	want := access.Rule{Level: access.Direct, Of: "thing", Read: true}
	if err != nil || len(rules) != 11 || rules["thing_read"] != want || rules["me_read"].Level != access.Authenticated {
		t.Errorf("%+v, %v", rules, err)
	}
	if _, err := contract.Rules(document(t, func(doc *openapi3.T) { delete(operation(doc, "me_read").Extensions, "x-access") })); err == nil {
		t.Error("a contract with a hole has rules")
	}
}
