package throttle

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"tollkeeper/server/domain/fault"
)

// Letter is a mail that somebody causes to be sent to somebody else.
type Letter struct {
	// Sender stands for the account that causes it, "" for none; Address is where it does so from.
	Sender  string
	Address netip.Addr
	// Recipient is the e-mail address that it goes to.
	Recipient string
	// Purpose keeps mails of one kind from using up what is left for another, which its recipient may need to get in; "" for those that nobody waits for.
	Purpose string
	// Offer names what the mail offers, so that the same is not offered again on the same day; "" for a mail that is no offer.
	Offer string
}

// How many mails somebody may cause at once, and how long until there is one more: from an account, from a network, to an address, and to all addresses
// of a domain. They let a provider invite customers one after the other, and nobody
// fill a letter box; managers of the broker are not counted.
var (
	mailsOfSender    = rate{20, 3 * time.Minute}
	mailsOfNetwork   = rate{150, time.Minute}
	mailsToRecipient = rate{10, time.Hour}
	mailsToDomain    = rate{500, 10 * time.Second}
	sameOffer        = rate{1, 24 * time.Hour}
)

// Mail counts a mail. It returns a fault of kind TooManyRequests, which says what to do, when it may not be sent now.
func (l *Limiter) Mail(ctx context.Context, m Letter) error {
	recipient := strings.ToLower(m.Recipient)
	domain := recipient[strings.LastIndexByte(recipient, '@')+1:]
	for _, limit := range []struct {
		rate
		key    []string
		advice string
		counts bool
	}{
		{sameOffer, []string{"mail", "offer", m.Offer, recipient}, "The same was mailed to this address within a day, and that mail still works.", m.Offer != ""},
		{mailsToRecipient, []string{"mail", "recipient", m.Purpose, recipient}, "Many mails went to this address.", true},
		{mailsToDomain, []string{"mail", "domain", m.Purpose, domain}, "Many mails went to addresses of this domain.", true},
		{mailsOfSender, []string{"mail", "sender", m.Sender}, "You caused many mails; for more at once, ask the managers of the site.", m.Sender != ""},
		{mailsOfNetwork, []string{"mail", "network", Network(m.Address)}, "Many mails were caused from your network.", m.Address.IsValid()},
	} {
		if !limit.counts {
			continue
		}
		err := l.count(ctx, limit.rate, limit.key...)
		if f := fault.As(err); f != nil && f.Kind == fault.TooManyRequests {
			f.Detail = limit.advice + " " + strings.TrimPrefix(f.Detail, "Too many attempts; ")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Offered tells whether the offer of a mail was mailed to its recipient within a day.
func (l *Limiter) Offered(ctx context.Context, m Letter) (bool, error) {
	if l == nil {
		return false, nil
	}
	wait, err := l.store.MustWait(ctx, hash("mail", "offer", m.Offer, strings.ToLower(m.Recipient)), sameOffer.burst, sameOffer.every, l.now())
	return wait > 0, err
}
