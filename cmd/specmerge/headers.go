package main

import (
	"slices"
	"strings"

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
			addHeader(resource, "ETag", "ETag")
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

func addHeader(response *yaml.Node, name, component string) {
	headers := child(response, "headers")
	if headers == nil {
		headers = &yaml.Node{Kind: yaml.MappingNode}
		response.Content = append(response.Content, text("headers"), headers)
	}
	headers.Style = 0
	headers.Content = append(headers.Content, text(name), reference("headers", component))
}

// addPreference declares, for operations that take a body or a query, that they can be asked to be strict about keys that the contract does not know, and
// how their answers name what was ignored.
func addPreference(doc *yaml.Node) {
	paths, components := child(doc, "paths"), child(doc, "components")
	if paths == nil || components == nil || child(child(components, "parameters"), "Prefer") == nil {
		return
	}
	for i := 1; i < len(paths.Content); i += 2 {
		item := paths.Content[i]
		for j := 0; j+1 < len(item.Content); j += 2 {
			operation := item.Content[j+1]
			responses := child(operation, "responses")
			if responses == nil || isTrue(child(operation, "x-stream")) ||
				child(operation, "requestBody") == nil && !asks(components, child(item, "parameters")) && !asks(components, child(operation, "parameters")) {
				continue
			}
			addParameter(operation, "Prefer")
			for k := 0; k+1 < len(responses.Content); k += 2 {
				if response := responses.Content[k+1]; strings.HasPrefix(responses.Content[k].Value, "2") && child(response, "$ref") == nil {
					tellIgnored(response)
				}
			}
		}
	}
	for _, name := range []string{"BadRequest", "ValidationFailed"} {
		if refusal := child(child(components, "responses"), name); refusal != nil {
			tellIgnored(refusal)
		}
	}
}

// asks tells whether one of some parameters is in the query.
func asks(components, parameters *yaml.Node) bool {
	if parameters == nil {
		return false
	}
	for _, parameter := range parameters.Content {
		if ref := child(parameter, "$ref"); ref != nil {
			parameter = child(child(components, "parameters"), strings.TrimPrefix(ref.Value, "#/components/parameters/"))
		}
		if in := child(parameter, "in"); in != nil && in.Value == "query" {
			return true
		}
	}
	return false
}

func tellIgnored(response *yaml.Node) {
	addHeader(response, "Tollkeeper-Ignored", "Ignored")
	addHeader(response, "Preference-Applied", "PreferenceApplied")
}
