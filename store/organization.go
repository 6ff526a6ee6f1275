package store

import (
	"context"
	"strings"
)

// Profile is an organization with what is computed from its attached user: the user whose username is its slug and who has a role on
// it, even a pending one (profiles-subscriptions-roles.md 1.1).
type Profile struct {
	Organization
	// Personal tells that there is an attached user, Credentials that she has a usable password.
	Personal    bool
	Credentials bool
	// Bare tells that this is no profile at all but a user who has none of her name.
	Bare bool
}

// profileColumns are those of a Profile whose organization has the given alias; the query also needs profileJoin. The last column is 0
// without attached user, 1 when she has no usable password, 2 when she has one; 3 and 4 are the same of a user without profile.
func profileColumns(o string) string {
	return strings.ReplaceAll(`o.id, o.slug, o.created_at, o.is_active, o.is_broker, o.is_processor, o.is_provider, o.is_bulk_buyer, o.full_name,
		o.email, o.phone, o.street_address, o.locality, o.region, o.postal_code, o.country, o.default_timezone, o.picture, o.extra,
		o.processor_card_key, o.processor_deposit_key,
		CASE WHEN ar.id IS NULL THEN 0 WHEN substr(au.password_hash, 1, 1) = '!' THEN 1 ELSE 2 END`, "o.", o+".")
}

// profileJoin finds the attached user and her role. Both keys are unique, so the join adds no rows; as a join it is looked up once for
// each profile and not once for each row.
func profileJoin(o string) string {
	return strings.ReplaceAll(` LEFT JOIN users au ON au.username = o.slug LEFT JOIN roles ar ON ar.user_id = au.id AND ar.organization_id = o.id`, "o.", o+".")
}

// targets are where a row with profileColumns goes; done must be called after the scan.
func (p *Profile) targets() (into []any, done func()) {
	var attached int
	o := &p.Organization
	into = []any{
		&o.ID, &o.Slug, &o.CreatedAt, &o.IsActive, &o.IsBroker, &o.IsProcessor, &o.IsProvider, &o.IsBulkBuyer, &o.FullName,
		&o.Email, &o.Phone, &o.StreetAddress, &o.Locality, &o.Region, &o.PostalCode, &o.Country, &o.DefaultTimezone, &o.Picture, &o.Extra,
		&o.ProcessorCardKey, &o.ProcessorDepositKey, &attached,
	}
	return into, func() { p.Personal, p.Credentials, p.Bare = attached > 0, attached == 2 || attached == 4, attached > 2 }
}

func scanProfile(r row, head ...any) (Profile, error) {
	var p Profile
	into, done := p.targets()
	err := r.Scan(append(head, into...)...)
	done()
	return p, err
}

var profileList = list{
	columns: profileColumns("o"), from: "organizations o" + profileJoin("o"), countFrom: "organizations o", where: "o.is_active", tie: "o.id", dateColumn: "o.created_at",
	search: map[string]string{
		"slug": "o.slug", "full_name": "o.full_name", "email": "o.email", "phone": "o.phone", "street_address": "o.street_address",
		"locality": "o.locality", "region": "o.region", "postal_code": "o.postal_code", "country": "o.country",
	},
	searchDefault: []string{"slug", "full_name", "email", "phone", "street_address", "locality", "region", "postal_code", "country"},
	sort:          map[string]string{"full_name": "o.full_name", "created_at": "o.created_at"},
	sortDefault:   []string{"full_name"},
}

// Profiles lists the profiles that are not archived, by full name (profiles-subscriptions-roles.md 3.2).
func (s *Store) Profiles(ctx context.Context, ask Listing) (Rows[Profile], error) {
	return run(ctx, s, profileList, ask, scanProfile)
}

// Profile returns the profile with an id.
func (s *Store) Profile(ctx context.Context, id int64) (Profile, error) {
	var p Profile
	into, done := p.targets()
	err := s.row(ctx, "SELECT "+profileColumns("o")+" FROM organizations o"+profileJoin("o")+" WHERE o.id = ?", id).Scan(into...)
	done()
	return p, s.wrap(err)
}

// Broker returns the profile that runs the site.
func (s *Store) Broker(ctx context.Context) (Organization, error) {
	return first[Organization](s, s.query(ctx).Where("is_broker"))
}

// Processor returns the profile that stands for the payment processor.
func (s *Store) Processor(ctx context.Context) (Organization, error) {
	return first[Organization](s, s.query(ctx).Where("is_processor"))
}

// Organization returns the organization with an id.
func (s *Store) Organization(ctx context.Context, id int64) (Organization, error) {
	return first[Organization](s, s.query(ctx).Where("id = ?", id))
}

// OrganizationsByID lists organizations, in the order of their ids.
func (s *Store) OrganizationsByID(ctx context.Context, ids []int64) ([]Organization, error) {
	var out []Organization
	err := s.query(ctx).Where("id IN ?", ids).Order("id").Find(&out).Error
	return out, s.wrap(err)
}

// OrganizationForUpdate returns the organization with an id and locks it until the transaction ends.
func (s *Store) OrganizationForUpdate(ctx context.Context, id int64) (Organization, error) {
	var out Organization
	err := s.tx(ctx).Raw("SELECT * FROM organizations WHERE id = ?"+s.dialect.forUpdate, id).Take(&out).Error
	return out, s.wrap(err)
}

// Beneficiary finds the organization that a cart item is synced on: by its slug, or by an address that counts for it (billing-ledger.md 4.3). An
// address is never taken for a name: whoever has it as a name need not be who reads its mail.
func (s *Store) Beneficiary(ctx context.Context, syncOn string) (Organization, error) {
	if !strings.Contains(syncOn, "@") {
		return s.OrganizationBySlug(ctx, syncOn)
	}
	found, err := s.OrganizationsOfAddress(ctx, syncOn)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Organization{}, err
	}
	return found[0], nil
}

// SlugTaken tells whether an organization has the slug, in whatever case.
func (s *Store) SlugTaken(ctx context.Context, slug string) (bool, error) {
	return s.exists(ctx, "organizations", "lower(slug) = lower(?)", slug)
}

// CreateOrganization writes a new organization and sets its id. A slug that is taken is ErrDuplicate.
func (s *Store) CreateOrganization(ctx context.Context, o *Organization) error {
	return s.wrap(s.tx(ctx).Create(o).Error)
}

// UpdateOrganization writes the given columns.
func (s *Store) UpdateOrganization(ctx context.Context, id int64, columns map[string]any) error {
	return s.wrap(s.tx(ctx).Model(&Organization{}).Where("id = ?", id).Updates(setEmailKey(columns)).Error)
}

// RenameBeneficiary lets what is in carts for a profile, which is known there by its slug, follow it to another one.
func (s *Store) RenameBeneficiary(ctx context.Context, from, to string) error {
	return s.wrap(s.tx(ctx).Exec("UPDATE cart_items SET sync_on = ? WHERE lower(sync_on) = lower(?) AND NOT recorded", to, from).Error)
}

// AttachedUser returns the user of a personal profile: her username is its slug and she has a role on it, even a pending one.
func (s *Store) AttachedUser(ctx context.Context, o Organization) (User, error) {
	return first[User](s, s.query(ctx).
		Where("username = ? AND EXISTS (SELECT 1 FROM roles r WHERE r.user_id = users.id AND r.organization_id = ?)", o.Slug, o.ID))
}

// InCheckout tells whether a payment for a customer, or for a plan of a provider, is under way.
func (s *Store) InCheckout(ctx context.Context, organizationID int64) (bool, error) {
	var n int64
	err := s.query(ctx).Raw(`SELECT (SELECT count(*) FROM payment_attempts a WHERE a.customer_id = ? AND a.state = 'open')
		+ (SELECT count(*) FROM payment_attempts a JOIN cart_items i ON i.user_id = a.user_id AND NOT i.recorded JOIN plans p ON p.id = i.plan_id
			WHERE p.organization_id = ? AND a.state = 'open')`, organizationID, organizationID).Row().Scan(&n)
	return n > 0, err
}
