package example

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"
)

// Stage is a running server with the demo data that examples are sent to.
type Stage struct {
	URL      string
	Client   *http.Client
	Requests map[string]Request
	// Token is a token of a user.
	Token func(ctx context.Context, username string) (string, error)
	// Mails are the contents of the mails that wait to be sent, newest last.
	Mails func(ctx context.Context) ([]string, error)
	// Now is the time of the server.
	Now func() time.Time
}

// Answer is what the server said.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Prepare sends what goes before an example, and returns its request with the values that only the running server knows.
func (s *Stage) Prepare(ctx context.Context, key string) (Request, error) {
	r, ok := s.Requests[key]
	if !ok {
		return r, fmt.Errorf("there is no example %q", key)
	}
	var last Answer
	var sent Request
	for _, before := range r.Setup.After {
		var err error
		if sent, err = s.Prepare(ctx, before); err != nil {
			return r, fmt.Errorf("before %s: %w", key, err)
		}
		if last, err = s.Send(ctx, sent); err != nil {
			return r, fmt.Errorf("before %s: %w", key, err)
		}
		if last.Status >= http.StatusMultipleChoices {
			return r, fmt.Errorf("before %s: %s answers %d %s", key, before, last.Status, last.Body)
		}
	}
	r.PathValues = maps.Clone(r.PathValues)
	if body, ok := r.Body.(map[string]any); ok {
		r.Body = maps.Clone(body)
	}
	for name, source := range r.Setup.Take {
		value, err := s.take(ctx, r, source, last)
		if parameter, ok := strings.CutPrefix(source, "path "); ok {
			value, err = sent.PathValues[parameter], nil
		}
		if err != nil {
			return r, fmt.Errorf("%s: %s from %q: %w", r.Operation, name, source, err)
		}
		if _, inPath := r.PathValues[name]; inPath {
			r.PathValues[name] = value
		} else if body, ok := r.Body.(map[string]any); ok {
			body[name] = value
		}
	}
	return r, nil
}

var links = regexp.MustCompile(`/(?:activate|address|reset|accept/[a-z]+)/([^/"]+)/(?:([^/"]+)/)?`)

func (s *Stage) take(ctx context.Context, r Request, source string, last Answer) (string, error) {
	kind, argument, _ := strings.Cut(source, " ")
	switch kind {
	case "token":
		return s.Token(ctx, r.As)
	case "mail":
		mails, err := s.Mails(ctx)
		if err != nil {
			return "", err
		}
		n, err := strconv.Atoi(argument)
		if err != nil || len(mails) == 0 {
			return "", fmt.Errorf("there are %d mails", len(mails))
		}
		keys := links.FindStringSubmatch(mails[len(mails)-1])
		if n >= len(keys) || keys[n] == "" {
			return "", fmt.Errorf("the newest mail has no such key: %s", mails[len(mails)-1])
		}
		return url.PathUnescape(keys[n])
	case "totp":
		secret, err := at(last.Body, argument)
		if err != nil {
			return "", err
		}
		return totp.GenerateCode(secret, s.Now())
	}
	return at(last.Body, source)
}

// at reads the text under a JSON pointer (RFC 6901) through objects.
func at(body []byte, pointer string) (string, error) {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return "", err
	}
	for _, key := range strings.Split(pointer, "/")[1:] {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	text, ok := value.(string)
	if !ok {
		return "", fmt.Errorf("no text there in %s", body)
	}
	return text, nil
}

// Send sends a prepared request.
func (s *Stage) Send(ctx context.Context, r Request) (Answer, error) {
	path := r.Path
	for name, value := range r.PathValues {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	contentType, body, err := encode(r)
	if err != nil {
		return Answer{}, err
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, s.URL+Base(r.Contract)+path+"?"+url.Values(r.Query).Encode(), body)
	if err != nil {
		return Answer{}, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for name, value := range r.Header {
		request.Header.Set(name, value)
	}
	token, err := s.Token(ctx, r.As)
	if err != nil {
		return Answer{}, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Prefer", "handling=strict") // an example has no key that the contract does not know
	response, err := s.Client.Do(request)
	if err != nil {
		return Answer{}, err
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	return Answer{Status: response.StatusCode, Header: response.Header, Body: text}, err
}

func encode(r Request) (string, io.Reader, error) {
	switch r.ContentType {
	case "":
		return "", http.NoBody, nil
	case "application/json":
		data, err := json.Marshal(r.Body)
		return r.ContentType, bytes.NewReader(data), err
	case "application/x-www-form-urlencoded":
		form := url.Values{}
		for name, value := range r.Body.(map[string]any) {
			form.Set(name, fmt.Sprint(value))
		}
		return r.ContentType, strings.NewReader(form.Encode()), nil
	}
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for name, value := range r.Body.(map[string]any) {
		create := w.CreateFormField
		if slices.Contains(r.Files, name) {
			create = func(name string) (io.Writer, error) { return w.CreateFormFile(name, "example") }
		}
		part, err := create(name)
		if err != nil {
			return "", nil, err
		}
		if _, err := fmt.Fprint(part, value); err != nil {
			return "", nil, err
		}
	}
	return w.FormDataContentType(), &out, w.Close()
}

// STS answers as AWS' Security Token Service does when a role is assumed: what a server needs to sign uploads.
func STS(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
		<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
		<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`)
}
