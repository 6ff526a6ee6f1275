package contract

import "github.com/getkin/kin-openapi/openapi3"

// NormalizeJSON is what the guard makes of a JSON body of this schema, nil for none.
func NormalizeJSON(data []byte, schema *openapi3.SchemaRef) ([]byte, error) {
	normal, _, err := normalizeJSON(data, shapeOf(schema))
	return normal, err
}
