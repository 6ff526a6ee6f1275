package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// prove tells in which way a response breaks the contract, nil when it does not. The compiled check answers for the usual case; what
// it does not accept goes to kin-openapi, the judge, after what the judge does not look at.
func (g *Guard) prove(r *http.Request, o *operation, out *capture) (err error) {
	defer func() {
		if p := recover(); p != nil { // what the judge cannot even look at is not proven
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	contentType := out.header.Get("Content-Type")
	if checker := o.fast[out.status][contentType]; checker != nil && checker.Accepts(out.body.Bytes()) {
		return nil
	}
	response := o.response(out.status)
	if response == nil {
		return fmt.Errorf("the contract documents no status %d", out.status)
	}
	if len(response.Content) == 0 && out.body.Len() > 0 {
		return errors.New("a body where the contract has none")
	}
	if err := checkText(contentType, response, out.body.Bytes()); err != nil {
		return err
	}
	if r.Method == http.MethodHead {
		get := *r // the judge does not look at answers to HEAD
		get.Method = http.MethodGet
		r = &get
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, Route: o.route, Options: filterOptions},
		Status:                 out.status, Header: out.header, Options: filterOptions,
	}
	input.SetBodyBytes(out.body.Bytes())
	if err := openapi3filter.ValidateResponse(r.Context(), input); err != nil {
		return errors.New(breach(err))
	}
	return nil
}

// response is what the contract says of a status, nil for nothing.
func (o *operation) response(status int) *openapi3.Response {
	responses := o.route.Operation.Responses
	ref := responses.Status(status)
	if ref == nil {
		ref = responses.Default()
	}
	if ref == nil {
		return nil
	}
	return ref.Value
}

// checkText refuses a JSON body that is not exactly one value in UTF-8: the judge stops reading behind the first value and repairs bad
// UTF-8.
func checkText(contentType string, response *openapi3.Response, body []byte) error {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil || mediaType != mediaTypeJSON || response.Content.Get(mediaType) == nil {
		return nil // the judge says what it thinks of the content type
	}
	if !json.Valid(body) {
		return errors.New("the body is not one JSON value")
	}
	if !utf8.Valid(body) {
		return errors.New("the body is not UTF-8 text")
	}
	return nil
}

// breach says what the judge found and where, without the values, which may be secrets.
func breach(err error) string {
	var parts []string
	var response *openapi3filter.ResponseError
	if errors.As(err, &response) {
		if response.Err == nil {
			return response.Reason
		}
		parts = append(parts, response.Reason)
		err = response.Err
	}
	return strings.Join(append(parts, violations(err)...), "; ")
}

func violations(err error) []string {
	switch e := err.(type) { //nolint:errorlint // each layer is looked at by itself: errors.As would skip the outer ones
	case openapi3.MultiError:
		var out []string
		for _, one := range e {
			out = append(out, violations(one)...)
		}
		return out
	case *openapi3.SchemaError:
		var many openapi3.MultiError
		var inner *openapi3.SchemaError
		switch {
		case errors.As(e.Origin, &many):
			return violations(many)
		case errors.As(e.Origin, &inner):
			return violations(inner)
		}
		return []string{"/" + strings.Join(e.JSONPointer(), "/") + ": " + e.Reason}
	case *openapi3filter.ParseError:
		return []string{e.Reason}
	}
	return []string{err.Error()}
}
