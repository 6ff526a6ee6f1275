package auth_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"pgregory.net/rapid"

	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/store"
)

const otherSecret = "another secret, of 32 characters too"

var xia = store.User{
	ID: 7, Username: "xia", Email: "xia@example.com", FirstName: "Xia", LastName: "Lee", PasswordHash: "x", CredentialVersion: 3, CreatedAt: start,
}

func tokensAt(at time.Time, secrets ...string) *auth.Tokens {
	return auth.NewTokens(clock.Fixed(at), secrets...)
}

// sign makes a token as anybody could who knows the key.
func sign(t *testing.T, method jwt.SigningMethod, key any, headers map[string]any, claims jwt.MapClaims) string {
	t.Helper()
	token := jwt.NewWithClaims(method, claims)
	for name, value := range headers {
		token.Header[name] = value
	}
	return must[string](t)(token.SignedString(key))
}

func TestTokensIssue(t *testing.T) {
	picture := "https://example.com/xia.png"
	token := must[string](t)(tokensAt(start, secret).Issue(xia, &picture, auth.TokenLifetime, "abc"))
	c := must[auth.Claims](t)(tokensAt(start, secret).Verify(token))
	if c.Slug != "xia" || c.Username != "xia" || c.PrintableName != "Xia Lee" || c.FullName != "Xia Lee" || c.Email != "xia@example.com" ||
		*c.Picture != picture || c.CreatedAt != "2019-06-24T10:00:00Z" || !c.Credentials || c.UserID != 7 || c.Version != 3 || c.SignIn != "abc" ||
		c.ExpiresAt.Unix() != start.Unix()+1209600 || c.IssuedAt != nil || c.ID != "" || c.Issuer != "" || c.Audience != nil {
		t.Errorf("%+v", c)
	}
	for _, private := range []string{secret, xia.PasswordHash + `"`} {
		body := must[[]byte](t)(base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1]))
		if strings.Contains(string(body), private) {
			t.Errorf("%s is in %s", private, body)
		}
	}
}

func TestTokensVerify(t *testing.T) {
	good := must[string](t)(tokensAt(start, secret).Issue(xia, nil, time.Hour, "abc"))
	parts := strings.Split(good, ".")
	header := must[*jwt.Token](t)(jwt.Parse(good, func(*jwt.Token) (any, error) { return []byte(secret), nil }, jwt.WithoutClaimsValidation())).Header
	claims := func() jwt.MapClaims {
		return jwt.MapClaims{"username": "xia", "uid": 7, "ver": 3, "exp": start.Add(time.Hour).Unix()}
	}
	without := func(name string) jwt.MapClaims {
		out := claims()
		delete(out, name)
		return out
	}
	text := claims()
	text["uid"] = "7"
	keyID := map[string]any{"kid": header["kid"]}
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	payload := base64.RawURLEncoding.EncodeToString([]byte(`{"username":"donny","uid":1,"ver":1,"exp":99999999999}`))
	for name, c := range map[string]struct {
		token string
		at    time.Time
		good  bool
	}{
		"good":                 {good, start, true},
		"last moment":          {good, start.Add(time.Hour - time.Microsecond), true},
		"expired":              {good, start.Add(time.Hour), false},
		"signed as we do":      {sign(t, jwt.SigningMethodHS256, []byte(secret), header, claims()), start, true},
		"without expiry":       {sign(t, jwt.SigningMethodHS256, []byte(secret), header, without("exp")), start, false},
		"without username":     {sign(t, jwt.SigningMethodHS256, []byte(secret), header, without("username")), start, false},
		"without user id":      {sign(t, jwt.SigningMethodHS256, []byte(secret), header, without("uid")), start, false},
		"without key id":       {sign(t, jwt.SigningMethodHS256, []byte(secret), nil, claims()), start, false},
		"unknown key id":       {sign(t, jwt.SigningMethodHS256, []byte(secret), map[string]any{"kid": "00000000"}, claims()), start, false},
		"key id of no text":    {sign(t, jwt.SigningMethodHS256, []byte(secret), map[string]any{"kid": 1}, claims()), start, false},
		"another key":          {sign(t, jwt.SigningMethodHS256, []byte(otherSecret), header, claims()), start, false},
		"the empty key":        {sign(t, jwt.SigningMethodHS256, []byte{}, header, claims()), start, false},
		"algorithm none":       {sign(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, keyID, claims()), start, false},
		"no signature":         {parts[0] + "." + parts[1] + ".", start, false},
		"longer algorithm":     {sign(t, jwt.SigningMethodHS512, []byte(secret), keyID, claims()), start, false},
		"asymmetric algorithm": {sign(t, jwt.SigningMethodEdDSA, private, keyID, claims()), start, false},
		"another payload":      {parts[0] + "." + payload + "." + parts[2], start, false},
		"two parts":            {parts[0] + "." + parts[1], start, false},
		"four parts":           {good + "." + parts[2], start, false},
		"empty":                {"", start, false},
		"text":                 {"token", start, false},
		"user id of no number": {sign(t, jwt.SigningMethodHS256, []byte(secret), header, text), start, false},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := tokensAt(c.at, secret).Verify(c.token); (err == nil) != c.good {
				t.Errorf("got %v", err)
			}
		})
	}
}

// One changed character anywhere is enough.
func TestTokensRefuseTampering(t *testing.T) {
	tokens := tokensAt(start, secret)
	good := must[string](t)(tokens.Issue(xia, nil, time.Hour, "abc"))
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(good)-1).Draw(t, "at")
		with := rapid.RuneFrom([]rune("ABCxyz019_-.=")).Draw(t, "with")
		bad := good[:at] + string(with) + good[at+1:]
		_, err := tokens.Verify(bad)
		// The last character of a base64 text has bits that mean nothing.
		if err == nil && bad[:len(bad)-1] != good[:len(good)-1] {
			t.Fatalf("accepted %s", bad)
		}
	})
}

func TestTokensOfFormerSecrets(t *testing.T) {
	old := must[string](t)(tokensAt(start, otherSecret).Issue(xia, nil, time.Hour, "abc"))
	rotated := tokensAt(start, secret, otherSecret)
	if _, err := rotated.Verify(old); err != nil {
		t.Errorf("a former secret: %v", err)
	}
	fresh := must[string](t)(rotated.Issue(xia, nil, time.Hour, "abc"))
	if _, err := tokensAt(start, secret).Verify(fresh); err != nil {
		t.Errorf("the current secret: %v", err)
	}
	if _, err := tokensAt(start, otherSecret).Verify(fresh); err == nil {
		t.Error("a new token is signed with a former secret")
	}
}

func TestVerificationKey(t *testing.T) {
	tokens := tokensAt(start, secret)
	const selector = "0123456789abcdef0123"
	key := tokens.VerificationKey(selector)
	if len(key) != 40 || strings.Trim(key, "0123456789abcdef") != "" || key != tokens.VerificationKey(selector) {
		t.Errorf("key %q", key)
	}
	for text, want := range map[string]string{
		key: selector, tokensAt(start, otherSecret).VerificationKey(selector): "", key[1:] + "0": "", "0" + key[:39]: "", key[:39]: "", key + "0": "",
		strings.ToUpper(key): "", "": "",
	} {
		if got, ok := tokens.VerificationSelector(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
	if got, ok := tokensAt(start, otherSecret, secret).VerificationSelector(key); got != selector || !ok {
		t.Error("a key of a former secret is refused")
	}
}

func TestAuthTokensCreateAndVerify(t *testing.T) {
	f := newFixture(t, defaults)
	own, caller := f.token("xia"), bearer(f.token("xia"))
	foreign := f.token("joe")
	renamed, changed, disabled := f.token("mark"), f.token("marie"), f.token("erin")
	f.change("UPDATE users SET username = 'mark2' WHERE username = 'mark'")
	f.change("UPDATE users SET credential_version = 2 WHERE username = 'marie'")
	f.change("UPDATE users SET is_active = 0 WHERE username = 'erin'")
	unknown := f.user("xia")
	unknown.ID = 4711
	f.change("UPDATE contacts SET picture = 'https://example.com/xia.png' WHERE slug = 'xia'")
	for name, c := range map[string]struct {
		token           string
		refresh, verify int
	}{
		"own":             {own, 201, 200},
		"another user's":  {foreign, 403, 400},
		"unreadable":      {"x.y.z", 400, 400},
		"expired":         {must[string](t)(f.tokens.Issue(f.user("xia"), nil, 0, auth.NewSignIn())), 400, 400},
		"of nobody":       {must[string](t)(f.tokens.Issue(unknown, nil, time.Hour, auth.NewSignIn())), 400, 400},
		"of another name": {renamed, 400, 400},
		"old credentials": {changed, 400, 400},
		"of a disabled":   {disabled, 400, 400},
		"empty":           {"", 400, 400},
	} {
		t.Run(name, func(t *testing.T) {
			f.now = start.Add(time.Hour - time.Minute)
			refreshed := f.post(c.refresh, "/auth/tokens/", verify(c.token), caller).Token
			if verified := f.post(c.verify, "/auth/tokens/verify/", verify(c.token), caller).Token; c.verify == 200 && verified != c.token {
				t.Errorf("verified as %s", verified)
			}
			if c.refresh == 201 {
				claims := f.claims(refreshed)
				if claims.Username != "xia" || *claims.Picture != "https://example.com/xia.png" || !claims.ExpiresAt.Equal(f.now.Add(auth.TokenLifetime)) {
					t.Errorf("claims %+v", claims)
				}
				f.post(200, "/auth/tokens/verify/", verify(refreshed), bearer(c.token))
			}
		})
	}
	f.post(401, "/auth/tokens/", verify(own))
	f.post(401, "/auth/tokens/verify/", verify(own))
	// A token dies with the credentials and with the name that it was issued for.
	for _, dead := range []string{renamed, changed, disabled} {
		f.post(401, "/auth/tokens/", verify(dead), bearer(dead))
	}
}
