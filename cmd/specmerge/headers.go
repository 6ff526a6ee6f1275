package main

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// addGuardHeaders declares what the guard reads and sets for operations of a kind: Idempotency-Key on whatever changes something, and,
// on a resource that is read under the same path, the ETag of the answer and If-Match of PUT, PATCH and DELETE.
func addGuardHeaders(doc *yaml.Node) {
	paths, components := child(doc, "paths"), child(doc, "components")
	if paths == nil || components == nil {
		return
	}
	parameters := child(components, "parameters")
	if parameters == nil || child(parameters, "IdempotencyKey") == nil {
		return
	}
	for i := 1; i < len(paths.Content); i += 2 {
		item := paths.Content[i]
		resource := readable(child(item, "get"))
		changed := false
		for j := 0; j+1 < len(item.Content); j += 2 {
			method, operation := item.Content[j].Value, item.Content[j+1]
			responses := child(operation, "responses")
			if !slices.Contains([]string{"post", "put", "patch", "delete"}, method) || responses == nil || isTrue(child(operation, "x-stream")) {
				continue
			}
			addParameter(operation, "IdempotencyKey")
			ensureResponse(responses, "409", "Conflict")
			if shared := child(components, "responses"); child(shared, "ValidationFailed") != nil {
				ensureResponse(responses, "422", "ValidationFailed") // FastAPI has one answer to all that is wrong with a request
			} else {
				ensureResponse(responses, "400", "BadRequest")
				ensureResponse(responses, "422", "KeyReused")
			}
			if resource != nil && method != "post" {
				addParameter(operation, "IfMatch")
				ensureResponse(responses, "412", "PreconditionFailed")
				changed = true
			}
		}
		if changed {
			addHeader(resource, "ETag")
		}
	}
}

// readable returns the success response of a GET operation when it is a JSON body of its own.
func readable(get *yaml.Node) *yaml.Node {
	if get == nil || isTrue(child(get, "x-stream")) {
		return nil
	}
	success := child(child(get, "responses"), "200")
	if success == nil {
		return nil
	}
	if content := child(success, "content"); content == nil || child(content, "application/json") == nil {
		return nil
	}
	return success
}

func isTrue(n *yaml.Node) bool { return n != nil && n.Value == "true" }

func addParameter(operation *yaml.Node, name string) {
	parameters := child(operation, "parameters")
	if parameters == nil {
		parameters = &yaml.Node{Kind: yaml.SequenceNode}
		operation.Content = append(operation.Content, text("parameters"), parameters)
	}
	parameters.Style = 0
	parameters.Content = append(parameters.Content, reference("parameters", name))
}

func ensureResponse(responses *yaml.Node, status, name string) {
	if child(responses, status) == nil {
		addResponse(responses, status, name)
	}
}

func addHeader(response *yaml.Node, name string) {
	headers := child(response, "headers")
	if headers == nil {
		headers = &yaml.Node{Kind: yaml.MappingNode}
		response.Content = append(response.Content, text("headers"), headers)
	}
	headers.Style = 0
	headers.Content = append(headers.Content, text(name), reference("headers", name))
}
