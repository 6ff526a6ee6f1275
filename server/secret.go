package server

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"tollkeeper/store"
)

// secretFile keeps the secret that was generated because none was configured, so that a restart does not sign everybody out.
const secretFile = "secret.key"

// secrets returns the keys that tokens are verified with, the signing one first.
func secrets(c Config, log *slog.Logger) ([]string, error) {
	current := string(c.SecretKey)
	if current == "" {
		var err error
		if current, err = generatedSecret(filepath.Join(c.DataDir, secretFile), log); err != nil {
			return nil, err
		}
	}
	keys := []string{current}
	for _, old := range c.OldSecretKeys {
		keys = append(keys, string(old))
	}
	return keys, nil
}

func generatedSecret(path string, log *slog.Logger) (string, error) {
	if err := store.KeepPrivate(path); err != nil {
		return "", err
	}
	data, err := os.ReadFile(path) //nolint:gosec // the operator names the directory
	if err == nil && len(strings.TrimSpace(string(data))) >= leastSecret {
		return strings.TrimSpace(string(data)), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	secret := rand.Text() + rand.Text()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	log.Warn("no secret key is configured: one was generated; set TOLLKEEPER_SECRET_KEY when several servers share a database",
		slog.String("file", path))
	return secret, os.WriteFile(path, []byte(secret+"\n"), 0o600)
}
