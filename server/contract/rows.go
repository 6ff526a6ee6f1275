package contract

import (
	"encoding/json"
	"net/http"
)

// pageRows is the member of a page that holds its rows.
const pageRows = "results"

// withoutBadRows leaves out of a page the rows that break the contract, logs each of them, and reports whether the rest is proven then: one bad row
// does not keep the others from being read.
func (g *Guard) withoutBadRows(r *http.Request, o *operation, out *capture) bool {
	var page map[string]json.RawMessage
	var rows []json.RawMessage
	if r.Method != http.MethodGet && r.Method != http.MethodHead || json.Unmarshal(out.body.Bytes(), &page) != nil || json.Unmarshal(page[pageRows], &rows) != nil || len(rows) == 0 {
		return false
	}
	prove := func(rows []json.RawMessage) error {
		list, err := json.Marshal(rows)
		if err != nil {
			return err
		}
		page[pageRows] = list
		body, err := json.Marshal(page)
		if err != nil {
			return err
		}
		out.body.Reset()
		_, _ = out.body.Write(body)
		return g.prove(r, o, out)
	}
	if prove([]json.RawMessage{}) != nil {
		return false // it is not the rows
	}
	good := []json.RawMessage{}
	for _, row := range rows {
		if err := prove([]json.RawMessage{row}); err != nil {
			g.accuse(r.Context(), o, out.status, err)
			continue
		}
		good = append(good, row)
	}
	return prove(good) == nil
}
