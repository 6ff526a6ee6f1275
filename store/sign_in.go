package store

import (
	"context"
	"time"
)

// sweepRows is how many rows are swept in one transaction, so that others can write in between.
const sweepRows = 500

// EndSignIn ends a sign-in: the tokens and the session that came of it. None of its tokens may be good any more at until.
func (s *Store) EndSignIn(ctx context.Context, signIn string, until time.Time) error {
	err := s.tx(ctx).Exec("INSERT INTO ended_sign_ins (sign_in, expires_at) VALUES (?, ?) ON CONFLICT (sign_in) DO UPDATE SET expires_at = excluded.expires_at",
		signIn, until).Error
	if err != nil {
		return s.wrap(err)
	}
	return s.wrap(s.tx(ctx).Where("sign_in = ?", signIn).Delete(&Session{}).Error)
}

// SignInEnded tells whether a sign-in is over.
func (s *Store) SignInEnded(ctx context.Context, signIn string) (bool, error) {
	return s.exists(ctx, "ended_sign_ins", "sign_in = ?", signIn)
}

// SweepSignIns forgets the ended sign-ins whose tokens have expired by themselves, a bounded number at a time, and returns how many.
func (s *Store) SweepSignIns(ctx context.Context, at time.Time) (int, error) {
	done := s.tx(ctx).Exec(`DELETE FROM ended_sign_ins WHERE sign_in IN
		(SELECT sign_in FROM ended_sign_ins WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`, at, sweepRows)
	return int(done.RowsAffected), s.wrap(done.Error)
}

// DeleteAPIKeys ends the API keys of a user and returns how many there were.
func (s *Store) DeleteAPIKeys(ctx context.Context, userID int64) (int, error) {
	done := s.tx(ctx).Where("user_id = ?", userID).Delete(&APIKey{})
	return int(done.RowsAffected), s.wrap(done.Error)
}
