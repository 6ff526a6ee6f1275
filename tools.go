//go:build tools

// Package tools pins the generators in go.mod. The linters have a module of their own, .ci/tools, so that their many dependencies
// stay out of the product's.
package tools

import _ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"
