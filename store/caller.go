package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"tollkeeper/server/domain/access"
)

// Credential says how a caller names herself; by a token, a key or a session.
type Credential struct {
	// UserID is that of a token, SignIn the sign-in that the token came of.
	UserID int64
	SignIn string
	// APIKey is the public half of an API key.
	APIKey string
	// SessionHash is the hash of a session cookie.
	SessionHash string
}

// Caller is a user with what the guard must know of her and of her relation to the scope.
type Caller struct {
	Principal         access.Principal
	IsActive          bool
	CredentialVersion int64
	// KeptSignIn is the sign-in that goes on under an older version of the credentials.
	KeptSignIn string
	// SecretHash is that of the API key; SessionVersion and SessionEndsAt are the session's.
	SecretHash     string
	SessionVersion int64
	SessionEndsAt  time.Time
	// ScopeFound tells whether what the path names exists for this caller.
	ScopeFound bool
	// Moved says where what the path names went, "" when it never was there; who authenticates fills it in.
	Moved string
	Scope access.Scope
}

const (
	termsSigned = `NOT EXISTS (SELECT 1 FROM agreements a LEFT JOIN signatures g ON g.agreement_id = a.id AND g.user_id = u.id
		WHERE a.slug = 'terms-of-use' AND (g.last_signed IS NULL OR g.last_signed < a.modified_at))`
	brokers = `SELECT b.id FROM organizations b WHERE b.is_broker`
)

// rolesJoin are the roles that count for access: accepted by both sides, of a global description. They are read once for all ranks.
//
// What is accepted is COALESCE(grant_key, request_key) IS NULL everywhere: a key is unique, so that SQLite takes one that IS NULL for rare, and
// would look through all accepted roles, or subscriptions, of everybody.
const rolesJoin = ` LEFT JOIN roles r ON r.user_id = u.id AND COALESCE(r.grant_key, r.request_key) IS NULL
	LEFT JOIN role_descriptions d ON d.id = r.role_description_id AND d.organization_id IS NULL`

// rankOn is the caller's highest rank on some organizations.
func rankOn(organizations string) string {
	return `COALESCE(max(CASE WHEN r.organization_id ` + organizations + ` THEN CASE d.slug WHEN 'manager' THEN 2 WHEN 'contributor' THEN 1 ELSE 0 END END), 0)`
}

// soldTo are the owners of the plans that a profile is or was subscribed to, by an order of its own or by an offer that it accepted: to offer
// something makes nobody a provider, nor does a gift, and nobody is one of the broker.
const soldTo = `SELECT p.organization_id FROM subscriptions s JOIN plans p ON p.id = s.plan_id JOIN organizations w ON w.id = s.organization_id
	WHERE s.organization_id = o.id AND NOT w.is_broker AND COALESCE(s.grant_key, s.request_key) IS NULL AND s.agreed_terms IS NOT NULL`

// soldIn are those of them who sold a line of the charge c.
const soldIn = `SELECT t.orig_organization_id FROM charge_items i JOIN transactions t ON t.id = i.invoiced_id
	WHERE i.charge_id = c.id AND t.orig_organization_id IN (` + soldTo + `)`

// Caller loads the caller, the scope and her relation to it in one statement. level and key are those of the operation's rule: key
// is the value of the path parameter that the rule names. It returns ErrNotFound when no such credential exists.
func (s *Store) Caller(ctx context.Context, c Credential, rule access.Rule, key string) (Caller, error) {
	var from, secret, where, group string
	var credential []any
	switch {
	case c.APIKey != "":
		from, secret, where, group, credential = "users u JOIN api_keys k ON k.user_id = u.id", "k.secret_hash, 0, 0, u.created_at, ''", "k.public_key = ?", ", k.id", []any{c.APIKey} //nolint:gosec // SQL, no secret
	case c.SessionHash != "":
		from, secret, where, group, credential = "users u JOIN sessions x ON x.user_id = u.id", "'', x.id, x.credential_version, x.expires_at, x.sign_in", "x.key_hash = ?", ", x.id", []any{c.SessionHash} //nolint:gosec // SQL, no secret
	default:
		from, secret, where = "users u", "'', 0, 0, u.created_at, ''", "u.id = ? AND NOT EXISTS (SELECT 1 FROM ended_sign_ins e WHERE e.sign_in = ?)" //nolint:gosec // SQL, no secret
		credential = []any{c.UserID, c.SignIn}
	}
	scope := scopeOf(rule)
	if rule.Level == access.Owner {
		key = strings.ToLower(key) // a UUID (RFC 9562, 4)
	}
	var text strings.Builder
	text.WriteString(`SELECT u.id, u.username, u.email, u.first_name, u.last_name, u.created_at, substr(u.password_hash, 1, 1) <> '!', ` +
		termsSigned + `, u.is_active, u.credential_version, u.kept_sign_in, ` + secret + `, ` + scope.columns + ` FROM ` + from + ` ` + scope.join + rolesJoin +
		` WHERE ` + where + ` GROUP BY u.id` + scope.group + group)
	args := slices.Concat(scope.args, slices.Repeat([]any{key}, strings.Count(scope.join, "?")), credential)
	var out Caller
	var organizationID, userID sql.NullInt64
	var organization sql.NullString
	var active sql.NullBool
	p, rel := &out.Principal, &out.Scope.Relation
	err := s.row(ctx, text.String(), args...).Scan(&p.UserID, &p.Username, &p.Email, &p.FirstName, &p.LastName, &p.CreatedAt,
		&p.Activated, &p.TermsSigned, &out.IsActive, &out.CredentialVersion, &out.KeptSignIn, &out.SecretHash, &p.SessionID, &out.SessionVersion, &out.SessionEndsAt, &p.SignIn,
		&organizationID, &organization, &userID, &active, &rel.Broker, &rel.Direct, &rel.Provider, &rel.Former)
	if err != nil {
		return out, s.wrap(err)
	}
	out.Scope.OrganizationID, out.Scope.Organization, out.Scope.UserID = organizationID.Int64, organization.String, userID.Int64
	if c.SignIn != "" {
		p.SignIn = c.SignIn
	}
	rel.Self = userID.Valid && userID.Int64 == p.UserID
	// An archived profile is known to the broker only (profiles-subscriptions-roles.md 2.3).
	// A contact without login is known to the broker only.
	lead := !userID.Valid && !organizationID.Valid && active.Bool && rel.Broker >= access.Contributor
	out.ScopeFound = scope.join == "" || userID.Valid || lead || organizationID.Valid && (active.Bool || rel.Broker >= access.Manager)
	return out, nil
}

// people finds whom a path names: an enabled user, or a contact without login; known tells whether there is one (auth-users.md 4.6).
const (
	people = `LEFT JOIN users t ON lower(t.username) = lower(?) AND t.is_active
		LEFT JOIN contacts l ON l.slug = lower(?) AND l.user_id IS NULL AND NOT l.archived`
	known = "t.id IS NOT NULL OR l.id IS NOT NULL"
)

// organizationNamed finds the profile that a path names, without regard to case; of two that differ in it alone the one that is written so.
const (
	organizationNamed = `(SELECT x.id FROM organizations x WHERE lower(x.slug) = lower(?)
		ORDER BY CASE WHEN x.slug = ? THEN 0 ELSE 1 END, x.id LIMIT 1)`
	namedOrganization = "LEFT JOIN organizations o ON o.id = " + organizationNamed
)

type scopeSQL struct {
	columns, join, group string
	// args are those of columns.
	args []any
}

// scopeOf says what a level needs to know: profile id and slug, user id, whether it is active, and four ranks.
func scopeOf(rule access.Rule) scopeSQL {
	broker := rankOn("IN (" + brokers + ")")
	organization, group := namedOrganization, ", o.id"
	if rule.Of == "charge" {
		organization = "LEFT JOIN charges c ON c.processor_key = ? LEFT JOIN organizations o ON o.id = c.customer_id"
	}
	switch rule.Level {
	case access.Direct:
		return scopeSQL{"o.id, o.slug, NULL, o.is_active, " + broker + ", " + rankOn("= o.id") + ", 0, 0", organization, group, nil}
	case access.Provider, access.TakesPart, access.ProviderOnly:
		live, former, args := rankOn("IN ("+soldTo+" AND s.agreed_terms <> '' AND s.ends_at > ?)"), rankOn("IN ("+soldTo+")"), []any{rule.At.UTC()}
		if rule.Of == "charge" {
			live, former, args = "0", rankOn("IN ("+soldIn+")"), nil
			group += ", c.id"
		}
		return scopeSQL{"o.id, o.slug, NULL, o.is_active, " + broker + ", " + rankOn("= o.id") + ", " + live + ", " + former, organization, group, args}
	case access.Self:
		return scopeSQL{"NULL, NULL, t.id, " + known + ", " + broker + ", 0, 0, 0", people, ", t.id, l.id", nil}
	case access.Owner:
		return scopeSQL{"NULL, NULL, w.user_id, NULL, " + broker + ", 0, 0, 0", "LEFT JOIN credit_subscriptions w ON w.uuid = ?", ", w.user_id", nil}
	case access.Broker:
		return scopeSQL{columns: "NULL, NULL, NULL, NULL, " + broker + ", 0, 0, 0"}
	}
	return scopeSQL{columns: "NULL, NULL, NULL, NULL, 0, 0, 0, 0"}
}
