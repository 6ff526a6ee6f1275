package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"tollkeeper/server/domain/naming"
)

// ArchiveUser makes a user anonymous for ever and takes away everything that is hers alone: roles, preferences, keys, signatures, sessions,
// carts, second factors. Her row stays, since orders and payments point to it; so does her contact, for the notes about it, under a
// name that nobody knows (auth-users.md 4.6). The password hash is one that matches nothing.
func (s *Store) ArchiveUser(ctx context.Context, id int64, passwordHash, domain string) error {
	archive := naming.Archived(id)
	email := archive + "@" + domain
	for _, statement := range []string{
		"DELETE FROM roles WHERE user_id = ?", "DELETE FROM notification_opt_outs WHERE user_id = ?", "DELETE FROM api_keys WHERE user_id = ?",
		"DELETE FROM signatures WHERE user_id = ?", "DELETE FROM cart_items WHERE user_id = ? AND NOT recorded",
		"UPDATE cart_items SET full_name = '', email = NULL, sync_on = NULL WHERE user_id = ?", "DELETE FROM redeemed_coupons WHERE user_id = ?",
		"DELETE FROM sessions WHERE user_id = ?", "DELETE FROM otp_secrets WHERE user_id = ?", "DELETE FROM recovery_codes WHERE user_id = ?",
		"DELETE FROM former_addresses WHERE user_id = ?", "DELETE FROM known_places WHERE user_id = ?", "DELETE FROM mailed_codes WHERE user_id = ?",
		"DELETE FROM address_confirmations WHERE user_id = ?",
	} {
		if err := s.tx(ctx).Exec(statement, id).Error; err != nil {
			return s.wrap(err)
		}
	}
	err := s.tx(ctx).Model(&Contact{}).Where("user_id = ?", id).Updates(map[string]any{
		"slug": archive, "email": email, "email_key": naming.EmailKey(email), "full_name": "", "nick_name": "", "picture": nil, "extra": nil, "archived": true,
		"verification_state": "none", "verification_key_hash": nil, "verification_sent_at": nil, "mfa_backend": 0,
	}).Error
	if err != nil {
		return s.wrap(err)
	}
	return s.wrap(s.tx(ctx).Model(&User{}).Where("id = ?", id).Updates(map[string]any{
		"username": archive, "email": email, "email_key": naming.EmailKey(email), "first_name": "", "last_name": "", "password_hash": passwordHash, "is_active": false,
		"public_key": nil, "kept_sign_in": "", "credential_version": gorm.Expr("credential_version + 1"),
	}).Error)
}

// ForgetPerson removes what is known of a person from a profile that is hers alone, and from what was bought for her: names, addresses,
// what is printed on her card. Amounts, dates and the slug stay: they are what the ledger is about.
func (s *Store) ForgetPerson(ctx context.Context, userID int64, slug, email, domain string) error {
	// What others typed is kept as they typed it.
	spellings := naming.Spellings(email)
	alone := `SELECT o.id FROM organizations o WHERE o.slug = ? AND NOT o.is_broker AND NOT o.is_processor AND NOT o.is_provider
		AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.organization_id = o.id AND r.user_id <> ? AND COALESCE(r.grant_key, r.request_key) IS NULL)`
	for _, step := range []struct {
		statement string
		args      []any
	}{
		{"UPDATE charges SET card_name = '', description = NULL WHERE customer_id IN (" + alone + ")", []any{slug, userID}},
		{"UPDATE charges SET description = 'Charge ' || processor_key WHERE created_by_id = ? AND description IS NOT NULL", []any{userID}},
		{"UPDATE charge_items SET sync_on = NULL WHERE lower(sync_on) IN ?", []any{spellings}},
		{`UPDATE cart_items SET full_name = '' WHERE user_id IS NULL AND claim_code IS NOT NULL
			AND coupon_id IN (SELECT c.id FROM coupons c WHERE c.payer_id IN (` + alone + "))", []any{slug, userID}},
		{"UPDATE coupons SET description = NULL WHERE payer_id IN (" + alone + ")", []any{slug, userID}},
		{"DELETE FROM ledger_names WHERE email = ? OR organization_id IN (" + alone + ")", []any{naming.EmailKey(email), slug, userID}},
		{`UPDATE organizations SET full_name = '', email = ?, email_key = ?, phone = '', street_address = '', locality = '', region = '', postal_code = '',
			country = '', picture = NULL, extra = NULL WHERE id IN (` + alone + ")", []any{naming.Archived(userID) + "@" + domain, naming.EmailKey(naming.Archived(userID) + "@" + domain), slug, userID}},
		{"DELETE FROM ledger_names WHERE name_key IN (SELECT name_key FROM payouts WHERE user_id = ?)", []any{userID}},
		{
			"UPDATE payment_attempts SET order_json = '{}' WHERE closed_at IS NOT NULL AND (user_id = ? OR lower(order_json) LIKE ? ESCAPE '!')",
			[]any{userID, "%" + likeEscaper.Replace(strings.ToLower(email)) + "%"},
		},
		{"DELETE FROM pending_registrations WHERE email = ?", []any{naming.EmailKey(email)}},
		// Without the name of whom it is for, what is in somebody's cart would be her own. A claim is paid for.
		{"DELETE FROM cart_items WHERE NOT recorded AND claim_code IS NULL AND (lower(email) IN ? OR lower(sync_on) IN ?)", []any{spellings, spellings}},
		{"UPDATE cart_items SET full_name = '', email = NULL, sync_on = NULL WHERE lower(email) IN ?", []any{spellings}},
	} {
		if err := s.tx(ctx).Exec(step.statement, step.args...).Error; err != nil {
			return s.wrap(err)
		}
	}
	return nil
}

// ArchiveOrganization makes a profile anonymous for ever: a slug that nobody knows, no contact data, no roles. Its subscriptions and those to its
// plans end at the time, its plans are sold no more; the ledger stays (profiles-subscriptions-roles.md 3.2).
func (s *Store) ArchiveOrganization(ctx context.Context, id int64, email string, at time.Time) error {
	o, err := s.Organization(ctx, id)
	if err == nil {
		err = s.KeepFormerName(ctx, o.Slug, NameHolder{OrganizationID: id}, at)
	}
	if err != nil {
		return err
	}
	for _, step := range []struct {
		statement string
		args      []any
	}{
		{"DELETE FROM roles WHERE organization_id = ?", []any{id}},
		// Nobody buys for whoever takes the name next.
		{"DELETE FROM cart_items WHERE NOT recorded AND claim_code IS NULL AND lower(sync_on) = (SELECT lower(o.slug) FROM organizations o WHERE o.id = ?)", []any{id}},
		{`UPDATE subscriptions SET auto_renew = FALSE, ends_at = CASE WHEN ends_at > ? THEN ? ELSE ends_at END
			WHERE organization_id = ? OR plan_id IN (SELECT p.id FROM plans p WHERE p.organization_id = ?)`, []any{at, at, id, id}},
		{"UPDATE plans SET is_active = FALSE WHERE organization_id = ?", []any{id}},
		{"UPDATE charges SET card_name = '', description = NULL WHERE customer_id = ?", []any{id}},
		{"DELETE FROM ledger_names WHERE name_key IN (SELECT name_key FROM payouts WHERE provider_id = ?)", []any{id}},
		{"UPDATE organizations SET processor_card_key = NULL WHERE id = ?", []any{id}},
		{
			`UPDATE organizations SET slug = ?, full_name = ?, email = ?, email_key = ?, phone = '', street_address = '', locality = '', region = '', postal_code = '',
			country = '', picture = NULL, extra = NULL, is_active = FALSE WHERE id = ?`,
			[]any{naming.Archived(id), naming.Archived(id), email, naming.EmailKey(email), id},
		},
	} {
		if err := s.tx(ctx).Exec(step.statement, step.args...).Error; err != nil {
			return s.wrap(err)
		}
	}
	return nil
}
