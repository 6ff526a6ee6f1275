package contract

import (
	"errors"
	"net/url"
	"regexp"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
)

// formats are the string formats of the contracts. The judge and the compiled checks share them, so that they cannot disagree.
var formats = map[string]func(string) error{
	"date-time": checkDateTime,
	"date":      func(s string) error { _, err := time.Parse(time.DateOnly, s); return err },
	"email":     checkEmail,
	"uri":       checkURI,
	"uuid":      checkUUID,
}

type formatFunc func(string) error

// Validate implements openapi3.StringFormatValidator.
func (f formatFunc) Validate(s string) error { return f(s) }

// judgeOptions are what kin-openapi is asked with.
func judgeOptions() []openapi3.SchemaValidationOption {
	opts := make([]openapi3.SchemaValidationOption, 0, len(formats))
	for name, check := range formats {
		opts = append(opts, openapi3.WithStringFormatValidator(name, formatFunc(check)))
	}
	return opts
}

// checkDateTime is RFC 3339, which is narrower than what time.Parse takes. Its years have four digits, and so they have to in UTC, in which
// every time is sent.
func checkDateTime(s string) error {
	const seconds = len("2006-01-02T15:04:05")
	if len(s) > seconds && s[4] == '-' && s[7] == '-' && s[10] == 'T' && s[13] == ':' && s[16] == ':' && s[seconds] != ',' {
		if at, err := time.Parse(time.RFC3339Nano, s); err == nil && at.UTC().Year() >= 0 && at.UTC().Year() <= 9999 {
			return nil
		}
	}
	return errors.New("not a date-time as in RFC 3339")
}

var emailPattern = regexp.MustCompile(`^[^@\s\x00-\x1f\x7f<>()\[\],;:"\\]+@[^@\s\x00-\x1f\x7f<>()\[\],;:"\\.]+(\.[^@\s\x00-\x1f\x7f<>()\[\],;:"\\.]+)*$`)

func checkEmail(s string) error {
	if len(s) > 254 || !emailPattern.MatchString(s) {
		return errors.New("not an e-mail address")
	}
	return nil
}

var uuidPattern = regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)

func checkUUID(s string) error {
	if !uuidPattern.MatchString(s) {
		return errors.New("not a UUID")
	}
	return nil
}

func checkURI(s string) error {
	u, err := url.Parse(s)
	if err != nil || !u.IsAbs() {
		return errors.New("not an absolute URL")
	}
	return nil
}
