package contract

import (
	"fmt"
	"net/http"
	"regexp"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"tollkeeper/server/contract/proof"
	"tollkeeper/server/domain/access"
)

// operation is what the guard knows of an operation, compiled once from the contract.
type operation struct {
	id     string
	route  *routers.Route
	rule   access.Rule
	path   []pathParameter
	query  map[string]leniency
	secret map[string]bool
	// anonymous tells that the operation works without credentials, optional that it looks at them when they are there.
	anonymous, optional bool
	// stream operations are not buffered; their status and content type are checked when the header is written.
	stream bool
	body   *openapi3.RequestBody
	// fast holds compiled checks by status and content type.
	fast map[int]map[string]*proof.Checker
}

type pathParameter struct {
	name    string
	slashes bool
	schema  *openapi3.Schema
	pattern *regexp.Regexp
}

// compile reads the contract; it fails on any hole in it (style-anchors 5.5).
func compile(doc *openapi3.T) (map[string]*operation, error) {
	out := map[string]*operation{}
	for _, path := range doc.Paths.InMatchingOrder() {
		item := doc.Paths.Value(path)
		for method, op := range item.Operations() {
			o, err := compileOperation(doc, path, item, method, op)
			if err != nil {
				return nil, fmt.Errorf("contract: %s %s (%s): %w", method, path, op.OperationID, err)
			}
			if out[o.id] != nil || o.id == "" {
				return nil, fmt.Errorf("contract: %s %s: operationId %q is empty or taken", method, path, o.id)
			}
			out[o.id] = o
		}
	}
	return out, nil
}

func compileOperation(doc *openapi3.T, path string, item *openapi3.PathItem, method string, op *openapi3.Operation) (*operation, error) {
	o := &operation{
		id: op.OperationID, query: map[string]leniency{}, secret: map[string]bool{}, stream: op.Extensions["x-stream"] == true,
		route: &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: op},
	}
	if op.RequestBody != nil {
		o.body = op.RequestBody.Value
		for _, media := range o.body.Content {
			secretsOf(media.Schema, o.secret, 0)
		}
	}
	var names []string
	for _, ref := range append(append(openapi3.Parameters(nil), item.Parameters...), op.Parameters...) {
		switch p := ref.Value; p.In {
		case openapi3.ParameterInPath:
			names = append(names, p.Name)
			parameter := pathParameter{name: p.Name, schema: p.Schema.Value, slashes: p.Extensions["x-slashes"] == true}
			if p.Schema.Value.Pattern != "" {
				pattern, err := regexp.Compile(p.Schema.Value.Pattern)
				if err != nil {
					return nil, fmt.Errorf("pattern of %s: %w", p.Name, err)
				}
				parameter.pattern = pattern
			}
			o.path = append(o.path, parameter)
		case openapi3.ParameterInQuery:
			o.query[p.Name] = leniencyOf(p)
		}
	}
	var err error
	if o.rule, err = access.Parse(op.Extensions["x-access"], method, names); err != nil {
		return nil, err
	}
	if err := o.readSecurity(doc); err != nil {
		return nil, err
	}
	if err := checkResponses(op); err != nil {
		return nil, err
	}
	o.compileResponses()
	return o, nil
}

// readSecurity compares `security` with x-access: what is public must not demand credentials and nothing else may do without.
func (o *operation) readSecurity(doc *openapi3.T) error {
	security := doc.Security
	if o.route.Operation.Security != nil {
		security = *o.route.Operation.Security
	}
	o.anonymous = len(security) == 0
	for _, requirement := range security {
		if len(requirement) == 0 {
			o.anonymous = true
		} else {
			o.optional = true
		}
	}
	if o.anonymous != (o.rule.Level == access.Public) {
		return fmt.Errorf("x-access %s does not go with its security", o.rule.Level)
	}
	return nil
}

// checkResponses refuses an operation that could not even say that it failed.
func checkResponses(op *openapi3.Operation) error {
	for _, status := range []string{"500", "503"} {
		if op.Responses.Value(status) == nil {
			return fmt.Errorf("documents no %s", status)
		}
	}
	return nil
}

func (o *operation) compileResponses() {
	o.fast = map[int]map[string]*proof.Checker{}
	for status := http.StatusOK; status < 600; status++ {
		ref := o.route.Operation.Responses.Status(status)
		if ref == nil || hasRequiredHeader(ref.Value) {
			continue
		}
		for contentType, media := range ref.Value.Content {
			if contentType != "application/json" || media.Schema == nil {
				continue
			}
			if o.fast[status] == nil {
				o.fast[status] = map[string]*proof.Checker{}
			}
			o.fast[status][contentType] = proof.Compile(media.Schema, formats)
		}
	}
}

// hasRequiredHeader tells whether the judge must look at a response for its headers. RequestID is set by the server itself.
func hasRequiredHeader(r *openapi3.Response) bool {
	for name := range r.Headers {
		if http.CanonicalHeaderKey(name) != HeaderRequestID {
			return true
		}
	}
	return false
}

var filterOptions = &openapi3filter.Options{
	AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, // the guard authenticates itself, before
	MultiError:         true, IncludeResponseStatus: true, KeepValidatedValue: true, SkipSettingDefaults: true,
	SchemaValidationOptions: judgeOptions(),
}
