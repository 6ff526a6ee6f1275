package contract

import (
	"maps"
	"net/http"
	"slices"

	"tollkeeper/server/domain/fault"
)

// FastAPI is the dialect of /api/v1: {"detail": …} as FastAPI writes it, and 422 for input that breaks the contract
// (credit-subscriptions.md, "Errors").
type FastAPI struct{}

type fastAPIDetail struct {
	Detail any `json:"detail"`
}

type fastAPIViolation struct {
	Loc  []any  `json:"loc"`
	Msg  string `json:"msg"`
	Type string `json:"type"`
}

// Status is that of the one table, but 422 for invalid input.
func (FastAPI) Status(f *fault.Fault) int {
	if f.Kind == fault.Invalid {
		return http.StatusUnprocessableEntity
	}
	return kinds[f.Kind].status
}

// Body lists the violations of invalid input, and is a sentence for everything else.
func (FastAPI) Body(f *fault.Fault, _ string) any {
	if f.Kind != fault.Invalid {
		return fastAPIDetail{Detail: cut(f.Detail, 2000)}
	}
	violations := []fastAPIViolation{}
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		for _, message := range f.Fields[name] {
			violations = append(violations, fastAPIViolation{Loc: []any{bodyField, name}, Msg: message, Type: "value_error"})
		}
	}
	if len(violations) == 0 {
		violations = append(violations, fastAPIViolation{Loc: []any{bodyField}, Msg: f.Detail, Type: "value_error"})
	}
	return fastAPIDetail{Detail: violations}
}
