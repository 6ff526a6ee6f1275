package idempotency

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"tollkeeper/server/contract"
)

// keyHash is what a key is kept under: whoever reads the database does not learn it. It does not depend on the secret of the server, so
// that a request is not done again because the secret was changed in between.
func keyHash(c contract.Claim) string {
	sum := sha256.Sum256([]byte(c.Caller + "\x00" + c.Key))
	return hex.EncodeToString(sum[:])
}

// requestHash is keyed with what the database does not have, since a request may hold a password.
func requestHash(c contract.Claim) string {
	h := hmac.New(sha256.New, []byte(c.Caller+"\x00"+c.Key))
	_, _ = h.Write([]byte(c.Request)) // a hash takes everything
	return hex.EncodeToString(h.Sum(nil))
}

// seal encrypts an answer, which may hold a token, with a key that takes both the server's secret and the client's key.
func seal(secret string, c contract.Claim, plain []byte) ([]byte, error) {
	aead, err := cipherOf(secret, c)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails (crypto/rand)
	return aead.Seal(nonce, nonce, plain, nil), nil
}

func unseal(secret string, c contract.Claim, sealed []byte) ([]byte, error) {
	aead, err := cipherOf(secret, c)
	if err != nil {
		return nil, err
	}
	if len(sealed) < aead.NonceSize() {
		return nil, errors.New("idempotency: a kept answer is cut short")
	}
	return aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil)
}

func cipherOf(secret string, c contract.Claim) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(secret), []byte(c.Caller+"\x00"+c.Key), "tollkeeper kept answer", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
