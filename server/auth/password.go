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

// Cost are the parameters of argon2id: KiB of memory, passes and threads. A hash carries its own.
type Cost struct {
	Memory  uint32
	Passes  uint32
	Threads uint8
}

// The costs. OWASP is that of a site: 19 MiB and two passes, the second choice of OWASP's Password Storage Cheat Sheet. Lowest protects nothing: it is
// for tests that sign people in and are about something else.
var (
	OWASP  = Cost{Memory: 19 * 1024, Passes: 2, Threads: 1}
	Lowest = Cost{Memory: 8, Passes: 1, Threads: 1}
)

// Hasher hashes passwords with argon2id. It bounds how many hashes are computed at once, since each takes 19 MiB.
type Hasher struct {
	slots    chan struct{}
	cost     Cost
	decoy    string
	computed atomic.Int64
}

// NewHasher makes a hasher that computes up to n hashes at once, each at a cost.
func NewHasher(n int, cost Cost) *Hasher {
	h := &Hasher{slots: make(chan struct{}, n), cost: cost}
	h.decoy = h.Hash(rand.Text())
	return h
}

// Hash returns the salted hash of a password, with its parameters.
func (h *Hasher) Hash(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails (crypto/rand)
	c := h.cost
	return fmt.Sprintf("argon2id$%d$%d$%d$%s$%s", c.Memory, c.Passes, c.Threads,
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
	var c Cost
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscan(strings.Join(parts[1:4], " "), &c.Memory, &c.Passes, &c.Threads); err != nil {
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

func (h *Hasher) key(password string, salt []byte, c Cost) []byte {
	h.slots <- struct{}{}
	defer func() { <-h.slots }()
	h.computed.Add(1)
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, c.Threads, 32)
}
