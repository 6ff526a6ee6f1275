// Package tools pins the linters of the project in a module of its own, so that their dependencies stay out of the product's. They are
// the tool directives of go.mod; `make lint` builds them into .cache/bin.
package tools
