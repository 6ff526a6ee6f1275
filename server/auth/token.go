package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tollkeeper/server/clock"
	"tollkeeper/store"
)

// TokenLifetime is how long a token of /api is good (auth-users.md 2.2).
const TokenLifetime = 14 * 24 * time.Hour

// Tokens issues and verifies the JSON Web Tokens that sign a user in: HS256 with a key id, bound to the user's id and to the version of
// her credentials, so that a changed password ends them (auth-users.md 2.2).
type Tokens struct {
	now   clock.Clock
	keyID string
	keys  map[string][]byte
}

// NewTokens takes the secrets of the server, the current one first; older ones still verify.
func NewTokens(now clock.Clock, secrets ...string) *Tokens {
	t := &Tokens{now: now, keys: map[string][]byte{}}
	for i, secret := range secrets {
		sum := sha256.Sum256([]byte("key id of " + secret))
		id := hex.EncodeToString(sum[:4])
		t.keys[id] = []byte(secret)
		if i == 0 {
			t.keyID = id
		}
	}
	return t
}

// Claims are what a token says. Clients rely on username, email, full_name and exp; sub is the UUID by which /api/v1 names users.
type Claims struct {
	Slug          string  `json:"slug"`
	Username      string  `json:"username"`
	PrintableName string  `json:"printable_name"`
	FullName      string  `json:"full_name"`
	Picture       *string `json:"picture"`
	Email         string  `json:"email"`
	CreatedAt     string  `json:"created_at"`
	Credentials   bool    `json:"credentials"`
	UserID        int64   `json:"uid"`
	// SignIn is the sign-in that the token came of; those that were refreshed have it in common, so that it ends them all.
	SignIn string `json:"sid"`
	// Version is that of the user's credentials when the token was issued.
	Version int64 `json:"ver"`
	jwt.RegisteredClaims
}

// NewSignIn names a sign-in, unlike every other one.
func NewSignIn() string { return rand.Text() }

// signInAt names a sign-in of an instant, which signedInAt reads again: what is asked for shortly after it needs no other proof. Nobody but the
// server makes such a name, since tokens are signed and a session is known by its key.
func signInAt(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) + "-" + NewSignIn() }

// signedInAt is the instant of a sign-in; ok is false for one that does not tell.
func signedInAt(signIn string) (at time.Time, ok bool) {
	seconds, _, found := strings.Cut(signIn, "-")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	return time.Unix(unix, 0), found && err == nil
}

// Issue makes a token for a user that came of a sign-in and ends after a lifetime.
func (t *Tokens) Issue(u store.User, picture *string, lifetime time.Duration, signIn string) (string, error) {
	name := printableName(u)
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, Claims{
		Slug: u.Username, Username: u.Username, PrintableName: name, FullName: name, Picture: picture, Email: u.Email,
		CreatedAt: u.CreatedAt.UTC().Format(time.RFC3339Nano), Credentials: u.Activated(), UserID: u.ID, SignIn: signIn, Version: u.CredentialVersion,
		RegisteredClaims: jwt.RegisteredClaims{Subject: u.UUID, ExpiresAt: jwt.NewNumericDate(t.now().Add(lifetime))},
	})
	token.Header["kid"] = t.keyID
	return token.SignedString(t.keys[t.keyID])
}

func printableName(u store.User) string {
	if name := u.FullName(); name != "" {
		return name
	}
	return u.Username
}

// Verify returns the claims of a token that we signed and that has not ended. Whether the user still stands behind it the caller checks.
func (t *Tokens) Verify(token string) (Claims, error) {
	var claims Claims
	_, err := jwt.ParseWithClaims(token, &claims, func(parsed *jwt.Token) (any, error) {
		id, _ := parsed.Header["kid"].(string)
		if key, ok := t.keys[id]; ok {
			return key, nil
		}
		return nil, errors.New("unknown key id")
	}, jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return t.now() }))
	if err == nil && (claims.Username == "" || claims.UserID == 0) {
		err = errors.New("the token names nobody")
	}
	if claims.SignIn == "" { // made before tokens named their sign-in; what is signed names this one
		signed := token[:max(0, strings.LastIndexByte(token, '.'))]
		claims.SignIn = hashKey(signed)
	}
	return claims, err
}

// macs are what mac makes of a text, and what it made of it with former secrets.
func (t *Tokens) macs(purpose, text string) []string {
	out := make([]string, 0, len(t.keys))
	for _, secret := range t.keys {
		out = append(out, mac(secret, purpose, text))
	}
	return out
}

// mac seals a text with the current secret.
func (t *Tokens) mac(purpose, text string) string { return mac(t.keys[t.keyID], purpose, text) }
