package naming

import "regexp"

// Limit is how long an identifier may be, in characters, which are bytes.
const Limit = 50

// Identifier is what a username, the slug of a profile, plan or kind of role, and the code of a coupon look like. It is a segment of a path that no
// client rewrites ("." and ".."), no address of a mailbox, and the same in every script and encoding.
const Identifier = `^[A-Za-z0-9](?:(?:\.?[A-Za-z0-9_-])*\.?[A-Za-z0-9])?$`

var identifier = regexp.MustCompile(Identifier)

// Unfit says why a text is no identifier, "" when it is one. Names that were given before the rule go on working: it is asked where one is given.
func Unfit(text string) string {
	if len(text) > Limit || !identifier.MatchString(text) {
		return "Use 1 to 50 letters and digits of ASCII, with _ - or single . between them."
	}
	return ""
}
