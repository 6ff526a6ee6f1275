package throttle

import "time"

// The policies that x-throttle may name (auth-users.md 1.7 and 2.3 leave them open; issue "People", throttling).
const (
	// SignIn is for whoever shows a name and a password.
	SignIn = "sign-in"
	// Password is for a signed-in caller who shows her password once more, or a code of her second factor.
	Password = "password"
	// Register is for new accounts; registering with the address of one that waits for its activation sends a mail.
	Register = "register"
	// Recover is for whoever asks for a mail.
	Recover = "recover"
	// Visit is for whoever changes something without signing in, FirstVisit for whoever leaves a session behind by it.
	Visit      = "visit"
	FirstVisit = "first-visit"
	// MailedKey is for whoever shows a key that a mail told.
	MailedKey = "mailed-key"
)

// rate lets burst attempts pass at once, and one more every interval. The zero rate lets all pass.
type rate struct {
	burst int
	every time.Duration
}

// policy has a rate for an address, for an account as one address tries it, and for an account as all addresses together do. The last one
// is generous: whoever knows a name must not be able to lock its owner out from everywhere with a handful of requests.
type policy struct {
	address, pair, account rate
}

var policies = map[string]policy{
	SignIn:     {address: rate{60, 5 * time.Second}, pair: rate{10, time.Minute}, account: rate{100, 30 * time.Second}},
	Password:   {address: rate{60, 5 * time.Second}, pair: rate{10, time.Minute}, account: rate{100, 30 * time.Second}},
	Register:   {address: rate{20, time.Minute}, pair: rate{5, 5 * time.Minute}, account: rate{10, 10 * time.Minute}},
	Recover:    {address: rate{20, time.Minute}, pair: rate{5, 5 * time.Minute}, account: rate{10, 10 * time.Minute}},
	Visit:      {address: rate{120, time.Second}},
	FirstVisit: {address: rate{30, 30 * time.Second}},
	MailedKey:  {address: rate{30, 20 * time.Second}},
}
