package web

import (
	"context"

	"tollkeeper/server/notice"
	"tollkeeper/server/subscriptions"
	"tollkeeper/store"
)

// Roles are the rules of accepting a role that was offered.
type Roles interface {
	// Offered returns the role that is offered with a key; an unknown or used one is a fault of kind NotFound.
	Offered(ctx context.Context, key string) (store.RoleOf, error)
	// Accept makes it the role of a user.
	Accept(ctx context.Context, userID int64, key string) (store.RoleOf, error)
}

// Subscriptions are the rules of accepting a subscription that waits for one side.
type Subscriptions interface {
	// Pending returns what waits under a key; an unknown or used one is a fault of kind NotFound.
	Pending(ctx context.Context, side subscriptions.Side, key string) (store.SubscriptionOf, error)
	// AcceptBy accepts it in the name of a user, who must manage that side.
	AcceptBy(ctx context.Context, side subscriptions.Side, key string, userID int64) (store.SubscriptionOf, error)
}

// offer is what waits to be accepted by whoever has the key in a mail. The key alone says what it is: no link breaks when a profile gets
// another name.
type offer struct {
	title, message string
	// accept does it in the name of a user and returns what is shown then.
	accept func(ctx context.Context, userID int64) (view, error)
}

// finder finds what is offered with a key.
type finder func(ctx context.Context, key string) (offer, error)

type offers struct {
	roles         Roles
	subscriptions Subscriptions
}

func (o offers) role(ctx context.Context, key string) (offer, error) {
	role, err := o.roles.Offered(ctx, key)
	if err != nil {
		return offer{}, err
	}
	out := offer{title: "Accept a role", accept: func(ctx context.Context, userID int64) (view, error) {
		role, err := o.roles.Accept(ctx, userID, key)
		return view{
			Title: "The role is yours", Message: "You can act for " + role.Organization.PrintableName() + " now.",
			Next: "/app/" + role.Organization.Slug + "/",
		}, err
	}}
	if role.Description != nil {
		out.message = role.Organization.PrintableName() + " offers you the role " + role.Description.Title + "."
	}
	return out, nil
}

// grant is a subscription that a provider granted, to be accepted by its subscriber.
func (o offers) grant(ctx context.Context, key string) (offer, error) {
	s, err := o.subscriptions.Pending(ctx, subscriptions.Subscriber, key)
	return offer{
		title:   "Accept a subscription",
		message: s.Plan.Provider + " subscribed " + s.Subscriber.PrintableName() + " to " + notice.Title(s.Plan.Plan) + ". A manager of " + s.Subscriber.PrintableName() + " accepts it.",
		accept: func(ctx context.Context, userID int64) (view, error) {
			s, err := o.subscriptions.AcceptBy(ctx, subscriptions.Subscriber, key, userID)
			return view{
				Title: "The subscription runs", Message: s.Subscriber.PrintableName() + " is subscribed to " + notice.Title(s.Plan.Plan) + " now.",
				Next: "/app/" + s.Plan.Provider + "/",
			}, err
		},
	}, err
}

// request is a subscription that a customer asked for, to be accepted by the provider.
func (o offers) request(ctx context.Context, key string) (offer, error) {
	s, err := o.subscriptions.Pending(ctx, subscriptions.Provider, key)
	return offer{
		title:   "Accept a subscriber",
		message: s.Subscriber.PrintableName() + " asks to be subscribed to " + notice.Title(s.Plan.Plan) + ". A manager of " + s.Plan.Provider + " accepts it.",
		accept: func(ctx context.Context, userID int64) (view, error) {
			s, err := o.subscriptions.AcceptBy(ctx, subscriptions.Provider, key, userID)
			return view{
				Title: "The subscription runs", Message: s.Subscriber.PrintableName() + " is subscribed to " + notice.Title(s.Plan.Plan) + " now.",
				Next: "/app/" + s.Subscriber.Slug + "/",
			}, err
		},
	}, err
}
