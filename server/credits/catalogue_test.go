package credits_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tollkeeper/server"
	"tollkeeper/server/credits"
	"tollkeeper/server/servertest"
	"tollkeeper/store/storetest"
)

// A catalogue of one's own is looked at before anything else; what is wrong with it is said with its line.
func TestCatalogue(t *testing.T) {
	const good = "tiers:\n  - {service_type: MINE, tier: ONE, name: One, base_price: 500, currency: JPY, months: 1, credits: 1, grace_days: 0}\n"
	path := filepath.Join(t.TempDir(), "catalogue.yaml")
	write := func(text string) error {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := credits.LoadCatalogue(path)
		return err
	}
	if err := write(good); err != nil {
		t.Fatal(err)
	}
	for text, words := range map[string][]string{
		strings.Replace(good, "base_price: 500", "base_price: 5.5", 1): {"line 2", "base_price"},
		strings.Replace(good, "currency: JPY", "currency: yen", 1):     {"line 2", "currency"},
		good + "  - {service_type: MINE}\n":                            {"line 3", "missing properties"},
		good + strings.SplitN(good, "\n", 2)[1]:                        {"line 3", "twice"},
		"tiers: []\n":                                                  {"line 1"},
		good + "more: 1\n":                                             {"line 1", "more"},
		"tiers:\n  - {":                                                {"line"},
	} {
		if err := write(text); err == nil {
			t.Errorf("accepted:\n%s", text)
		} else {
			for _, word := range words {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%q is not in %v, of\n%s", word, err, text)
				}
			}
		}
	}
	if _, err := credits.LoadCatalogue(path + ".gone"); err == nil {
		t.Error("a file that is not there was read")
	}
	if err := write(good); err != nil {
		t.Fatal(err)
	}
	s := open(t, storetest.Open(t, "sqlite"))
	s.create("xia", "START", nil)
	mine, err := credits.LoadCatalogue(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := mine.Covers(t.Context(), s.Store); err == nil || !strings.Contains(err.Error(), "START of SELF_SERVICE") {
		t.Errorf("a tier in use vanished: %v", err)
	}
	cfg := servertest.Config()
	cfg.Catalogue = path
	without := servertest.Configured(t, s.Store, cfg)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := without.Server.Serve(t.Context(), listener); err == nil || !strings.Contains(err.Error(), "START of SELF_SERVICE") {
		t.Errorf("the server starts without a tier in use: %v", err)
	}
	own := open(t, storetest.Open(t, "sqlite"), func(c *server.Config) { c.Catalogue = path })
	status, _, text := own.raw("donny", "POST", "/subscriptions/"+own.users["xia"].String(), jsonType, `{"service_type":"MINE","tier":"ONE"}`)
	if status != 200 || !strings.Contains(text, `"base_price":500,`) {
		t.Errorf("yen have no decimals: %d %s", status, text)
	}
}
