package auth

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
)

// unusable marks the hash of an account without password (auth-users.md 1.1).
const unusable = "!"

// hashCost are the parameters of argon2id: OWASP's second choice, 19 MiB and two passes.
type hashCost struct {
	memory  uint32
	time    uint32
	threads uint8
}

var defaultCost = hashCost{memory: 19 * 1024, time: 2, threads: 1}

// Hasher hashes passwords with argon2id. It bounds how many hashes are computed at once, since each takes 19 MiB.
type Hasher struct {
	slots    chan struct{}
	decoy    string
	computed atomic.Int64
}

// NewHasher makes a hasher that computes up to n hashes at once.
func NewHasher(n int) *Hasher {
	h := &Hasher{slots: make(chan struct{}, n)}
	h.decoy = h.Hash(rand.Text())
	return h
}

// Hash returns the salted hash of a password, with its parameters.
func (h *Hasher) Hash(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails (crypto/rand)
	c := defaultCost
	return fmt.Sprintf("argon2id$%d$%d$%d$%s$%s", c.memory, c.time, c.threads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(h.key(password, salt, c)))
}

// Unusable returns the hash of an account without password; no password matches it.
func Unusable() string { return unusable + rand.Text() }

// Matches compares a password with a hash in constant time. A hash that is empty or unusable costs the same work and never matches: an
// unknown account takes as long as a known one (auth-users.md 4.1).
func (h *Hasher) Matches(password, hash string) bool {
	known := hash != "" && !strings.HasPrefix(hash, unusable)
	if !known {
		hash = h.decoy
	}
	var c hashCost
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscan(strings.Join(parts[1:4], " "), &c.memory, &c.time, &c.threads); err != nil {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(h.key(password, salt, c), want) == 1 && known
}

// Computed is how many hashes were computed so far: nearly all the work of signing in, so that a test can tell that a refusal costs as
// much whatever its reason.
func (h *Hasher) Computed() int64 { return h.computed.Load() }

func (h *Hasher) key(password string, salt []byte, c hashCost) []byte {
	h.slots <- struct{}{}
	defer func() { <-h.slots }()
	h.computed.Add(1)
	return argon2.IDKey([]byte(password), salt, c.time, c.memory, c.threads, 32)
}
