package wire

import (
	"net/url"

	"tollkeeper/server/domain/fault"
)

// Picture fails with a fault of the field picture unless an address of a picture is nil or one of the web: an address of another scheme, such as
// javascript:, runs where it is shown.
func Picture(address *string) error {
	if address == nil {
		return nil
	}
	if u, err := url.Parse(*address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fault.Field("picture", "A valid http or https URL is required.")
	}
	return nil
}
