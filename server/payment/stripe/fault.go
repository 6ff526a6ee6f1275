package stripe

import (
	"errors"
	"fmt"
	"net/http"

	api "github.com/stripe/stripe-go/v85"

	"tollkeeper/server/payment"
)

// refusal tells whether Stripe certainly did not do what it was asked, because of the card or of the request, and what to say of it. What
// it says about a card is for its holder; what it says about a request is for us, and may name keys.
func refusal(err error) *payment.Declined {
	e := new(api.Error)
	if !errors.As(err, &e) {
		return nil
	}
	switch {
	case e.Type == api.ErrorTypeIdempotency:
		return nil // the key has done something else: what, is not known
	case e.Type == api.ErrorTypeCard, e.HTTPStatusCode == http.StatusPaymentRequired:
		return &payment.Declined{Code: codeOf(e), Message: e.Msg}
	case e.HTTPStatusCode == http.StatusBadRequest, e.HTTPStatusCode == http.StatusNotFound:
		return &payment.Declined{Code: codeOf(e), Message: "The payment processor refused the request."}
	}
	return nil
}

// codeOf is why a card was declined in the words of its bank, or what was wrong with the request.
func codeOf(e *api.Error) string {
	switch {
	case e.Code != "":
		return string(e.Code)
	case e.Type != "":
		return string(e.Type)
	}
	return "refused"
}

// outcome is a refusal, or that the answer is not known.
func outcome(err error) error {
	if declined := refusal(err); declined != nil {
		return declined
	}
	return unanswered(err)
}

// unanswered says that something went wrong, without what Stripe said in words: they may be about a card or a key.
func unanswered(err error) error {
	e := new(api.Error)
	if !errors.As(err, &e) {
		return fmt.Errorf("stripe: %w", err)
	}
	return fmt.Errorf("stripe: status %d, %s %s, request %s", e.HTTPStatusCode, e.Type, e.Code, e.RequestID)
}

// gone tells that what a call was about is not there, or not ours.
func gone(err error) bool {
	e := new(api.Error)
	return errors.As(err, &e) && (e.HTTPStatusCode == http.StatusNotFound || e.Code == api.ErrorCodeResourceMissing || e.Code == api.ErrorCodeAccountInvalid)
}
