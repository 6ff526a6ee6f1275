package mail

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"tollkeeper/store"
)

// Server is an SMTP server that takes mails.
type Server struct {
	Host string
	Port int
	// User and Password sign in; empty for a server that asks nobody.
	User, Password string
	// TLS says whether STARTTLS is "mandatory", "opportunistic" or "none".
	TLS string
	// Timeout bounds each step of a delivery.
	Timeout time.Duration
}

// SMTP sends mails through a server (RFC 5321, with STARTTLS of RFC 3207).
type SMTP struct{ client *gomail.Client }

// NewSMTP makes the transport; it connects for each mail anew. options are for tests.
func NewSMTP(s Server, options ...gomail.Option) (*SMTP, error) {
	policy := map[string]gomail.TLSPolicy{"mandatory": gomail.TLSMandatory, "opportunistic": gomail.TLSOpportunistic, "none": gomail.NoTLS}[s.TLS]
	all := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTLSPolicy(policy), gomail.WithTimeout(s.Timeout)}
	if s.User != "" {
		all = append(all, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	client, err := gomail.NewClient(s.Host, append(all, options...)...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &SMTP{client}, nil
}

// Send implements Transport.
func (s *SMTP) Send(ctx context.Context, _ int64, m *gomail.Msg) error {
	for _, to := range m.GetTo() {
		if strings.ContainsFunc(to.Address, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return s.sendUTF8(ctx, m)
		}
	}
	return s.client.DialAndSendWithContext(ctx, m)
}

// errNoUTF8 is returned for an address that the mail server cannot be told.
var errNoUTF8 = errors.New("the mail server takes no addresses with letters beyond ASCII (it lacks SMTPUTF8, RFC 6531)")

// sendUTF8 sends a mail to an address with letters beyond ASCII, which only some servers take.
func (s *SMTP) sendUTF8(ctx context.Context, m *gomail.Msg) error {
	session, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	err = errNoUTF8
	if takes, _ := session.Extension("SMTPUTF8"); takes {
		err = s.client.SendWithSMTPClient(session, m)
	}
	return errors.Join(err, s.client.CloseWithSMTPClient(session))
}

// Folder keeps each mail as a file, to be read instead of being sent.
type Folder string

// Send implements Transport: the file is there as a whole or not at all.
func (f Folder) Send(_ context.Context, id int64, m *gomail.Msg) error {
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return err
	}
	if err := store.KeepPrivate(string(f)); err != nil {
		return err
	}
	path := filepath.Join(string(f), fmt.Sprintf("%09d.eml", id))
	part := path + ".part"
	if err := m.WriteToFile(part); err != nil {
		return err
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}

func domainOf(address string) string {
	_, domain, _ := strings.Cut(address, "@")
	return domain
}
