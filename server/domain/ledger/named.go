package ledger

import (
	"crypto/sha256"
	"encoding/hex"
)

const (
	// namedPrefix begins a reference to a name at the end of the description of a row.
	namedPrefix = "{person "
	// NameKeyLength is the number of hexadecimal digits of the key in it.
	NameKeyLength = 20
)

// NameKey is the key of what an item of an order names: the same whenever the order is written, so that it is written once.
func NameKey(order string, item string) string {
	sum := sha256.Sum256([]byte(order + "\x00" + item))
	return hex.EncodeToString(sum[:])[:NameKeyLength]
}

// Named stands for a name in the description of a row, and is replaced by it when the row is shown: rows can never be changed, and a name must be
// forgotten when its owner wants so.
func Named(key string) string { return namedPrefix + key + "}" }
