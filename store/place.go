package store

import (
	"context"
	"time"
)

// KnownPlace is where a user signed in before, under a keyed hash.
type KnownPlace struct {
	PlaceHash string
	UserID    int64
	SeenAt    time.Time
}

// MailedCode is the code that was mailed to a user who signs in at a place.
type MailedCode struct {
	UserID    int64
	PlaceHash string
	CodeHash  string
	SentAt    time.Time
	// Attempts is how many wrong ones were shown.
	Attempts int64
}

// maxPlaces is how many places are remembered of a user.
const maxPlaces = 20

// KnowsPlace tells whether a user signed in at a place, which is stored under one of some hashes.
func (s *Store) KnowsPlace(ctx context.Context, userID int64, hashes []string) (bool, error) {
	return s.exists(ctx, "known_places", "user_id = ? AND place_hash IN ?", userID, hashes)
}

// RememberPlace keeps where a user signs in, and forgets the places where she was last long before. What was kept within a day stays as it is.
func (s *Store) RememberPlace(ctx context.Context, p KnownPlace) error {
	done := s.tx(ctx).Exec(`INSERT INTO known_places (place_hash, user_id, seen_at) VALUES (?, ?, ?) ON CONFLICT (place_hash) DO UPDATE
		SET seen_at = excluded.seen_at WHERE known_places.seen_at < ?`, p.PlaceHash, p.UserID, p.SeenAt, p.SeenAt.Add(-24*time.Hour))
	if done.Error != nil || done.RowsAffected == 0 {
		return s.wrap(done.Error)
	}
	return s.wrap(s.tx(ctx).Exec(`DELETE FROM known_places WHERE user_id = ? AND place_hash NOT IN
		(SELECT place_hash FROM known_places WHERE user_id = ? ORDER BY seen_at DESC, place_hash LIMIT ?)`, p.UserID, p.UserID, maxPlaces).Error)
}

// SweepPlaces forgets, a bounded number at a time, the places where nobody signed in since a time, and returns how many.
func (s *Store) SweepPlaces(ctx context.Context, before time.Time) (int, error) {
	done := s.tx(ctx).Exec("DELETE FROM known_places WHERE place_hash IN (SELECT place_hash FROM known_places WHERE seen_at <= ? LIMIT ?)", before, sweepRows)
	return int(done.RowsAffected), s.wrap(done.Error)
}

// MailedCode returns the code that was mailed to a user for a place, ErrNotFound when none was.
func (s *Store) MailedCode(ctx context.Context, userID int64, place string) (MailedCode, error) {
	return first[MailedCode](s, s.query(ctx).Where("user_id = ? AND place_hash = ?", userID, place))
}

// KeepMailedCode writes the code for a place, in place of an older one.
func (s *Store) KeepMailedCode(ctx context.Context, c MailedCode) error {
	return s.wrap(s.tx(ctx).Exec(`INSERT INTO mailed_codes (user_id, place_hash, code_hash, sent_at, attempts) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (user_id, place_hash) DO UPDATE SET code_hash = excluded.code_hash, sent_at = excluded.sent_at, attempts = excluded.attempts`,
		c.UserID, c.PlaceHash, c.CodeHash, c.SentAt, c.Attempts).Error)
}

// ForgetMailedCode removes the code for a place.
func (s *Store) ForgetMailedCode(ctx context.Context, userID int64, place string) error {
	return s.wrap(s.tx(ctx).Where("user_id = ? AND place_hash = ?", userID, place).Delete(&MailedCode{}).Error)
}

// SweepMailedCodes forgets, a bounded number at a time, the codes that were mailed before a time, and returns how many.
func (s *Store) SweepMailedCodes(ctx context.Context, before time.Time) (int, error) {
	done := s.tx(ctx).Exec(`DELETE FROM mailed_codes WHERE (user_id, place_hash) IN (SELECT user_id, place_hash FROM mailed_codes WHERE sent_at <= ? LIMIT ?)`,
		before, sweepRows)
	return int(done.RowsAffected), s.wrap(done.Error)
}
