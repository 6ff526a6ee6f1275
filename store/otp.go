package store

import (
	"context"
	"time"
)

// OTP returns the secret of a user's authenticator app that counts; ErrNotFound when she has none.
func (s *Store) OTP(ctx context.Context, userID int64) (OTPSecret, error) {
	return first[OTPSecret](s, s.query(ctx).Where("user_id = ? AND sealed IS NOT NULL", userID))
}

// PendingOTP returns the secret, as if it counted, whose set-up a user has begun.
func (s *Store) PendingOTP(ctx context.Context, userID int64) (OTPSecret, error) {
	out, err := first[OTPSecret](s, s.query(ctx).Where("user_id = ? AND pending IS NOT NULL", userID))
	out.Sealed = out.Pending
	return out, s.wrap(err)
}

// EnrollOTP keeps a secret whose set-up begins.
func (s *Store) EnrollOTP(ctx context.Context, userID int64, pending []byte, at time.Time) error {
	return s.wrap(s.tx(ctx).Exec(`INSERT INTO otp_secrets (user_id, pending, created_at, last_step) VALUES (?, ?, ?, 0)
		ON CONFLICT (user_id) DO UPDATE SET pending = excluded.pending`, userID, pending, at).Error)
}

// ConfirmOTP makes a secret count from now on, with new recovery codes; step is the one of the code that confirmed it.
func (s *Store) ConfirmOTP(ctx context.Context, userID int64, sealed []byte, step int64, codeHashes []string, at time.Time) error {
	err := s.tx(ctx).Model(&OTPSecret{}).Where("user_id = ?", userID).
		Updates(map[string]any{"sealed": sealed, "pending": nil, "created_at": at, "last_step": step}).Error
	if err != nil {
		return s.wrap(err)
	}
	if err := s.tx(ctx).Where("user_id = ?", userID).Delete(&RecoveryCode{}).Error; err != nil {
		return s.wrap(err)
	}
	codes := make([]RecoveryCode, len(codeHashes))
	for i, hash := range codeHashes {
		codes[i] = RecoveryCode{UserID: userID, CodeHash: hash}
	}
	return s.wrap(s.tx(ctx).Create(&codes).Error)
}

// UseOTPStep records that a code of a time step was used; it tells whether none of it or of a later one was used before.
func (s *Store) UseOTPStep(ctx context.Context, userID, step int64) (bool, error) {
	done := s.tx(ctx).Model(&OTPSecret{}).Where("user_id = ? AND last_step < ?", userID, step).Update("last_step", step)
	return done.RowsAffected == 1, s.wrap(done.Error)
}

// UseRecoveryCode takes a recovery code away, which is stored under one of some hashes; it tells whether there was one.
func (s *Store) UseRecoveryCode(ctx context.Context, userID int64, hashes []string) (bool, error) {
	done := s.tx(ctx).Where("user_id = ? AND code_hash IN ?", userID, hashes).Delete(&RecoveryCode{})
	return done.RowsAffected == 1, s.wrap(done.Error)
}

// DeleteOTP forgets a user's authenticator app and recovery codes.
func (s *Store) DeleteOTP(ctx context.Context, userID int64) error {
	if err := s.tx(ctx).Where("user_id = ?", userID).Delete(&RecoveryCode{}).Error; err != nil {
		return s.wrap(err)
	}
	return s.wrap(s.tx(ctx).Where("user_id = ?", userID).Delete(&OTPSecret{}).Error)
}
