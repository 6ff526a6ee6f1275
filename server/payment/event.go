package payment

import "errors"

// Event is what a processor posts when something became of a payment.
type Event struct {
	// ID is the processor's; an event is posted until it is answered, and perhaps once more.
	ID   string
	Type string
	// Report is what the event says of a charge, nil when that changes nothing here.
	Report *Report
	// Captured is the key of a charge that was captured, which sends nothing but a receipt; else "".
	Captured string
}

// Poster is a Processor that posts events.
type Poster interface {
	// Event checks the signature of what was posted and reads it. What the processor did not sign, or not lately, is ErrForged.
	Event(body []byte, signature string) (Event, error)
}

// ErrForged says that an event cannot be believed.
var ErrForged = errors.New("payment: an event without a signature of the processor that is good now")
