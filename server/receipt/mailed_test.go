package receipt_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tollkeeper/server"
	"tollkeeper/server/mail"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

// letters are the mails in a folder with a word in their subject, oldest first.
func letters(t *testing.T, dir, word string) []*netmail.Message {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*netmail.Message
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := netmail.ReadMessage(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			t.Fatal(err)
		}
		m.Header["Subject"] = []string{subject}
		if strings.Contains(subject, word) {
			out = append(out, m)
		}
	}
	return out
}

// attachment is the name and the content of the PDF of a mail.
func attachment(t *testing.T, m *netmail.Message) (string, []byte) {
	t.Helper()
	kind, parameters, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" {
		t.Fatalf("%s: %v", kind, err)
	}
	for reader := multipart.NewReader(m.Body, parameters["boundary"]); ; {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			t.Fatal("nothing is attached")
		}
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(part.Header.Get("Content-Type"), "application/pdf") {
			continue
		}
		data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		if err != nil {
			t.Fatal(err)
		}
		return part.FileName(), data
	}
}

// A payment and each refund are told by a mail with the receipt attached: erin lives in Zürich, and her name has an ü.
func TestReceiptIsMailed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		dir := t.TempDir()
		f := servertest.New(t, s, server.WithTransport(mail.Folder(dir)))
		f.Call("erin", "POST", "/cart/", `[{"plan": "basic", "option": 1}, {"plan": "open-plus", "option": 1}]`, 201, nil)
		var charge struct {
			Key string `json:"processor_key"`
		}
		f.Call("erin", "POST", "/billing/erin/checkout/", `{"processor_token": "tok_visa"}`, 201, &charge)
		if _, err := f.Server.DeliverMail(t.Context()); err != nil {
			t.Fatal(err)
		}
		sent := letters(t, dir, "Receipt from ABC Corp.")
		if len(sent) != 2 || strings.Contains(sent[0].Header.Get("Subject"), "Refund") { // to erin and to the broker
			t.Fatalf("%d receipts", len(sent))
		}
		name, data := attachment(t, sent[0])
		if name != "receipt-"+charge.Key+".pdf" {
			t.Error(name)
		}
		text, _ := read(t, data)
		contains(t, text, "ABC Corp.", "94105 San Francisco", "Erin Müller", "Zürich", charge.Key, "2019-06-24", "Joe Test", "1234", "$20.00", "$250.00",
			"Subscription to basic until 2019/07/24 (1 month)", "Total", "$270.00")

		f.Call("alice", "POST", "/billing/charges/"+charge.Key+"/refund/", `{"lines": [{"num": 1, "refunded_amount": 500}]}`, 200, nil)
		if _, err := f.Server.DeliverMail(t.Context()); err != nil {
			t.Fatal(err)
		}
		sent = letters(t, dir, "Receipt from ABC Corp. - Refund")
		if len(sent) != 2 {
			t.Fatalf("%d receipts of the refund", len(sent))
		}
		_, data = attachment(t, sent[1])
		text, _ = read(t, data)
		contains(t, text, "Receipt and refund", "$270.00", "$5.00", "$265.00")
	})
}
