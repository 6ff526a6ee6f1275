package mail_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	gomail "github.com/wneessen/go-mail"

	"tollkeeper/server/mail"
	"tollkeeper/server/notice"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

var start = time.Date(2019, 6, 24, 10, 0, 0, 0, time.UTC)

// receiver is an SMTP server that keeps what it gets.
type receiver struct {
	server   *smtp.Server
	mu       sync.Mutex
	letters  []letter
	refusing error
	port     int
	trusted  *x509.CertPool
}

// letter is what arrived over the wire.
type letter struct {
	from, to string
	data     []byte
	secure   bool
}

type session struct {
	r    *receiver
	conn *smtp.Conn
	letter
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }

// deliverTo sends a mail of welcome to an address through a server that takes letters beyond ASCII, or does not, and returns whom it was told.
func deliverTo(t *testing.T, address string, takesUTF8 bool) (told, fault string) {
	t.Helper()
	r := receive(t, false)
	r.server.EnableSMTPUTF8 = takesUTF8
	p := &post{Store: storetest.Open(t, "sqlite"), t: t, now: start}
	p.enqueue(notice.Notice{Template: "user_welcome", Data: map[string]any{"user": user("Zoë")}}, address)
	if _, err := p.deliverer(r.transport(t, "none", false)).DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(r.letters) == 1 {
		told = r.letters[0].to
	}
	mails, err := p.WaitingMails(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		if m.LastError != nil {
			fault = *m.LastError
		}
	}
	return told, fault
}

// A domain is told in ASCII; a name beyond ASCII only to a server that takes it, and the failure says so where it does not.
func TestAddressesBeyondASCII(t *testing.T) {
	for _, c := range []struct {
		address string
		takes   bool
		told    string
	}{
		{"hans@münchen.de", false, "hans@xn--mnchen-3ya.de"},
		{"hans@MÜNCHEN.de", true, "hans@xn--mnchen-3ya.de"},
		{"Ünal@example.com", true, "Ünal@example.com"},
		{"Ünal@example.com", false, ""},
	} {
		told, fault := deliverTo(t, c.address, c.takes)
		if told != c.told || (told == "") != strings.Contains(fault, "SMTPUTF8") {
			t.Errorf("%s, %t: %q, %q", c.address, c.takes, told, fault)
		}
	}
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error { s.to = to; return nil }
func (s *session) Reset()                                    {}
func (s *session) Logout() error                             { return nil }
func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.r.mu.Lock()
	defer s.r.mu.Unlock()
	if s.r.refusing != nil {
		return s.r.refusing
	}
	_, s.secure = s.conn.TLSConnectionState()
	s.data = data
	s.r.letters = append(s.r.letters, s.letter)
	return nil
}

// receive starts an SMTP server on loopback, with STARTTLS when it is to be secure.
func receive(t *testing.T, secure bool) *receiver {
	t.Helper()
	r := &receiver{trusted: x509.NewCertPool()}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{r: r, conn: c}, nil }))
	r.server = server
	server.Domain, server.ReadTimeout, server.WriteTimeout = "localhost", 10*time.Second, 10*time.Second
	if secure {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate(t, r.trusted)}, MinVersion: tls.VersionTLS12}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r.port = listener.Addr().(*net.TCPAddr).Port
	go server.Serve(listener) //nolint:errcheck // it ends with the test
	t.Cleanup(func() { _ = server.Close() })
	return r
}

func certificate(t *testing.T, pool *x509.CertPool) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.ParseIP("127.0.0.1")}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func (r *receiver) transport(t *testing.T, policy string, trusted bool) mail.Transport {
	t.Helper()
	var options []gomail.Option
	if trusted {
		options = append(options, gomail.WithTLSConfig(&tls.Config{RootCAs: r.trusted, ServerName: "localhost", MinVersion: tls.VersionTLS12}))
	}
	transport, err := mail.NewSMTP(mail.Server{Host: "127.0.0.1", Port: r.port, TLS: policy, Timeout: 5 * time.Second}, options...)
	if err != nil {
		t.Fatal(err)
	}
	return transport
}

// post is a database with a clock that the test moves.
type post struct {
	*store.Store
	t      *testing.T
	now    time.Time
	logged bytes.Buffer
}

func (p *post) deliverer(transport mail.Transport) *mail.Deliverer {
	return mail.NewDeliverer(p.Store, func() time.Time { return p.now }, transport, slog.New(slog.NewTextHandler(&p.logged, nil)),
		mail.Config{From: "noreply@site.example", URL: "https://site.example"})
}

func (p *post) enqueue(n notice.Notice, to ...string) {
	p.t.Helper()
	n.At = p.now
	if err := p.Do(p.t.Context(), func(tx *store.Store) error { return notice.To(p.t.Context(), tx, n, to...) }); err != nil {
		p.t.Fatal(err)
	}
}

func (p *post) deliver(d *mail.Deliverer, want int) {
	p.t.Helper()
	if sent, err := d.DeliverDue(p.t.Context()); err != nil || sent != want {
		p.t.Fatalf("%d sent, want %d: %v\n%s", sent, want, err, &p.logged)
	}
}

func each(t *testing.T, f func(p *post)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Do(t.Context(), func(tx *store.Store) error {
			return tx.CreateOrganization(t.Context(), &store.Organization{
				Slug: "site", FullName: "Köln & Söhne <AG>", Email: "help@site.example", CreatedAt: start, IsActive: true, IsBroker: true, DefaultTimezone: "UTC",
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		f(&post{Store: s, t: t, now: start})
	})
}

func user(name string) map[string]any {
	return map[string]any{"username": "zoe", "email": "zoe@example.com", "first_name": name, "printable_name": name}
}

// parts returns the two forms of a mail, decoded.
func parts(t *testing.T, data []byte) (header netmail.Header, text, html string) {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	kind, parameters, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s: %v", kind, err)
	}
	reader := multipart.NewReader(m.Body, parameters["boundary"])
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m.Header, text, html
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil || part.Header.Get("Content-Transfer-Encoding") != "quoted-printable" {
			t.Fatalf("%v: %v", part.Header, err)
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			html = string(body)
		} else {
			text = strings.ReplaceAll(string(body), "\r\n", "\n")
		}
	}
}

// What arrives at a server over STARTTLS is the mail: headers, both forms, names of any script.
func TestDeliverBySMTP(t *testing.T) {
	each(t, func(p *post) {
		r := receive(p.t, true)
		d := p.deliverer(r.transport(p.t, "mandatory", true))
		p.enqueue(notice.Notice{Template: "verification", ReplyTo: "help@site.example", Data: map[string]any{"user": user("Zoë 大"), "days": 30, "link": "/activate/0123/?next=%2Fa%26b"}},
			"zoe@example.com", "ZOE@example.com", "")
		p.deliver(d, 1)
		p.deliver(d, 0)
		got := r.letters[0]
		if !got.secure || got.from != "noreply@site.example" || got.to != "zoe@example.com" {
			p.t.Errorf("%+v", got)
		}
		header, text, html := parts(p.t, got.data)
		decoder := mime.WordDecoder{}
		from, err := netmail.ParseAddress(header.Get("From"))
		if err != nil || from.Name != "Köln & Söhne <AG>" || from.Address != "noreply@site.example" {
			p.t.Errorf("From %q: %v", header.Get("From"), err)
		}
		subject, err := decoder.DecodeHeader(header.Get("Subject"))
		if err != nil || subject != "Activate your account" {
			p.t.Errorf("Subject %q", subject)
		}
		if header.Get("To") != "<zoe@example.com>" || header.Get("Reply-To") != "<help@site.example>" || header.Get("Auto-Submitted") != "auto-generated" ||
			!strings.HasSuffix(header.Get("Message-Id"), "@site.example>") || header.Get("Date") != "Mon, 24 Jun 2019 10:00:00 +0000" {
			p.t.Errorf("%v", header)
		}
		for _, want := range []string{"Hello Zoë 大,", "Activate my account:\nhttps://site.example/activate/0123/?next=%2Fa%26b\n", "good for 30 days", "\n-- \nKöln & Söhne <AG>\n"} {
			if !strings.Contains(text, want) {
				p.t.Errorf("%q is not in\n%s", want, text)
			}
		}
		for _, want := range []string{"<p>Hello Zoë 大,", `<a href="https://site.example/activate/0123/?next=%2Fa%26b">Activate my account</a>`, "Köln &amp; Söhne &lt;AG&gt;"} {
			if !strings.Contains(html, want) {
				p.t.Errorf("%q is not in\n%s", want, html)
			}
		}
		waiting, err := p.WaitingMails(p.t.Context())
		if err != nil || len(waiting) != 0 {
			p.t.Errorf("%v, %v", waiting, err)
		}
	})
}

// A server that nobody vouches for, or without STARTTLS, gets no mail when TLS is mandatory.
func TestTLSIsMandatory(t *testing.T) {
	p := &post{Store: storetest.Open(t, "sqlite"), t: t, now: start}
	for name, r := range map[string]*receiver{"unknown certificate": receive(t, true), "no STARTTLS": receive(t, false)} {
		p.enqueue(notice.Notice{Template: "user_registered", Data: map[string]any{"user": user("Zoe")}}, name[:2]+"@example.com")
		p.deliver(p.deliverer(r.transport(t, "mandatory", false)), 0)
		if len(r.letters) != 0 {
			t.Errorf("%s: %d letters", name, len(r.letters))
		}
		p.now = p.now.Add(time.Second)
	}
}

// Nothing that a user is called makes a header, a link or an element of its own.
func TestNoInjection(t *testing.T) {
	const evil = "Eve\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script> {{.site.url}} \" onmouseover=x"
	templates := mail.Embedded{}
	for _, name := range templates.Names() {
		data := mail.Sample()
		data["user"], data["message"], data["link"] = user(evil), evil, "//evil.example/"+evil
		got, err := mail.Write(templates, name, mail.Site{Name: evil, Email: "a@b.example", URL: "https://site.example"}, data)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(got.Subject, "\r\n") || strings.Contains(got.HTML, "<script>alert") || strings.Contains(got.HTML, "evil.example") ||
			strings.Contains(got.HTML, `" onmouseover`) || strings.Contains(got.Text, "evil.example") {
			t.Errorf("%s: %q\n%s", name, got.Subject, got.HTML)
		}
	}
	p := &post{Store: storetest.Open(t, "sqlite"), t: t, now: start}
	r := receive(t, true)
	p.enqueue(notice.Notice{Template: "user_registered", ReplyTo: "a@b.example\r\nX-Evil: 1", Data: map[string]any{"user": user(evil)}}, "zoe@example.com", "x@y.example\r\nBcc: all@example.com")
	p.deliver(p.deliverer(r.transport(t, "mandatory", true)), 0)
	p.enqueue(notice.Notice{Template: "user_registered", Data: map[string]any{"user": user(evil)}}, "zoe@example.com")
	p.deliver(p.deliverer(r.transport(t, "mandatory", true)), 1)
	header, _, _ := parts(t, r.letters[0].data)
	if header.Get("Bcc") != "" || header.Get("X-Evil") != "" || len(r.letters) != 1 {
		t.Errorf("%v", header)
	}
}

// Every template is written from the sample, with all its values.
func TestEveryTemplate(t *testing.T) {
	templates := mail.Embedded{}
	names := templates.Names()
	if len(names) != 34 {
		t.Errorf("%d templates: %v", len(names), names)
	}
	for _, name := range names {
		got, err := mail.Write(templates, name, mail.Site{Name: "Site", Email: "help@site.example", URL: "https://site.example"}, mail.Sample())
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for form, text := range map[string]string{"subject": got.Subject, "text": got.Text, "HTML": got.HTML} {
			if strings.TrimSpace(text) == "" || strings.Contains(text, "no value") || strings.Contains(text, "ZgotmplZ") || strings.Contains(text, "%!") {
				t.Errorf("%s, %s: %s", name, form, text)
			}
		}
	}
	for _, name := range []string{"nothing", "../template", "verification.tmpl", ""} {
		if _, err := mail.Write(templates, name, mail.Site{}, nil); !errors.Is(err, mail.ErrNoTemplate) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// overriding is a broker with a template of its own.
type overriding struct{ mail.Embedded }

func (o overriding) Template(name string) (string, bool) {
	switch name {
	case "user_welcome":
		return "Hi {{.user.first_name}}\n\nGlad you are here.\n", true
	case "front-desk_role_grant_created":
		return "Welcome at the desk\n\nYou are {{.role.title}}.\n", true
	}
	return o.Embedded.Template(name)
}

// A role that is granted may have a mail of its own, by the slug of its kind (profiles-subscriptions-roles.md 1.7).
func TestTemplatesOfRoles(t *testing.T) {
	for kind, want := range map[string]string{"front-desk": "Welcome at the desk", "manager": "You are made Boss of Cowork", "../x": "You are made Boss of Cowork"} {
		data := map[string]any{
			"role": map[string]any{"title": "Boss", "slug": kind}, "organization": map[string]any{"printable_name": "Cowork"}, "link": "/",
			"user": user("Zoe"),
		}
		got, err := mail.Write(overriding{}, "role_grant_created", mail.Site{Name: "Site", URL: "https://site.example"}, data)
		if err != nil || got.Subject != want {
			t.Errorf("%s: %+v, %v", kind, got, err)
		}
		if got, err := mail.Write(overriding{}, "role_grant_accepted", mail.Site{}, data); err != nil || got.Subject == want {
			t.Errorf("%s: another mail: %+v, %v", kind, got, err)
		}
	}
}

func TestTemplatesOfTheBroker(t *testing.T) {
	got, err := mail.Write(overriding{}, "user_welcome", mail.Site{Name: "Site", URL: "https://site.example"}, map[string]any{"user": user("Zoe")})
	if err != nil || got.Subject != "Hi Zoe" || !strings.Contains(got.HTML, "<p>Glad you are here.</p>") {
		t.Errorf("%+v, %v", got, err)
	}
}

// A mail that does not go out is tried again, later each time, and given up in the end; nothing of it is lost.
func TestRetries(t *testing.T) {
	each(t, func(p *post) {
		r := receive(p.t, true)
		r.refusing = &smtp.SMTPError{Code: 451, Message: "not now"}
		d := p.deliverer(r.transport(p.t, "mandatory", true))
		p.enqueue(notice.Notice{Template: "user_registered", Data: map[string]any{"user": user("Zoe")}}, "zoe@example.com")
		for tries, wait := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute} {
			p.deliver(d, 0)
			waiting, err := p.WaitingMails(p.t.Context())
			if err != nil || waiting[0].Attempts != int64(tries+1) || !waiting[0].NextTryAt.Equal(p.now.Add(wait)) || !strings.Contains(*waiting[0].LastError, "not now") {
				p.t.Fatalf("try %d: %+v, %v", tries+1, waiting, err)
			}
			p.now = p.now.Add(wait - time.Second)
			p.deliver(d, 0)
			p.now = p.now.Add(time.Second)
		}
		r.refusing = nil
		p.deliver(d, 1)
		if strings.Contains(p.logged.String(), "zoe@example.com") {
			p.t.Error("the log says who got a mail")
		}
		r.refusing = &smtp.SMTPError{Code: 554, Message: "never"}
		p.enqueue(notice.Notice{Template: "user_registered", Data: map[string]any{"user": user("Zoe")}}, "zoe@example.com")
		for range 20 {
			p.deliver(d, 0)
			p.now = p.now.Add(12 * time.Hour)
		}
		waiting, err := p.WaitingMails(p.t.Context())
		if err != nil || len(waiting) != 1 || waiting[0].Attempts != 12 || waiting[0].GivenUpAt == nil {
			p.t.Errorf("%+v, %v", waiting, err)
		}
	})
}

// Several processes send each mail once, and what a dead one had claimed goes out later.
func TestSeveralSenders(t *testing.T) {
	each(t, func(p *post) {
		r := receive(p.t, true)
		for range 60 {
			p.enqueue(notice.Notice{Template: "user_registered", Data: map[string]any{"user": user("Zoe")}}, "zoe@example.com")
		}
		claimed, err := store.InTx(p.t.Context(), p.Store, func(tx *store.Store) ([]store.OutboxMail, error) {
			return tx.ClaimMails(p.t.Context(), p.now, time.Minute, 5)
		})
		if err != nil || len(claimed) != 5 {
			p.t.Fatalf("%d, %v", len(claimed), err)
		}
		transport := r.transport(p.t, "mandatory", true)
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				if _, err := p.deliverer(transport).DeliverDue(context.Background()); err != nil {
					p.t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(r.letters) != 55 {
			p.t.Errorf("%d letters, want 55", len(r.letters))
		}
		p.now = p.now.Add(time.Minute)
		p.deliver(p.deliverer(transport), 5)
		ids := map[string]int{}
		for _, l := range r.letters {
			header, _, _ := parts(p.t, l.data)
			ids[header.Get("Message-Id")]++
		}
		if len(ids) != 60 {
			p.t.Errorf("%d different mails, want 60", len(ids))
		}
	})
}

// Without a server mails are files, and with mail switched off they wait.
func TestDeliverToFolder(t *testing.T) {
	p := &post{Store: storetest.Open(t, "sqlite"), t: t, now: start}
	p.enqueue(notice.Notice{Template: "user_registered", Data: map[string]any{"user": user("Zoe")}}, "zoe@example.com")
	p.deliver(p.deliverer(nil), 0)
	dir := filepath.Join(t.TempDir(), "outbox")
	p.deliver(p.deliverer(mail.Folder(dir)), 1)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != "000000001.eml" {
		t.Fatalf("%v, %v", files, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, files[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	header, text, _ := parts(t, data)
	if header.Get("To") != "<zoe@example.com>" || !strings.Contains(text, "Username: zoe") {
		t.Errorf("%v\n%s", header, text)
	}
}
