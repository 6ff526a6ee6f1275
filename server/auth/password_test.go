package auth_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/store"
)

func TestHasher(t *testing.T) {
	h := auth.NewHasher(2, auth.OWASP)
	hash := h.Hash("yoyo")
	if !strings.HasPrefix(hash, "argon2id$19456$2$1$") || h.Hash("yoyo") == hash {
		t.Errorf("hash %s: want argon2id with its parameters and a salt of its own", hash)
	}
	long := strings.Repeat("x", 128)
	parts := strings.Split(hash, "$")
	for name, c := range map[string]struct {
		password, hash string
		want           bool
		work           int64
	}{
		"matches":              {"yoyo", hash, true, 1},
		"another hasher's":     {"yoyo", auth.NewHasher(1, auth.Lowest).Hash("yoyo"), true, 1},
		"long":                 {long, h.Hash(long), true, 1},
		"long, the end counts": {long[1:] + "y", h.Hash(long), false, 1},
		"of another script":    {"пароль", h.Hash("пароль"), true, 1},
		"wrong":                {"yoyo1", hash, false, 1},
		"another case":         {"Yoyo", hash, false, 1},
		"empty password":       {"", hash, false, 1},
		"not trimmed":          {" yoyo", hash, false, 1},
		"no hash":              {"yoyo", "", false, 1},
		"unusable":             {"yoyo", auth.Unusable(), false, 1},
		"unusable by its text": {"!", "!", false, 1},
		"another algorithm":    {"yoyo", "md5" + strings.TrimPrefix(hash, "argon2id"), false, 0},
		"cut":                  {"yoyo", strings.Join(parts[:5], "$"), false, 0},
		"broken parameters":    {"yoyo", "argon2id$a$b$c$" + parts[4] + "$" + parts[5], false, 0},
		"broken salt":          {"yoyo", strings.Join(append(parts[:4:4], "?", parts[5]), "$"), false, 0},
		"broken sum":           {"yoyo", strings.Join(append(parts[:5:5], "?"), "$"), false, 0},
		"empty sum":            {"yoyo", strings.Join(append(parts[:5:5], ""), "$"), false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			before := h.Computed()
			if got := h.Matches(c.password, c.hash); got != c.want {
				t.Errorf("got %v", got)
			}
			if did := h.Computed() - before; did != c.work {
				t.Errorf("%d hashes were computed, want %d", did, c.work)
			}
		})
	}
}

func TestUnusable(t *testing.T) {
	u := store.User{PasswordHash: auth.Unusable()}
	if u.Activated() || auth.Unusable() == u.PasswordHash {
		t.Errorf("%q", u.PasswordHash)
	}
}

func TestNewAPIKey(t *testing.T) {
	seen := map[rune]bool{}
	for range 200 {
		secret, record := auth.NewAPIKey(7, clock.Fixed(start))
		if len(secret) != 64 || record.PublicKey != secret[:32] || record.UserID != 7 || !record.CreatedAt.Equal(start) {
			t.Fatalf("%s, %+v", secret, record)
		}
		if strings.Contains(record.SecretHash, secret[32:]) || record.SecretHash == "" {
			t.Fatalf("the secret half is stored: %+v", record)
		}
		for _, c := range secret {
			seen[c] = true
		}
	}
	const all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	for _, c := range all {
		if want := !strings.ContainsRune("iloIO01", c); seen[c] != want {
			t.Errorf("%c: drawn %v, want %v", c, seen[c], want)
		}
		delete(seen, c)
	}
	if len(seen) > 0 {
		t.Errorf("neither letter nor digit: %v", seen)
	}
}

func TestAPIKeys(t *testing.T) {
	f := newFixture(t, defaults)
	key, record := auth.NewAPIKey(f.user("xia").ID, clock.Fixed(start))
	if err := f.store.Do(t.Context(), func(tx *store.Store) error { return tx.CreateAPIKey(t.Context(), &record) }); err != nil {
		t.Fatal(err)
	}
	basic := func(text string) edit {
		return header("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(text)))
	}
	token := verify(f.token("xia"))
	for name, c := range map[string]struct {
		status int
		edit   edit
	}{
		"good":                       {200, basic(key + ":")},
		"the password is ignored":    {200, basic(key + ":whatever")},
		"another case of the scheme": {200, header("Authorization", "bAsIc "+base64.StdEncoding.EncodeToString([]byte(key+":")))},
		"username and password":      {401, basic("xia:yoyo")},
		"wrong secret half":          {401, basic(key[:32] + strings.Repeat("a", 32) + ":")},
		"unknown public half":        {401, basic(strings.Repeat("a", 32) + key[32:] + ":")},
		"too short":                  {401, basic(key[:63] + ":")},
		"too long":                   {401, basic(key + "a:")},
		"not base64":                 {401, header("Authorization", "Basic ?")},
		"nothing":                    {401, header("Authorization", "Basic")},
		"another scheme":             {401, header("Authorization", "Digest "+key)},
		"no token":                   {401, header("Authorization", "Bearer")},
		"blanks in the token":        {401, header("Authorization", "Bearer a b")},
		"a second blank":             {401, header("Authorization", "Bearer  "+f.token("xia"))},
	} {
		t.Run(name, func(t *testing.T) { f.post(c.status, "/auth/tokens/verify/", token, c.edit) })
	}
	if used := f.rows("SELECT last_used_at FROM api_keys"); len(used) != 1 {
		t.Errorf("last used: %v", used)
	}
	f.change("UPDATE users SET is_active = 0 WHERE username = 'xia'")
	f.now = f.now.Add(time.Minute)
	f.post(401, "/auth/tokens/verify/", token, basic(key+":"))
}
