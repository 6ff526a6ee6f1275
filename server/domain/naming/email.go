package naming

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// hosts turns the domain of an address into the form in which the DNS knows it (UTS 46, non-transitional).
var hosts = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// The limits of RFC 5321, 4.5.3.1, in bytes.
const (
	maxAddress = 254
	maxLocal   = 64
)

// EmailKey is the one form by which an e-mail address is stored to be compared, looked up and unique: the domain in ASCII as the DNS knows it, in lower
// case; the local part in NFC and folded case. It is the same for the same mailbox, on every database, and its own key. An address that can never be
// delivered, as some were taken before the rule, is folded as a whole.
func EmailKey(address string) string {
	local, host, err := split(address)
	if err != nil {
		return fold(address)
	}
	return fold(local) + "@" + host
}

// SameEmail tells whether two addresses are those of one mailbox.
func SameEmail(a, b string) bool { return EmailKey(a) == EmailKey(b) }

// Deliverable is the address in the form that mail servers are told: the local part as it was typed, the domain in ASCII.
func Deliverable(address string) (string, error) {
	local, host, err := split(address)
	return local + "@" + host, err
}

// Undeliverable says why no mail can ever reach an address, "" when one may.
func Undeliverable(address string) string {
	if _, _, err := split(address); err != nil {
		return err.Error()
	}
	return ""
}

// split returns the local part as it was typed and the domain in ASCII.
func split(address string) (local, host string, err error) {
	at := strings.LastIndexByte(address, '@')
	switch {
	case at < 0 || at == len(address)-1:
		return "", "", errors.New("An address has a domain behind its @.") //nolint:staticcheck // for people
	case !utf8.ValidString(address):
		return "", "", errors.New("An address is UTF-8.") //nolint:staticcheck // for people
	}
	local = address[:at]
	if why := unfitLocal(local); why != "" {
		return "", "", errors.New(why)
	}
	host, err = hosts.ToASCII(norm.NFC.String(address[at+1:]))
	if err != nil || host == "" || strings.HasSuffix(host, ".") {
		return "", "", errors.New("The domain of this address cannot exist.") //nolint:staticcheck // for people
	}
	if len(fold(local))+1+len(host) > maxAddress || len(local)+1+len(host) > maxAddress {
		return "", "", errors.New("This address is too long.") //nolint:staticcheck // for people
	}
	return local, host, nil
}

// unfitLocal says why a text is no local part: no dot-atom of RFC 5322, 3.2.3, with RFC 6532's letters. The quoted form is not taken.
func unfitLocal(local string) string {
	switch {
	case local == "":
		return "An address has a name in front of its @."
	case len(local) > maxLocal:
		return "What is in front of the @ is too long."
	case strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, ".."):
		return "What is in front of the @ neither begins nor ends with a dot, nor has two in a row."
	case strings.ContainsAny(local, `@()<>[]:;,\"`):
		return "What is in front of the @ has a character that no address has."
	case strings.ContainsFunc(local, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) || r == utf8.RuneError }):
		return "What is in front of the @ has blanks or characters that cannot be seen."
	}
	return ""
}

// fold is NFC and Unicode case folding, until another pass changes nothing: either alone may undo what the other did.
func fold(text string) string {
	for range 8 {
		next := norm.NFC.String(cases.Fold().String(norm.NFC.String(text)))
		if next == text {
			break
		}
		text = next
	}
	return text
}

// Spellings are the ways, in lower case, in which an address is likely to have been typed: for what is kept as it was typed.
func Spellings(address string) []string {
	out := []string{strings.ToLower(address), EmailKey(address)}
	if local, host, err := split(address); err == nil {
		if shown, err := idna.ToUnicode(host); err == nil {
			out = append(out, strings.ToLower(local)+"@"+shown, fold(local)+"@"+shown)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
