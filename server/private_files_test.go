package server_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"tollkeeper/server/servertest"
	"tollkeeper/store/storetest"
)

// The secret key and the mails that are kept as files are their owner's alone: when they are made, and when somebody opened them to others.
func TestSecretAndOutboxArePrivate(t *testing.T) {
	cfg := servertest.Config()
	cfg.SecretKey, cfg.DataDir, cfg.Mail = "", filepath.Join(t.TempDir(), "data"), "on"
	secret, outbox := filepath.Join(cfg.DataDir, "secret.key"), filepath.Join(cfg.DataDir, "outbox")
	for _, username := range []string{"ann", "bea"} {
		db := storetest.Open(t, storetest.Engines()[0])
		f := servertest.Configured(t, db, cfg)
		servertest.Demo(t, db)
		f.Call("", "POST", "/auth/register/", `{"email": "`+username+`@example.com", "full_name": "Roy", "username": "`+username+`", "password": "yoyo"}`, 201, nil)
		if n, err := f.Server.DeliverMail(t.Context()); err != nil || n == 0 {
			t.Fatalf("%d mails, %v", n, err)
		}
		mails := mailsIn(t, outbox)
		for path, want := range map[string]fs.FileMode{cfg.DataDir: 0o700, secret: 0o600, outbox: 0o700, mails[0]: 0o600} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%q after %s: %v, %v; want %v", path, username, info.Mode(), err, want)
			}
		}
		for path, mode := range map[string]fs.FileMode{secret: 0o644, outbox: 0o755, mails[0]: 0o644} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func mailsIn(t *testing.T, outbox string) []string {
	t.Helper()
	mails, err := filepath.Glob(filepath.Join(outbox, "*.eml"))
	if err != nil || len(mails) == 0 {
		t.Fatalf("no mail is a file: %v, %v", mails, err)
	}
	return mails
}
