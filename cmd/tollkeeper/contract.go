package main

import (
	"os"

	"tollkeeper/openapi"
	"tollkeeper/server"
)

type openapiCommand struct {
	Name openapi.Name `arg:"" optional:"" default:"djaoapp" enum:"djaoapp,subscriptions" help:"djaoapp or subscriptions."`
}

// Run prints the contract as YAML.
func (c openapiCommand) Run() error {
	data, err := openapi.YAML(c.Name)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(data)
	return err
}

type accessTableCommand struct{}

// Run prints the table.
func (accessTableCommand) Run() error { return server.WriteAccessTable(os.Stdout) }
