package naming_test

import (
	"testing"

	"tollkeeper/server/domain/naming"
)

func TestReserved(t *testing.T) {
	for name, want := range map[string]bool{
		naming.Archived(7): true, "_ARCHIVE_x": true, naming.Archived(7) + "@example.com": true,
		"": false, "_archive": false, "archive_7": false, "x_archive_7": false, "xia": false,
	} {
		if got := naming.Reserved(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	if got := naming.Archived(12); got != "_archive_12" {
		t.Error(got)
	}
}
