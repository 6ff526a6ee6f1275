package main

import (
	"strings"
	"testing"

	"tollkeeper/server"
)

// The demo data, whose passwords everybody knows, are served to this machine alone unless somebody says otherwise; nothing is written before.
func TestDemoIsForThisMachine(t *testing.T) {
	for address, own := range map[string]bool{
		"127.0.0.1:8020": true, "127.1.2.3:0": true, "[::1]:8020": true, "localhost:8020": true, "[::ffff:127.0.0.1]:80": true,
		":8020": false, "0.0.0.0:8020": false, "[::]:8020": false, "192.0.2.1:80": false, "demo.example:80": false, "8020": false,
	} {
		if got := onLoopback(address); got != own {
			t.Errorf("%s: %t, want %t", address, got, own)
		}
	}
	cfg := server.Config{Addr: "0.0.0.0:8020", DatabaseURL: "sqlite:/nowhere/at/all.db"}
	err := serveCommand{Config: cfg, Demo: true}.Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "say --demo-on-every-address") {
		t.Errorf("got %v", err)
	}
	if err := (serveCommand{Config: cfg, Demo: true, DemoOnEveryAddress: true}).Run(t.Context()); err == nil || strings.Contains(err.Error(), "--demo-on-every-address") {
		t.Errorf("got %v", err)
	}
}
