package naming_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/naming"
)

func TestEmailKey(t *testing.T) {
	for address, want := range map[string]string{
		"Xia@Example.COM": "xia@example.com", "hans@münchen.de": "hans@xn--mnchen-3ya.de", "hans@MÜNCHEN.de": "hans@xn--mnchen-3ya.de",
		"hans@XN--MNCHEN-3YA.de": "hans@xn--mnchen-3ya.de", "hans@mu\u0308nchen.de": "hans@xn--mnchen-3ya.de", "Ünal@example.com": "ünal@example.com",
		"U\u0308nal@example.com": "ünal@example.com", "STRASSE@example.com": "strasse@example.com", "straße@example.com": "strasse@example.com",
		"a@straße.de": "a@xn--strae-oqa.de", "joe+1@x.example": "joe+1@x.example", "Σίσυφος@example.gr": "σίσυφοσ@example.gr", "用户@例子.公司": "用户@xn--fsqu00a.xn--55qx5d",
		// What was taken before the rule.
		".X@y": ".x@y", "nobody": "nobody", "": "",
	} {
		if got := naming.EmailKey(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
	if !naming.SameEmail("Ünal@Example.com", "ünal@example.COM") || naming.SameEmail("unal@example.com", "ünal@example.com") {
		t.Error("one mailbox is two, or two are one")
	}
}

func TestUndeliverable(t *testing.T) {
	for address, fits := range map[string]bool{
		"a@b.example": true, "a@localhost": true, "Ünal@münchen.de": true, "o'neil+x@b.example": true, "a.b@c.example": true, "用户@例子.公司": true,
		strings.Repeat("a", 64) + "@b.example": true,
		"":                                     false, "@": false, "a": false, "a@": false, "@b.example": false, ".a@b.example": false, "a.@b.example": false,
		"a..b@c.example": false, "a b@c.example": false, "a\x00@c.example": false, "a\n@c.example": false, "a@b c.example": false, "a@.example": false,
		"a@b..example": false, "a@b.example.": false, "a@-b.example": false, "a@b@c.example": false, "\"a\"@b.example": false, "a@[127.0.0.1]": false,
		"a\u200b@b.example": false, "a\u202e@b.example": false, "a\xff@b.example": false, "a@b_c.example": false, "a@" + strings.Repeat("b", 64) + ".example": false,
		strings.Repeat("a", 65) + "@b.example": false, "a@xn--a.example": false,
	} {
		if why := naming.Undeliverable(address); (why == "") != fits {
			t.Errorf("%q: %q", address, why)
		}
	}
}

// checkEmail holds what must be so for every text.
func checkEmail(t interface{ Fatalf(string, ...any) }, address string) {
	key := naming.EmailKey(address)
	if again := naming.EmailKey(key); again != key {
		t.Fatalf("the key of %q is %q, and of that %q", address, key, again)
	}
	if naming.Undeliverable(address) != "" {
		return
	}
	if len(key) > 254 || !utf8.ValidString(key) || strings.ContainsAny(key, " \x00\r\n") || strings.HasPrefix(key, ".") {
		t.Fatalf("%q: %q", address, key)
	}
	sent, err := naming.Deliverable(address)
	if err != nil || naming.EmailKey(sent) != key {
		t.Fatalf("%q is sent as %q, %v", address, sent, err)
	}
	_, host, _ := strings.Cut(key, "@")
	for _, r := range host {
		if r >= 0x80 || r >= 'A' && r <= 'Z' {
			t.Fatalf("%q: %q", address, key)
		}
	}
	local := address[:strings.LastIndexByte(address, '@')]
	if other := strings.ToUpper(local) + "@" + strings.ToUpper(host); naming.Undeliverable(other) == "" && isASCII(local) && naming.EmailKey(other) != key {
		t.Fatalf("%q and %q are two", address, other)
	}
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) }

func TestEmailKeyIsItsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkEmail(t, rapid.String().Draw(t, "local")+"@"+rapid.SampledFrom([]string{"b.example", "MÜNCHEN.de", "", "例子.公司"}).Draw(t, "domain"))
		checkEmail(t, rapid.String().Draw(t, "text"))
	})
}

func FuzzEmailKey(f *testing.F) {
	for _, seed := range []string{"a@b.example", "Ünal@münchen.de", ".a@b", "a@", "\xff@b.example", "ŉ@b.example", "ͅα@b.example", "ᾳ@b.example", "İ@b.example", "Ꭰꭰ@b.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) { checkEmail(t, address) })
}
