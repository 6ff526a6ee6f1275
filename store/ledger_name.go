package store

import (
	"context"
	"fmt"
	"strings"

	"tollkeeper/server/domain/ledger"
)

// LedgerName is who a row of the ledger tells of (ledger.Named): for whom something was bought, or who gave it. It is forgotten with the e-mail
// address, in lower case, or the profile.
type LedgerName struct {
	NameKey        string `gorm:"primaryKey"`
	Name           string
	Email          string
	OrganizationID *int64
}

// KeepLedgerName writes a name that rows of the ledger refer to; one that is there stays.
func (s *Store) KeepLedgerName(ctx context.Context, n LedgerName) error {
	return s.wrap(s.tx(ctx).Exec("INSERT INTO ledger_names (name_key, name, email, organization_id) VALUES (?, ?, ?, ?) ON CONFLICT (name_key) DO NOTHING",
		n.NameKey, n.Name, n.Email, n.OrganizationID).Error)
}

// anyName is the pattern of a reference to a name.
var anyName = ledger.Named(strings.Repeat("_", ledger.NameKeyLength))

// byAny and byAnyBalanced are the patterns in which the descriptions of an offline payment end.
var byAny, byAnyBalanced = ledger.OfflineText(anyName)

// isNamed is the condition of a row t whose description ends in a reference to a name; words of a plan's title that look alike are none.
var isNamed = "(t.descr LIKE '%" + strings.Join([]string{anyName, anyName + ledger.Reverted, byAny, byAnyBalanced}, "' OR t.descr LIKE '%") + "')"

// referring is the description of such a row up to the end of the reference: without what follows in that of a row that takes another one back
// (ledger.Reverts), and in those of an offline payment.
var referring = fmt.Sprintf("replace(replace(replace(t.descr, '%s', ''), '%s', '}'), '})', '}')", ledger.Reverted, strings.TrimPrefix(byAnyBalanced, byAny[:len(byAny)-2]))

// namedDescr is the description of a row t whose reference to a name is replaced by it.
var namedDescr = fmt.Sprintf(`replace(t.descr, substr(%[1]s, length(%[1]s) - %[2]d), COALESCE(
	(SELECT n.name FROM ledger_names n WHERE n.name_key = substr(%[1]s, length(%[1]s) - %[3]d, %[3]d)), 'a deleted user'))`,
	referring, len(ledger.Named(""))+ledger.NameKeyLength-1, ledger.NameKeyLength)
