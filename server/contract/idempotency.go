package contract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tollkeeper/server/domain/access"
)

const (
	headerIdempotencyKey = "Idempotency-Key"
	headerReplayed       = "Idempotency-Replayed"
)

// Claim is an idempotency key with what it stands for.
type Claim struct {
	// Caller is who sent the key: the same text sent by two callers is two keys.
	Caller string
	Key    string
	// Request is a hash of everything that was asked.
	Request string
}

// name is the same for the same request under the same key, and no other; it tells nothing of the key.
func (c Claim) name() string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%d:%s%d:%s%s", len(c.Caller), c.Caller, len(c.Key), c.Key, c.Request)))
	return hex.EncodeToString(sum[:])
}

// Answer is what is given again when the same request comes with the same key.
type Answer struct {
	Status      int            `json:"status"`
	ContentType string         `json:"content_type"`
	Cookies     []*http.Cookie `json:"cookies,omitempty"`
	Body        []byte         `json:"body"`
}

// Answers keeps the answers of operations by idempotency key.
type Answers interface {
	// Claim returns the answer that is kept for a key, nil when the operation has to run. It returns a fault of kind KeyReused when the key
	// was sent with another request, and one of kind Conflict while the same request is being answered. With outside the claim is
	// seen by others at once; otherwise it is part of the transaction that the context carries.
	Claim(ctx context.Context, c Claim, outside bool) (*Answer, error)
	// Keep completes a claim with what was answered.
	Keep(ctx context.Context, c Claim, a Answer) error
	// Drop gives a claim back: nothing was done.
	Drop(ctx context.Context, c Claim) error
	// Loosen gives a claim back to the same request alone, which may come again at once: what it did before is not known yet.
	Loosen(ctx context.Context, c Claim) error
}

// once runs an operation in the transaction that is open unless its answer is known. Only success is kept: whoever was refused may try
// again with the same key.
func (g *Guard) once(c echo.Context, o *operation, key string, next echo.HandlerFunc) error {
	ctx, claim := c.Request().Context(), g.claimOf(c, o, key)
	kept, err := g.Answers.Claim(ctx, claim, false)
	if err != nil {
		return err
	}
	if kept != nil {
		return replay(c, *kept)
	}
	if err := g.change(c, o, next); err != nil {
		return g.dropped(ctx, claim, err)
	}
	return g.Answers.Keep(ctx, claim, answerOf(c))
}

// dropped gives the claim of an operation that was refused back.
func (g *Guard) dropped(ctx context.Context, claim Claim, refused error) error {
	if err := g.Answers.Drop(ctx, claim); err != nil {
		return err
	}
	return refused
}

// onceOutside runs an operation that no transaction may enclose. While it runs the same request is refused; when it ended without an
// answer, as in a crash, the claim stands until it is too old, and the room itself finds what has been done already.
func (g *Guard) onceOutside(c echo.Context, o *operation, key string, next echo.HandlerFunc) error {
	ctx, claim := c.Request().Context(), g.claimOf(c, o, key)
	kept, err := g.Answers.Claim(ctx, claim, true)
	if err != nil {
		return err
	}
	if kept != nil {
		return replay(c, *kept)
	}
	x := exchangeOf(ctx)
	x.keyed = claim.name()
	if err := next(c); err != nil {
		switch {
		case x.undecided:
			if failed := g.Answers.Loosen(ctx, claim); failed != nil {
				return failed
			}
		case clientFault(err), o.hashing: // what such a room does is one transaction, which was rolled back
			return g.dropped(ctx, claim, err)
		}
		return err
	}
	out, ok := c.Response().Writer.(*capture)
	if !ok {
		return errNotHeld
	}
	out.finish()
	x.proven = true
	if !g.passes(c.Request(), o, out) {
		x.cookies = nil
		return nil // what did not leave is not given again either
	}
	return g.Answers.Keep(ctx, claim, answerOf(c))
}

func answerOf(c echo.Context) Answer {
	out, ok := c.Response().Writer.(*capture)
	if !ok {
		return Answer{}
	}
	return Answer{
		Status: out.status, ContentType: out.header.Get(echo.HeaderContentType), Body: bytes.Clone(out.body.Bytes()),
		Cookies: exchangeOf(c.Request().Context()).cookies,
	}
}

// replay answers what was answered before.
func replay(c echo.Context, a Answer) error {
	h := c.Response().Header()
	h.Set(headerReplayed, "true")
	if a.ContentType != "" {
		h.Set(echo.HeaderContentType, a.ContentType)
	}
	exchangeOf(c.Request().Context()).cookies = a.Cookies
	c.Response().WriteHeader(a.Status)
	_, err := c.Response().Write(a.Body)
	return err
}

// visitor stands for who sends a request: a user, or whoever has a session cookie. It is "" for anybody else: answers of one stranger are not for
// another one who sends the same key.
func (g *Guard) visitor(r *http.Request) string {
	if p := access.PrincipalOf(r.Context()); p != nil {
		return fmt.Sprintf("user %d", p.UserID)
	}
	if g.Visitor == nil {
		return ""
	}
	return g.Visitor(r)
}

func (g *Guard) claimOf(c echo.Context, o *operation, key string) Claim {
	r := c.Request()
	h := sha256.New()
	for _, part := range []string{o.id, strings.TrimSuffix(r.URL.Path, "/"), r.URL.Query().Encode(), string(exchangeOf(r.Context()).body)} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part) // a hash takes everything
	}
	return Claim{Caller: g.visitor(r), Key: key, Request: hex.EncodeToString(h.Sum(nil))}
}

// keepJSON remembers the body for the claim of an idempotency key, without the blanks in it.
func (o *operation) keepJSON(r *http.Request, data []byte) {
	var compact bytes.Buffer
	if !o.keyed(r) || json.Compact(&compact, data) != nil {
		return
	}
	exchangeOf(r.Context()).body = compact.Bytes()
}

// keyed tells whether a request has an idempotency key that counts.
func (o *operation) keyed(r *http.Request) bool {
	return o.idempotent && r.Header.Get(headerIdempotencyKey) != "" && exchangeOf(r.Context()) != nil
}

// keepForm remembers the body of a form for the claim of an idempotency key. The boundary of a multipart form is another one each time it
// is sent.
func (o *operation) keepForm(r *http.Request) error {
	if !o.keyed(r) {
		return nil
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	_, parameters, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)) // it has been parsed before
	if boundary := parameters["boundary"]; boundary != "" {
		data = []byte(strings.ReplaceAll(string(data), boundary, "boundary"))
	}
	exchangeOf(r.Context()).body = data
	return nil
}
