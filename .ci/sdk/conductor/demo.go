package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"tollkeeper/openapi/example"
	"tollkeeper/store"
)

// demo is the binary, serving demo data of its own.
type demo struct {
	url, database, dir string
	process            *exec.Cmd
	sts                *httptest.Server
	tokens             map[string]string
}

func start(ctx context.Context, binary string) (*demo, error) {
	dir, err := os.MkdirTemp("", "tollkeeper-sdk")
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return nil, err
	}
	d := &demo{
		url: "http://" + address, database: "sqlite:" + filepath.Join(dir, "demo.db"), dir: dir, tokens: map[string]string{},
		sts: httptest.NewServer(http.HandlerFunc(example.STS)),
	}
	d.process = exec.CommandContext(ctx, binary, "serve", "--demo", "--addr", address, "--database-url", d.database,
		"--data-dir", dir, "--password-length", "1", "--mail", "off", "--throttle", "off", "--log-level", "error",
		"--upload-bucket", "example-uploads", "--upload-role", "arn:aws:iam::1:role/upload")
	d.process.Env = append(os.Environ(), "TOLLKEEPER_UPLOAD_STS="+d.sts.URL, "AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret")
	d.process.Stderr = os.Stderr
	if err := d.process.Start(); err != nil {
		return nil, err
	}
	for range 300 {
		response, err := http.Get(d.url + "/readyz")
		if err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return d, nil
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	d.stop()
	return nil, errors.New("the server is not ready after 30 seconds")
}

func (d *demo) stop() {
	_ = d.process.Process.Kill()
	_ = d.process.Wait()
	d.sts.Close()
	_ = os.RemoveAll(d.dir)
}

func (d *demo) stage(requests map[string]example.Request) *example.Stage {
	return &example.Stage{URL: d.url, Client: http.DefaultClient, Requests: requests, Token: d.token, Mails: d.mails, Now: time.Now}
}

func (d *demo) token(ctx context.Context, username string) (string, error) {
	if token, ok := d.tokens[username]; ok {
		return token, nil
	}
	body := fmt.Sprintf(`{"username": %q, "password": "yoyo"}`, username)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url+"/api/auth/", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	var answer struct {
		Token string `json:"token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", err
	}
	if answer.Token == "" {
		return "", fmt.Errorf("signing in as %s: status %d", username, response.StatusCode)
	}
	d.tokens[username] = answer.Token
	return answer.Token, nil
}

// mails reads the outbox, where everything waits because sending is off.
func (d *demo) mails(ctx context.Context) ([]string, error) {
	s, err := store.Open(ctx, d.database, store.Options{MaxConnections: 1})
	if err != nil {
		return nil, err
	}
	defer s.Close() //nolint:errcheck // only read
	waiting, err := s.WaitingMails(ctx)
	out := make([]string, len(waiting))
	for i, m := range waiting {
		out[i] = m.Payload
	}
	return out, err
}
