package proof_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/server/contract/proof"
)

const schemaJSON = `{
  "type": "object",
  "required": ["slug", "count", "at", "state", "rows"],
  "additionalProperties": false,
  "properties": {
    "slug": {"type": "string", "pattern": "^[A-Za-z0-9_.+-]+$", "maxLength": 5, "minLength": 1},
    "name": {"type": "string", "maxLength": 4, "minLength": 2, "nullable": true},
    "free": {"type": "string", "maxLength": 6},
    "count": {"type": "integer", "format": "int64", "minimum": 0, "maximum": 100},
    "big": {"type": "integer"},
    "ratio": {"type": "number", "minimum": 0, "maximum": 1},
    "at": {"type": "string", "format": "date-time"},
    "state": {"type": "string", "enum": ["on", "off"]},
    "yes": {"type": "boolean"},
    "key": {"type": "string", "pattern": "^(ab)+$"},
    "self": {"allOf": [{"$ref": "#/components/schemas/Leaf"}], "nullable": true},
    "one": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    "any": {},
    "rows": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"$ref": "#/components/schemas/Leaf"}}
  }
}`

var formats = map[string]func(string) error{
	"date-time": func(s string) error {
		if len(s) < 20 || s[len(s)-1] != 'Z' {
			return errors.New("not UTC")
		}
		_, err := time.Parse(time.RFC3339Nano, s)
		return err
	},
}

type formatFunc func(string) error

func (f formatFunc) Validate(s string) error { return f(s) }

func load(t testing.TB) (*openapi3.SchemaRef, []openapi3.SchemaValidationOption) {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(`{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{},
		"components":{"schemas":{"Leaf":{"type":"object","properties":{"n":{"type":"integer"},"leaf":{"$ref":"#/components/schemas/Leaf"}}},
		"Root":` + schemaJSON + `}}}`))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Components.Schemas["Root"], []openapi3.SchemaValidationOption{
		openapi3.VisitAsResponse(), openapi3.WithStringFormatValidator("date-time", formatFunc(formats["date-time"])),
	}
}

const fit = `{"slug":"a.b","count":5,"at":"2019-06-24T10:00:00Z","state":"on","rows":[{"n":1,"leaf":{"n":2}}]`

// judge is kin-openapi, asked as the guard asks it.
func judge(schema *openapi3.SchemaRef, opts []openapi3.SchemaValidationOption, data []byte) bool {
	if !json.Valid(data) {
		return false
	}
	var value any
	if json.Unmarshal(data, &value) != nil {
		return false
	}
	return schema.Value.VisitJSON(value, opts...) == nil
}

func TestAccepts(t *testing.T) {
	schema, opts := load(t)
	checker := proof.Compile(schema, formats)
	for text, want := range map[string]bool{
		fit + `}`:                                  true,
		fit + `,"name":null,"yes":false}`:          true,
		fit + `,"free":"äöü"}`:                     true,
		fit + `,"free":"a\u00e4b"}`:                true,
		fit + `,"key":"abab"}`:                     true,
		fit + `,"ratio":0.5,"any":[1,{"a":null}]}`: true,
		fit + `,"errors":{"x":["y"]}}`:             true,
		" " + fit + "}\n":                          true,
		fit + `,"name":"a"}`:                       false,
		fit + `,"name":"abcde"}`:                   false,
		fit + `,"key":"aba"}`:                      false,
		fit + `,"more":1}`:                         false,
		fit + `,"yes":1}`:                          false,
		fit + `,"ratio":1.5}`:                      false,
		fit + `,"errors":{"x":"y"}}`:               false,
		fit + `}}`:                                 false,
		fit:                                        false,
		`{"slug":"a"}`:                             false,
		`{"slug":"ä","count":5,"at":"2019-06-24T10:00:00Z","state":"on","rows":[{}]}`:   false,
		`{"slug":"a","count":101,"at":"2019-06-24T10:00:00Z","state":"on","rows":[{}]}`: false,
		`{"slug":"a","count":1.5,"at":"2019-06-24T10:00:00Z","state":"on","rows":[{}]}`: false,
		`{"slug":"a","count":1,"at":"2019-13-24T10:00:00Z","state":"on","rows":[{}]}`:   false,
		`{"slug":"a","count":1,"at":"2019-06-24T10:00:00Z","state":"up","rows":[{}]}`:   false,
		`{"slug":"a","count":1,"at":"2019-06-24T10:00:00Z","state":"on","rows":[]}`:     false,
		`{"slug":"a","count":1,"at":"2019-06-24T10:00:00Z","state":"on","rows":null}`:   false,
	} {
		if got := checker.Accepts([]byte(text)); got != want {
			t.Errorf("%v for %s", got, text)
		}
		if want && !judge(schema, opts, []byte(text)) {
			t.Errorf("the judge refuses %s", text)
		}
	}
}

// FuzzAccepts proves the one thing that matters: what the checker accepts, the judge accepts.
func FuzzAccepts(f *testing.F) {
	schema, opts := load(f)
	checker := proof.Compile(schema, formats)
	for _, rest := range []string{
		`}`, `,"name":null}`, `,"free":"\ud83d\ude00"}`, `,"big":1e400}`, `,"big":9007199254740993}`, `,"self":null}`, `,"self":{"n":1}}`, `,"one":1}`,
		`,"any":{"a":[1,2.5,"x",null,true]}}`, `,"at":"2019-06-24T10:00:00.5Z"}`, `,"errors":{"":[]}}`, `,"slug":"b"}`, `,"free":"𝄞𝄞𝄞𝄞"}`,
	} {
		f.Add([]byte(fit + rest))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if checker.Accepts(data) && !judge(schema, opts, data) {
			t.Errorf("accepted what kin-openapi refuses: %q", data)
		}
	})
}
