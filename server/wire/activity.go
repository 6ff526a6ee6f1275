package wire

import (
	"tollkeeper/gen"
	"tollkeeper/store"
)

// Activity is a note about a contact or a profile.
func Activity(a store.ActivityOf) gen.Activity {
	return gen.Activity{CreatedAt: a.CreatedAt, CreatedBy: Null(a.CreatedBy), Text: a.Text, Account: Null(a.Account)}
}
