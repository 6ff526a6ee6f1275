package contract

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"tollkeeper/server/domain/fault"
)

// FastAPI is the dialect of /api/v1: {"detail": …} as FastAPI writes it, and 422 for input that breaks the contract
// (credit-subscriptions.md, "Errors").
type FastAPI struct{}

type fastAPIDetail struct {
	Detail any `json:"detail"`
}

type fastAPIViolation struct {
	Type  string         `json:"type"`
	Loc   []any          `json:"loc"`
	Msg   string         `json:"msg"`
	Input any            `json:"input,omitempty"`
	Ctx   map[string]any `json:"ctx,omitempty"`
}

// Status is that of the one table, but 422 for invalid input.
func (FastAPI) Status(f *fault.Fault) int {
	if f.Kind == fault.Invalid {
		return http.StatusUnprocessableEntity
	}
	return kinds[f.Kind].status
}

// UnfitPath is Invalid: FastAPI looks at the types of path parameters like at those of any other.
func (FastAPI) UnfitPath() fault.Kind { return fault.Invalid }

// sentences are FastAPI's words for what the guard says itself.
var sentences = map[string]string{
	noCredentials:                         "Not authenticated",
	"Invalid or expired credentials.":     "Could not validate credentials",
	noPermission:                          "Not enough permissions",
	"Not found.":                          "Subscription not found",
	"There is nothing under this URL.":    "Not Found",
	"This URL does not take this method.": "Method Not Allowed",
}

// Body lists the violations of invalid input, and is a sentence for everything else.
func (FastAPI) Body(f *fault.Fault, _ string) any {
	switch f.Kind {
	case fault.Invalid:
		return fastAPIDetail{Detail: pydantic(f)}
	case fault.KeyReused:
		return fastAPIDetail{Detail: []fastAPIViolation{{
			Type: "idempotency_key_reused", Loc: []any{"header", "idempotency-key"}, Msg: f.Detail,
		}}}
	}
	detail := f.Detail
	if sentence, ok := sentences[detail]; ok {
		detail = sentence
	}
	return fastAPIDetail{Detail: cut(detail, 2000)}
}

// pydantic lists what is wrong with a request under the names that pydantic has for it. What rooms refuse by a rule is a value_error.
func pydantic(f *fault.Fault) []fastAPIViolation {
	var out []fastAPIViolation
	if notJSON := (*jsonError)(nil); errors.As(f.Unwrap(), &notJSON) {
		return []fastAPIViolation{{
			Type: "json_invalid", Loc: []any{bodyField, notJSON.offset}, Msg: "JSON decode error", Input: map[string]any{}, Ctx: map[string]any{"error": notJSON.what},
		}}
	}
	if f.Unwrap() != nil {
		out = pydanticRequest(f.Unwrap())
	}
	if len(out) > 0 {
		return out
	}
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		for _, message := range f.Fields[name] {
			loc := []any{bodyField, name}
			if name == headerIdempotencyKey {
				loc = []any{"header", strings.ToLower(name)}
			}
			out = append(out, fastAPIViolation{Type: "value_error", Loc: loc, Msg: message})
		}
	}
	if len(out) == 0 {
		out = append(out, fastAPIViolation{Type: "value_error", Loc: []any{bodyField}, Msg: f.Detail})
	}
	return out
}
