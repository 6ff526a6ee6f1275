package contract

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"tollkeeper/server/contract/proof"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/domain/fault"
)

// operation is what the guard knows of an operation, compiled once from the contract.
type operation struct {
	id    string
	route *routers.Route
	rule  access.Rule
	path  []pathParameter
	query map[string]leniency
	// headers are the header parameters.
	headers []string
	// anonymous tells that the operation works without credentials, optional that it looks at them when they are there.
	anonymous, optional bool
	// stream operations are not buffered; their status and content type are checked when the header is written.
	stream bool
	// tagged operations read a resource that can be changed: their answer has an ETag. conditional ones change it and take If-Match;
	// idempotent ones take Idempotency-Key.
	tagged, conditional, idempotent bool
	// processor operations ask a payment processor, so that no transaction may be open while they run.
	processor bool
	// hashing operations hash a password before they write, so that no transaction may be open meanwhile either: one writer would wait for it.
	hashing bool
	// seen operations are decided on what the caller has seen: their transaction begins late.
	seen bool
	// resource names what is changed, with path parameters in braces, where that is found under more than one path; else "".
	resource string
	// throttle names the policy that limits the attempts of an address, "" for none.
	throttle string
	body     *openapi3.RequestBody
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
		id: op.OperationID, query: map[string]leniency{}, stream: op.Extensions["x-stream"] == true, processor: op.Extensions["x-processor"] == true,
		seen: op.Extensions["x-seen"] == true, hashing: op.Extensions["x-hashing"] == true,
		route: &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: withoutSecurity(op)},
	}
	if op.RequestBody != nil {
		o.body = op.RequestBody.Value
	}
	var names []string
	for _, ref := range append(append(openapi3.Parameters(nil), item.Parameters...), op.Parameters...) {
		if ref.Value.Schema == nil {
			return nil, fmt.Errorf("parameter %s has no schema", ref.Value.Name)
		}
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
		case openapi3.ParameterInHeader:
			o.headers = append(o.headers, p.Name)
			o.conditional = o.conditional || p.Name == headerIfMatch
			o.idempotent = o.idempotent || p.Name == headerIdempotencyKey
		}
	}
	err := o.readNames(op, names)
	if err != nil {
		return nil, err
	}
	if o.rule, err = access.Parse(op.Extensions["x-access"], method, names); err != nil {
		return nil, err
	}
	if err := o.readSecurity(doc, op); err != nil {
		return nil, err
	}
	o.compileResponses()
	return o, nil
}

// readNames reads the extensions that name something; parameters are those of the path.
func (o *operation) readNames(op *openapi3.Operation, parameters []string) error {
	for extension, into := range map[string]*string{"x-throttle": &o.throttle, "x-resource": &o.resource} {
		if name, given := op.Extensions[extension]; given {
			var ok bool
			if *into, ok = name.(string); !ok || *into == "" {
				return fmt.Errorf("%s is %v and not a name", extension, name)
			}
		}
	}
	for _, name := range braced.FindAllString(o.resource, -1) {
		if !slices.Contains(parameters, name[1:len(name)-1]) {
			return fmt.Errorf("x-resource: %s is not a path parameter", name)
		}
	}
	return nil
}

var braced = regexp.MustCompile(`\{([^}]*)\}`)

// withoutSecurity is the operation as the judge sees it. The guard has authenticated the caller before; the judge would read the whole
// body just to be told so.
func withoutSecurity(op *openapi3.Operation) *openapi3.Operation {
	out := *op
	out.Security = &openapi3.SecurityRequirements{}
	return &out
}

// readSecurity compares `security` with x-access: what is public must not demand credentials and nothing else may do without.
func (o *operation) readSecurity(doc *openapi3.T, op *openapi3.Operation) error {
	security := doc.Security
	if op.Security != nil {
		security = *op.Security
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

// checkAnswers refuses an operation that does not document what the guard itself may answer for it: its fault would break the contract.
func (o *operation) checkAnswers(d Dialect) error {
	want := []fault.Kind{fault.Internal, fault.Unavailable}
	if !o.anonymous || o.optional {
		want = append(want, fault.Unauthenticated, fault.Forbidden) // forbidden: a cookie without its CSRF token at least
	}
	if o.conditional {
		want = append(want, fault.PreconditionFailed)
	}
	if o.idempotent {
		want = append(want, fault.Conflict, fault.KeyReused)
	}
	if o.throttle != "" {
		want = append(want, fault.TooManyRequests)
	}
	if _, paged := o.query["page"]; paged || len(o.path) > 0 {
		want = append(want, fault.NotFound)
	}
	if o.body != nil || len(o.query) > 0 || len(o.headers) > 0 {
		want = append(want, fault.Invalid)
	}
	if o.body != nil {
		want = append(want, fault.TooLarge, fault.UnsupportedMediaType)
	}
	for _, kind := range want {
		if status := d.Status(&fault.Fault{Kind: kind}); o.response(status) == nil {
			return fmt.Errorf("contract: %s %s (%s): documents no %d", o.route.Method, o.route.Path, o.id, status)
		}
	}
	return nil
}

func (o *operation) compileResponses() {
	o.fast = map[int]map[string]*proof.Checker{}
	for status := http.StatusOK; status < 600; status++ {
		ref := o.route.Operation.Responses.Status(status)
		if ref == nil {
			continue
		}
		o.tagged = o.tagged || status == http.StatusOK && o.route.Method == http.MethodGet && ref.Value.Headers[headerETag] != nil
		if judgedByHeader(ref.Value) {
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

// judgedByHeader tells whether the judge must look at a response for its headers: the server itself sets the id of the request, the guard
// the ETag.
func judgedByHeader(r *openapi3.Response) bool {
	for name := range r.Headers {
		if !slices.Contains([]string{HeaderRequestID, headerETag, headerIgnored, headerPreference}, name) {
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

// streamOptions leave the body of an upload alone: the judge would read all of it into memory.
var streamOptions = func() *openapi3filter.Options {
	options := *filterOptions
	options.ExcludeRequestBody = true
	return &options
}()
