package server_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image/png"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tollkeeper/server"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

type enrollment struct {
	Secret string
	URI    string `json:"provisioning_uri"`
	QRCode string `json:"qr_code"`
}

func enroll(f *servertest.Fixture) enrollment {
	f.Helper()
	var e enrollment
	if err := json.Unmarshal([]byte(send(f, "xia", "PUT", "/api/users/xia/otp/", `{"password": "yoyo"}`).want(f.T, 200).body), &e); err != nil {
		f.Fatal(err)
	}
	return e
}

// codeAt is what the authenticator app shows.
func codeAt(f *servertest.Fixture, secret string, after time.Duration) string {
	f.Helper()
	code, err := totp.GenerateCode(secret, f.Clock.Now().Add(after))
	if err != nil {
		f.Fatal(err)
	}
	return code
}

// An authenticator app is asked for a code at sign-in, each of which is good once; a recovery code stands in for it once (RFC 6238).
func TestAuthenticatorApp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		send(f, "xia", "POST", "/api/users/xia/otp/", `{"code": "123456"}`).want(t, 409)
		send(f, "xia", "PUT", "/api/users/xia/otp/", `{"password": "wrong"}`).want(t, 403)
		e := enroll(f)
		if !strings.HasPrefix(e.URI, "otpauth://totp/DjaoApp:xia?") || !strings.Contains(e.URI, "secret="+e.Secret) {
			t.Errorf("%s", e.URI)
		}
		picture, err := base64.StdEncoding.DecodeString(e.QRCode)
		if err == nil {
			_, err = png.Decode(bytes.NewReader(picture))
		}
		if err != nil {
			t.Errorf("QR code: %v", err)
		}
		signIn(f, "xia", "yoyo").want(t, 201) // it does not count yet
		send(f, "xia", "POST", "/api/users/xia/otp/", `{"code": "12345"}`).want(t, 400)
		wrong := "000000"
		if codeAt(f, e.Secret, 0) == wrong {
			wrong = "000001"
		}
		send(f, "xia", "POST", "/api/users/xia/otp/", `{"code": "`+wrong+`"}`).want(t, 400, `"code"`)
		var codes struct {
			Codes []string `json:"recovery_codes"`
		}
		body := send(f, "xia", "POST", "/api/users/xia/otp/", `{"code": "`+codeAt(f, e.Secret, 0)+`"}`).want(t, 201).body
		if err := json.Unmarshal([]byte(body), &codes); err != nil || len(codes.Codes) != 10 {
			t.Fatalf("%s: %v", body, err)
		}
		signIn(f, "xia", "yoyo").want(t, 400, "authenticator app")
		signIn(f, "xia", "nope").want(t, 403)
		signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 0)).want(t, 400, "used already") // it confirmed the set-up
		f.Clock.Advance(30 * time.Second)
		signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, time.Minute)).want(t, 400, "does not match")
		signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 30*time.Second)).want(t, 201) // her clock is ahead
		signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 0)).want(t, 400, "used already")
		signIn(f, "xia", "yoyo", "recovery_code", "aaaaa-aaaaa").want(t, 400, "recovery_code")
		signIn(f, "xia", "yoyo", "recovery_code", strings.ToUpper(codes.Codes[3])).want(t, 201)
		signIn(f, "xia", "yoyo", "recovery_code", codes.Codes[3]).want(t, 400)
		// A set-up that is begun anew changes nothing until it is finished.
		enroll(f)
		f.Clock.Advance(time.Minute)
		signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 0)).want(t, 201)
		counts := atOnce(4, func(int) int { return signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 30*time.Second)).status })
		if counts[201] != 1 || counts[400] != 3 {
			t.Errorf("one code at once: %v", counts)
		}
		send(f, "xia", "POST", "/api/users/xia/otp/disable/", `{"password": "wrong"}`).want(t, 403)
		send(f, "xia", "POST", "/api/users/xia/otp/disable/", `{"password": "yoyo"}`).want(t, 204)
		signIn(f, "xia", "yoyo").want(t, 201)
		secrets, err := s.OTP(t.Context(), 1)
		if err == nil && bytes.Contains(secrets.Sealed, []byte(e.Secret)) {
			t.Error("the secret is stored readably")
		}
	})
}

// Another secret of the server shuts nobody out who has an authenticator app, or only her recovery codes, while the former one is known.
func TestAuthenticatorAppOutlivesTheSecret(t *testing.T) {
	s := storetest.Open(t, "sqlite")
	f := servertest.New(t, s)
	e := enroll(f)
	var codes struct {
		Codes []string `json:"recovery_codes"`
	}
	body := send(f, "xia", "POST", "/api/users/xia/otp/", `{"code": "`+codeAt(f, e.Secret, 0)+`"}`).want(t, 201).body
	if err := json.Unmarshal([]byte(body), &codes); err != nil {
		t.Fatal(err)
	}
	cfg := servertest.Config()
	cfg.SecretKey, cfg.OldSecretKeys = "another secret, of more than 32 characters", []server.Secret{cfg.SecretKey}
	f = servertest.Configured(t, s, cfg)
	f.Clock.Advance(time.Minute)
	signIn(f, "xia", "yoyo", "code", codeAt(f, e.Secret, 0)).want(t, 201)
	signIn(f, "xia", "yoyo", "recovery_code", codes.Codes[0]).want(t, 201)
	signIn(f, "xia", "yoyo", "recovery_code", codes.Codes[0]).want(t, 400)
}

// The page where an invitation leads asks for a code as well, and takes a recovery code for it.
func TestAuthenticatorAppOnAPage(t *testing.T) {
	f, box := delivering(t, storetest.Open(t, "sqlite"))
	e := enroll(f)
	var codes struct {
		Codes []string `json:"recovery_codes"`
	}
	body := send(f, "xia", "POST", "/api/users/xia/otp/", `{"code": "`+codeAt(f, e.Secret, 0)+`"}`).want(t, 201).body
	if err := json.Unmarshal([]byte(body), &codes); err != nil {
		t.Fatal(err)
	}
	send(f, "alice", "POST", "/api/profile/cowork/roles/contributor/", `{"slug": "xia"}`).want(t, 201)
	link := box.link(f, "You are made")
	submit := func(code string) reply {
		form := url.Values{"username": {"xia"}, "password": {"yoyo"}, "code": {code}}.Encode()
		return send(f, "", "POST", link, form, "Content-Type", "application/x-www-form-urlencoded")
	}
	submit("").want(t, 400, "A code is required")
	submit("aaaaa-aaaaa").want(t, 400, "The recovery code is wrong")
	submit(codeAt(f, e.Secret, 0)).want(t, 400, "used already")
	submit(" "+codes.Codes[2]+" ").want(t, 200, "The role is yours")
}
