package auth

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"image/png"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/throttle"
	"tollkeeper/store"
)

const (
	// otpPeriod is the length of a time step, and otpSkew how many steps a clock may be off (RFC 6238, 5.2).
	otpPeriod = 30 * time.Second
	otpSkew   = 1
	// recoveryCodes is how many there are, each of two groups of recoveryGroup characters.
	recoveryCodes = 10
	recoveryGroup = 5
	qrSize        = 240
)

// recoveryAlphabet is lower case without characters that look alike.
const recoveryAlphabet = "abcdefghjkmnpqrstuvwxyz23456789"

// OTPEnrollment is what an authenticator app needs. It is shown once.
type OTPEnrollment struct {
	Secret, URI string
	// QRCode is the URI as a PNG picture.
	QRCode []byte
}

// EnrollOTP makes a new secret for a user's authenticator app. It counts once ConfirmOTP has seen a code of it; until then a set-up that was
// finished before goes on.
func (r *Accounts) EnrollOTP(ctx context.Context, u store.User) (OTPEnrollment, error) {
	broker, err := r.store.Broker(ctx)
	if err != nil {
		return OTPEnrollment{}, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: broker.PrintableName(), AccountName: u.Username, Period: uint(otpPeriod / time.Second)})
	if err != nil {
		return OTPEnrollment{}, err
	}
	picture, err := key.Image(qrSize, qrSize)
	if err != nil {
		return OTPEnrollment{}, err
	}
	var qr bytes.Buffer
	if err := png.Encode(&qr, picture); err != nil {
		return OTPEnrollment{}, err
	}
	sealed, err := r.tokens.seal(u.ID, []byte(key.Secret()))
	if err != nil {
		return OTPEnrollment{}, err
	}
	out := OTPEnrollment{Secret: key.Secret(), URI: key.URL(), QRCode: qr.Bytes()}
	return out, r.store.Do(ctx, func(tx *store.Store) error { return tx.EnrollOTP(ctx, u.ID, sealed, r.now()) })
}

// ConfirmOTP finishes the set-up of an authenticator app and returns the recovery codes, which are shown once. Without a set-up it is a fault
// of kind Conflict; a wrong code is one about the field code.
func (r *Accounts) ConfirmOTP(ctx context.Context, u store.User, code string) ([]string, error) {
	if err := r.limit(ctx, throttle.Password, accountKey(u.ID)+" otp", u.ID); err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCodes)
	hashes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = randomText(recoveryGroup, recoveryAlphabet) + "-" + randomText(recoveryGroup, recoveryAlphabet)
		hashes[i] = r.tokens.mac(recoveryPurpose, recoveryText(u.ID, codes[i]))
	}
	return codes, r.store.Do(ctx, func(tx *store.Store) error {
		if err := tx.LockUser(ctx, u.ID); err != nil {
			return err
		}
		pending, err := tx.PendingOTP(ctx, u.ID)
		if errors.Is(err, store.ErrNotFound) {
			return fault.New(fault.Conflict, "Begin to set up an authenticator app first.")
		}
		if err != nil {
			return err
		}
		step, err := r.otpStep(pending, code)
		if err != nil {
			return err
		}
		if step == 0 {
			return fault.Field("code", "The code does not match.")
		}
		return tx.ConfirmOTP(ctx, u.ID, pending.Sealed, step, hashes, r.now())
	})
}

// DisableOTP forgets a user's authenticator app and her recovery codes.
func (r *Accounts) DisableOTP(ctx context.Context, userID int64) error {
	return r.store.Do(ctx, func(tx *store.Store) error { return tx.DeleteOTP(ctx, userID) })
}

// authenticatorApp holds a code, or a recovery code, against the user's authenticator app. It returns why she may not go on, nil when she
// may. A code is good once.
func (r *Accounts) authenticatorApp(ctx context.Context, tx *store.Store, s store.OTPSecret, code, recovery string) (*fault.Fault, error) {
	if recovery != "" {
		used, err := tx.UseRecoveryCode(ctx, s.UserID, r.tokens.macs(recoveryPurpose, recoveryText(s.UserID, recovery)))
		if err != nil || used {
			return nil, err
		}
		return fault.Field("recovery_code", "The recovery code is wrong or was used already."), nil
	}
	if code == "" {
		return fault.Field("code", "A code is required: that of your authenticator app, or a recovery_code."), nil
	}
	step, err := r.otpStep(s, code)
	if err != nil {
		return nil, err
	}
	if step == 0 {
		return fault.Field("code", "The code does not match."), nil
	}
	fresh, err := tx.UseOTPStep(ctx, s.UserID, step)
	if err == nil && !fresh {
		return fault.Field("code", "This code was used already: wait for the next one."), nil
	}
	return nil, err
}

// otpStep returns the time step that a code belongs to, 0 when it belongs to none around now.
func (r *Accounts) otpStep(s store.OTPSecret, code string) (int64, error) {
	secret, err := r.tokens.unseal(s.UserID, s.Sealed)
	if err != nil {
		return 0, err
	}
	now := r.now().Unix() / int64(otpPeriod/time.Second)
	var found int64
	for step := now - otpSkew; step <= now+otpSkew; step++ {
		want, err := hotp.GenerateCodeCustom(string(secret), uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}) //nolint:gosec // a time after 1970
		if err != nil {
			return 0, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found = step
		}
	}
	return found, nil
}

const recoveryPurpose = "recovery code"

// recoveryText is what is hashed of a recovery code, however it is typed.
func recoveryText(userID int64, code string) string {
	return strconv.FormatInt(userID, 10) + ":" + strings.ReplaceAll(strings.ToLower(code), "-", "")
}

// seal encrypts what is stored of a user, so that a copy of the database alone opens nothing.
func (t *Tokens) seal(userID int64, plain []byte) ([]byte, error) {
	aead, err := sealing(t.keys[t.keyID], userID)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails (crypto/rand)
	return aead.Seal(nonce, nonce, plain, nil), nil
}

// unseal decrypts what any of the server's secrets has sealed.
func (t *Tokens) unseal(userID int64, sealed []byte) ([]byte, error) {
	err := errors.New("auth: what is sealed was cut short")
	for _, secret := range t.keys {
		aead, failed := sealing(secret, userID)
		if failed != nil || len(sealed) < aead.NonceSize() {
			continue
		}
		var plain []byte
		if plain, err = aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil); err == nil {
			return plain, nil
		}
	}
	return nil, err
}

func sealing(secret []byte, userID int64) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, secret, []byte(strconv.FormatInt(userID, 10)), "tollkeeper one-time passwords", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
