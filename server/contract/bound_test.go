package contract_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/oapi-codegen/runtime"

	"tollkeeper/server/contract"
)

// bound is what a room is given, as the generated code binds it.
type bound struct {
	Title    *string         `json:"title"`
	Password *string         `json:"password"`
	Amount   *int64          `json:"amount"`
	Ratio    *float64        `json:"ratio"`
	Child    *boundChild     `json:"child"`
	Either   json.RawMessage `json:"either"`
}

type boundChild struct {
	Name     string      `json:"name"`
	Password string      `json:"password"`
	Child    *boundChild `json:"child"`
}

// bind does what the generated code does: the validated value, or else the text again.
func bind(c echo.Context, into any) error {
	body := c.Request().Body
	if v, ok := body.(interface{ ValidatedValue() any }); ok && runtime.BindJSONValue(v.ValidatedValue(), into) == nil {
		return nil
	}
	return new(echo.DefaultBinder).BindBody(c, into)
}

// TestBoundIsWhatWasValidated: what a decoder could read in another way than the judge does not get through.
func TestBoundIsWhatWasValidated(t *testing.T) {
	guarded := start(t, contract.Enforce)
	for name, c := range map[string]struct{ body, want string }{
		"as sent":                       {`{"title":"x","amount":5}`, `{"title":"x","amount":5}`},
		"trimmed":                       {`{"title":" x\n"}`, `{"title":"x"}`},
		"not the password":              {`{"title":" x","password":" y "}`, `{"title":"x","password":" y "}`},
		"nor a nested one":              {`{"child":{"name":" x ","password":" y "}}`, `{"child":{"name":"x","password":" y "}}`},
		"nor in a union":                {`{"either":[{"name":" x ","password":" y "}]}`, `{"either":[{"name":"x","password":" y "}]}`},
		"another case":                  {`{"Title":"x","AMOUNT":5,"pAssword":"y"}`, `{}`},
		"another case beside":           {`{"title":"x","TITLE":"far too long for a title"}`, `{"title":"x"}`},
		"another case, nested":          {`{"child":{"name":"x","NAME":"too long"}}`, `{"child":{"name":"x"}}`},
		"another case, in a union":      {`{"either":{"name":"x","Name":"too long"}}`, `{"either":{"name":"x"}}`},
		"another case, in a list":       {`{"either":[{"name":"x","Name":"too long"}]}`, `{"either":[{"name":"x"}]}`},
		"another letter":                {`{"paſſword":"y"}`, `{}`},
		"whole number with a point":     {`{"amount":5.0}`, `{"amount":5}`},
		"whole number with an exponent": {`{"amount":5e2}`, `{"amount":500}`},
		"minus zero":                    {`{"amount":-0.0}`, `{"amount":0}`},
		"large whole number":            {`{"amount":9223372036854775807}`, `{"amount":9223372036854775807}`},
		"fraction":                      {`{"ratio":0.1}`, `{"ratio":0.1}`},
		"unknown":                       {`{"other":[{"title":"y"}],"title":"x"}`, `{"title":"x"}`},
		"HTML":                          {`{"title":" <b>&"}`, `{"title":"<b>&"}`},
		"escapes":                       {`{"title":"\u00e9\ud83d\ude00"}`, `{"title":"é😀"}`},
	} {
		t.Run(name, func(t *testing.T) {
			f := guarded.in(t)
			var got bound
			f.rooms["thing_change"] = func(c echo.Context) error {
				if err := bind(c, &got); err != nil {
					return err
				}
				return c.JSON(http.StatusOK, map[string][]string{})
			}
			f.accepted(f.send(request(http.MethodPatch, "/api/things/known", c.body, as("manager")...)))
			if g, w := plainText(t, got), plainText(t, want(t, c.want)); g != w {
				t.Errorf("got %s, want %s", g, w)
			}
		})
	}
}

func want(t *testing.T, text string) (b bound) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return b
}

func plainText(t *testing.T, b bound) string {
	t.Helper()
	data, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// In an object of free names every name is one.
func TestFreeNamesKeepTheirCase(t *testing.T) {
	f := start(t, contract.Enforce)
	f.rooms["thing_change"] = func(c echo.Context) error {
		v, _ := c.Request().Body.(interface{ ValidatedValue() any })
		data, err := json.Marshal(v.ValidatedValue())
		if err != nil || string(data) != `{"labels":{"Title":"a","title":"b"}}` {
			t.Errorf("bound %s, %v", data, err)
		}
		return c.JSON(http.StatusOK, map[string][]string{})
	}
	f.accepted(f.send(request(http.MethodPatch, "/api/things/known", `{"labels":{"title":" b","Title":"a"}}`, as("manager")...)))
}
