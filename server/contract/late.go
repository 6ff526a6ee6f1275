package contract

import (
	"context"
	"errors"

	"github.com/labstack/echo/v4"
)

// errAnswered ends a room whose request was answered before.
var errAnswered = errors.New("this request was answered before")

// late runs an operation that is decided on what its caller has seen: the transaction begins with the first write of the room. What the room reads
// before is what was there when the request came, so that it notices who was quicker. One that began earlier would wait for the others, on SQLite
// for all who write, and see what they did.
func (g *Guard) late(c echo.Context, o *operation, key string, next echo.HandlerFunc) error {
	claim := pending{key: key}
	begun := func(ctx context.Context) error {
		if o.conditional {
			if err := g.Transactions.Lock(ctx, o.lockName(c)); err != nil {
				return err
			}
		}
		return claim.make(ctx, g.Answers, g.claimOf(c, o, key))
	}
	open := func(ctx context.Context, f func(ctx context.Context) error) error {
		return g.Transactions.WithinLate(ctx, begun, f)
	}
	return g.within(c, open, func() error {
		err := g.proven(c, o, next)
		// Who wrote nothing has claimed nothing: perhaps because it is what an earlier request with this key has done.
		if failed := claim.make(c.Request().Context(), g.Answers, g.claimOf(c, o, key)); failed != nil {
			err = failed
		}
		switch ctx := c.Request().Context(); {
		case claim.kept != nil:
			if out, ok := c.Response().Writer.(*capture); ok {
				out.reset()
				c.SetResponse(echo.NewResponse(out, c.Echo()))
			}
			return replay(c, *claim.kept)
		case !claim.mine:
			return err
		case err != nil:
			return g.dropped(ctx, g.claimOf(c, o, key), err)
		default:
			return g.Answers.Keep(ctx, g.claimOf(c, o, key), answerOf(c))
		}
	})
}

// pending is an idempotency key, "" for none, that is claimed once.
type pending struct {
	key         string
	tried, mine bool
	// kept is what was answered to it before.
	kept *Answer
}

func (p *pending) make(ctx context.Context, answers Answers, c Claim) error {
	if p.key == "" || p.tried {
		return nil
	}
	p.tried = true
	kept, err := answers.Claim(ctx, c, false)
	switch {
	case err != nil:
		return err
	case kept != nil:
		p.kept = kept
		return errAnswered
	}
	p.mine = true
	return nil
}
