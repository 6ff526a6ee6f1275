package naming

import (
	"strconv"
	"strings"
)

// archivePrefix begins the names of deleted profiles and users.
const archivePrefix = "_archive_"

// Archived is what a deleted profile or user is called (auth-users.md 4.6; profiles-subscriptions-roles.md 3.2).
func Archived(id int64) string { return archivePrefix + strconv.FormatInt(id, 10) }

// Reserved tells whether a name or an e-mail address is kept for the deleted: whoever took one could not be told from them, and would keep
// somebody from being deleted.
func Reserved(name string) bool {
	return len(name) >= len(archivePrefix) && strings.EqualFold(name[:len(archivePrefix)], archivePrefix)
}
