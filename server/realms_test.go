package server_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"tollkeeper/server/servertest"
	"tollkeeper/store/storetest"
)

type realm struct {
	Location, Acl, Policy, Signature string
	AccessKey                        string `json:"access_key"`
	Token                            string `json:"security_token"`
	Credential                       string `json:"x_amz_credential"`
	Date                             string `json:"x_amz_date"`
}

// An independent computation of the signature, by another language.
const signer = `import hmac, hashlib, sys
key = ("AWS4" + sys.argv[1]).encode()
for part in sys.argv[2:]: key = hmac.new(key, part.encode(), hashlib.sha256).digest()
print(key.hex())`

// Uploads are signed with temporary credentials of a role, for the files of one profile (auth-users.md 4.1).
func TestUploadRealms(t *testing.T) {
	var asked []string
	sts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, string(body))
		_, _ = fmt.Fprintf(w, `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIA%d</AccessKeyId>
			<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
			len(asked), servertest.Start.Add(time.Duration(len(asked))*time.Hour).Format(time.RFC3339))
	}))
	t.Cleanup(sts.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIA")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "own secret")
	s := storetest.Open(t, "sqlite")
	cfg := servertest.Config()
	cfg.UploadBucket, cfg.UploadRegion, cfg.UploadRole, cfg.UploadExternalID, cfg.UploadSTS = "files", "eu-west-1", "arn:aws:iam::1:role/upload", "ext", sts.URL
	f := servertest.Configured(t, s, cfg)
	servertest.Demo(t, s)
	read := func(as, path string) realm {
		t.Helper()
		var r realm
		if err := json.Unmarshal([]byte(send(f, as, "GET", "/api/auth/tokens/realms/"+path, "").want(t, 200).body), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := read("alice", "cowork/")
	if r.Location != "https://files.s3-eu-west-1.amazonaws.com/cowork/" || r.Acl != "private" || r.AccessKey != "ASIA1" || r.Token != "token" ||
		r.Credential != "ASIA1/20190624/eu-west-1/s3/aws4_request" || r.Date != "20190624T000000Z" {
		t.Errorf("%+v", r)
	}
	for _, want := range []string{"RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fupload", "ExternalId=ext", "DurationSeconds=3600", "RoleSessionName=alice"} {
		if !strings.Contains(asked[0], want) {
			t.Errorf("%s is not in %s", want, asked[0])
		}
	}
	policy, err := base64.StdEncoding.DecodeString(r.Policy)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"expiration":"2019-06-25T10:00:00.000Z"`, `{"bucket":"files"}`, `["starts-with","$key","cowork/"]`, `{"x-amz-server-side-encryption":"AES256"}`,
		`{"acl":"private"}`, `["starts-with","$Content-Type",""]`, `{"x-amz-algorithm":"AWS4-HMAC-SHA256"}`, `{"x-amz-security-token":"token"}`,
	} {
		if !strings.Contains(string(policy), want) {
			t.Errorf("%s is not in %s", want, policy)
		}
	}
	out, err := exec.CommandContext(t.Context(), "python3", "-c", signer, "secret", "20190624", "eu-west-1", "s3", "aws4_request", r.Policy).Output()
	if err != nil || strings.TrimSpace(string(out)) != r.Signature {
		t.Errorf("signature %s, want %s (%v)", r.Signature, out, err)
	}
	if r = read("alice", "cowork/?public=true"); r.Acl != "public-read" || len(asked) != 1 {
		t.Errorf("%+v after %d calls of STS", r, len(asked))
	}
	f.Clock.Advance(time.Hour - 5*time.Second)
	if r = read("alice", "cowork/"); r.AccessKey != "ASIA2" {
		t.Errorf("ended credentials: %+v", r)
	}
	if r = read("donny", ""); r.Location != "https://files.s3-eu-west-1.amazonaws.com/" {
		t.Errorf("%+v", r)
	}
	send(f, "alice", "GET", "/api/auth/tokens/realms/", "").want(t, 403)
	send(f, "xia", "GET", "/api/auth/tokens/realms/cowork/", "").want(t, 403)
	send(f, "donny", "GET", "/api/auth/tokens/realms/nobody/", "").want(t, 404)
	sts.Close()
	f.Clock.Advance(2 * time.Hour)
	if got := send(f, "donny", "GET", "/api/auth/tokens/realms/", ""); got.status != 500 || strings.Contains(got.body, "STS") {
		t.Errorf("without STS: %d %s", got.status, got.body)
	}
}

func TestUploadRealmsWithoutBucket(t *testing.T) {
	f := servertest.New(t, storetest.Open(t, "sqlite"))
	send(f, "donny", "GET", "/api/auth/tokens/realms/", "").want(t, 400, "No upload storage")
	send(f, "alice", "GET", "/api/auth/tokens/realms/cowork/", "").want(t, 400, "No upload storage")
}
