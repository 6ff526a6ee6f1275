package roles

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"

	"github.com/oapi-codegen/nullable"

	"tollkeeper/gen"
	"tollkeeper/server/contract"
	"tollkeeper/server/domain/access"
	"tollkeeper/server/wire"
	"tollkeeper/store"
)

// shown returns a key for readers who may use it: those who manage the profile in the path or the broker, and the user whom the role is about, unless it
// waits for the key in a mail (profiles-subscriptions-roles.md 3.0, "Keys"). Who manages another profile of that user is none of them: they could take
// what others offer to the user.
func shown(ctx context.Context, r store.RoleOf, key *string) nullable.Nullable[gen.RoleKey] {
	rel := access.ScopeOf(ctx).Relation
	if max(rel.Broker, rel.Direct) >= access.Manager || access.PrincipalOf(ctx).UserID == r.UserID && !r.ByAddress {
		return wire.Null(key)
	}
	return wire.Null[gen.RoleKey](nil)
}

// shownOffer returns the key of an offer for the user to whom it is made, unless it waits for the key in a mail. Who manages the profile sees that there is
// one, by what cannot be accepted: whoever has the key takes the role, also somebody who read it as a manager and is none any more.
func shownOffer(ctx context.Context, r store.RoleOf) nullable.Nullable[gen.RoleKey] {
	if r.GrantKey == nil || access.PrincipalOf(ctx).UserID == r.UserID && !r.ByAddress {
		return wire.Null(r.GrantKey)
	}
	sum := sha256.Sum256([]byte("offer " + *r.GrantKey))
	sign := hex.EncodeToString(sum[:])[:len(*r.GrantKey)]
	return shown(ctx, r, &sign)
}

// at is an absolute URL of this site; its segments are written so that each stays one.
func at(ctx context.Context, segments ...string) string {
	u := contract.RequestURL(ctx)
	out := u.Scheme + "://" + u.Host
	for _, s := range segments {
		out += "/" + url.PathEscape(s)
	}
	return out + "/"
}

// kindInURLs is the slug of the role's description; without one any kind that exists will do.
func kindInURLs(r store.RoleOf) string {
	if r.Description == nil {
		return "manager"
	}
	return r.Description.Slug
}

// userOf is the user of a role. Who was only offered it has nothing to do with the profile yet: the address is shown to the user and the broker.
func userOf(ctx context.Context, r store.RoleOf) gen.User {
	out := gen.User{Slug: r.User.Username, Email: r.User.Email, FullName: r.User.FullName(), CreatedAt: r.User.CreatedAt}
	if r.GrantKey != nil && access.ScopeOf(ctx).Relation.Broker < access.Contributor && access.PrincipalOf(ctx).UserID != r.UserID {
		out.Email = ""
	}
	return out
}

func toAPIRole(ctx context.Context, r store.RoleOf) gen.Role {
	out := gen.Role{
		CreatedAt: r.CreatedAt, User: userOf(ctx, r), RequestKey: shown(ctx, r, r.RequestKey), GrantKey: shownOffer(ctx, r),
		Organization: wire.Organization(r.Organization), RoleDescription: wire.Null[string](nil), AcceptRequestAPIURL: wire.Null[string](nil),
		RemoveAPIURL: at(ctx, "api", "profile", r.Organization.Slug, "roles", kindInURLs(r), r.User.Username),
	}
	if r.Description != nil {
		out.RoleDescription.Set(r.Description.Slug)
	}
	if r.RequestKey != nil {
		out.AcceptRequestAPIURL.Set(at(ctx, "api", "profile", r.Organization.Slug, "roles", kindInURLs(r)))
	}
	return out
}

func toAPIBaseRole(ctx context.Context, r store.RoleOf) gen.BaseRole {
	return gen.BaseRole{CreatedAt: r.CreatedAt, User: userOf(ctx, r), RequestKey: shown(ctx, r, r.RequestKey), GrantKey: shownOffer(ctx, r)}
}

// toAPIDescription is null while a role is requested without one; a local one belongs to the profile of the role.
func toAPIDescription(r store.RoleOf) nullable.Nullable[gen.RoleDescription] {
	d := r.Description
	if d == nil {
		return wire.Null[gen.RoleDescription](nil)
	}
	out := gen.RoleDescription{
		CreatedAt: d.CreatedAt, Title: d.Title, Slug: d.Slug, IsGlobal: d.OrganizationID == nil, Organization: wire.Null[gen.OrganizationOrNull](nil),
	}
	if d.OrganizationID != nil {
		out.Organization.Set(gen.OrganizationOrNull(wire.Organization(r.Organization)))
	}
	return nullable.NewNullableWithValue(out)
}

func toAPIRoleAccessible(ctx context.Context, r store.RoleOf) gen.RoleAccessible {
	return gen.RoleAccessible{
		CreatedAt: r.CreatedAt, RequestKey: shown(ctx, r, r.RequestKey), GrantKey: shownOffer(ctx, r), RoleDescription: toAPIDescription(r),
		User: userOf(ctx, r),
	}
}

// toAPIAccessible is the role as its user sees it (profiles-subscriptions-roles.md 3.0, "Accessible").
func toAPIAccessible(ctx context.Context, r store.RoleOf) gen.Accessible {
	o := r.Organization
	out := gen.Accessible{
		CreatedAt: r.CreatedAt, RequestKey: shown(ctx, r, r.RequestKey), Slug: o.Slug, PrintableName: o.PrintableName(), Email: o.Email,
		RoleDescription: toAPIDescription(r), HomeURL: nullable.NewNullableWithValue(at(ctx, "app", o.Slug)),
		SettingsURL: at(ctx, "profile", o.Slug, "contact"), AcceptGrantAPIURL: wire.Null[string](nil),
		RemoveAPIURL: at(ctx, "api", "users", r.User.Username, "accessibles", kindInURLs(r), o.Slug),
	}
	if r.RequestKey != nil && access.ScopeOf(ctx).Relation.Broker < access.Contributor {
		out.Email = "" // whoever asks for a role has nothing to do with the profile yet
	}
	if o.IsProvider {
		out.SettingsURL = at(ctx, "metrics", o.Slug, "dashboard")
	}
	if key := shownOffer(ctx, r); !key.IsNull() {
		out.AcceptGrantAPIURL.Set(at(ctx, "api", "users", r.User.Username, "accessibles", "accept", key.MustGet()))
	}
	return out
}

func toAPIKind(ctx context.Context, d store.RoleDescription, of []store.RoleOf) gen.RoleDescriptionCRUD {
	out := gen.RoleDescriptionCRUD{
		CreatedAt: d.CreatedAt, Title: d.Title, Slug: d.Slug, IsGlobal: d.OrganizationID == nil, Roles: make([]gen.BaseRole, len(of)),
	}
	for i, one := range of {
		out.Roles[i] = toAPIBaseRole(ctx, one)
	}
	return out
}
