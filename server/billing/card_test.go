package billing_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tollkeeper/gen/client"
	"tollkeeper/server"
	"tollkeeper/server/payment"
	"tollkeeper/server/servertest"
	"tollkeeper/store"
	"tollkeeper/store/storetest"
)

const jsonType = "application/json"

func putCard(f *servertest.Fixture, as, organization, body string, status int) *client.BillingCardUpdateResponse {
	f.Helper()
	return servertest.Must[*client.BillingCardUpdateResponse](f.T, status)(
		f.Client(as).BillingCardUpdateWithBodyWithResponse(f.Context(), organization, jsonType, strings.NewReader(body)))
}

func deleteCard(f *servertest.Fixture, as, organization string, status int) {
	f.Helper()
	servertest.Must[*client.BillingCardDeleteResponse](f.T, status)(f.Client(as).BillingCardDeleteWithResponse(f.Context(), organization))
}

// mails are the payloads that wait for anybody, by template.
func mails(f *servertest.Fixture, template string) []string {
	f.Helper()
	due, err := f.Store.WaitingMails(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	var out []string
	for _, m := range due {
		if m.Template == template {
			out = append(out, m.Recipient+" "+m.Payload)
		}
	}
	return out
}

// The rules of billing-ledger.md 7, billing_card_*.
func TestBillingCard(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		read := func(as string, last4, expiry string) {
			t.Helper()
			if c := get[client.Card](f, as, "sam/card/", 200); c.Last4 != last4 || c.ExpDate != expiry {
				t.Errorf("%+v", c)
			}
		}
		deleteCard(f, "sam", "sam", 204)
		read("sam", "N/A", "N/A")
		if p := putCard(f, "sam", "sam", `{"token": "tok_chargeDeclined"}`, 400).JSON400; !strings.Contains(p.Detail, "declined") {
			t.Errorf("%+v", p)
		}
		read("sam", "N/A", "N/A")
		if c := putCard(f, "sam", "sam", `{"token": "tok_visa", "full_name": "ignored"}`, 200).JSON200; c.Last4 != "1234" || c.ExpDate != "06/2020" {
			t.Errorf("%+v", c)
		}
		if sent := mails(f, "card_updated"); len(sent) != 0 {
			t.Errorf("the first card replaces none: %v", sent)
		}
		first := cardKey(f, "sam")
		patched := servertest.Must[*client.BillingCardPartialUpdateResponse](t, 200)(
			f.Client("donny").BillingCardPartialUpdateWithBodyWithResponse(t.Context(), "sam", jsonType, strings.NewReader(`{"token": "tok_two"}`))).JSON200
		if patched.Last4 != "1234" {
			t.Errorf("%+v", patched)
		}
		sent := mails(f, "card_updated")
		if len(sent) != 2 || !strings.Contains(strings.Join(sent, "\n"), "sam@localhost.localdomain {") || !strings.Contains(sent[0], `"old_card":{"exp_date":"06/2020","last4":"1234"}`) {
			t.Errorf("mails: %v", sent)
		}
		if _, err := f.Store.SandboxCard(t.Context(), first); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the old card stays at the processor: %v", err)
		}
		second := cardKey(f, "sam")
		putCard(f, "sam", "sam", `{"token": "tok_chargeDeclined"}`, 400)
		if cardKey(f, "sam") != second {
			t.Error("a declined card took the place of the old one")
		}
		for _, body := range []string{`{}`, `{"token": ""}`, `{"token": null}`} {
			if p := putCard(f, "sam", "sam", body, 400).JSON400; len(p.Errors["token"]) == 0 {
				t.Errorf("%s: %+v", body, p)
			}
			servertest.Must[*client.BillingCardPartialUpdateResponse](t, 400)(
				f.Client("sam").BillingCardPartialUpdateWithBodyWithResponse(t.Context(), "sam", jsonType, strings.NewReader(body)))
		}
		for as, status := range map[string]int{"joe": 403, "": 401} {
			get[client.Card](f, as, "sam/card/", status)
			putCard(f, as, "sam", `{"token": "tok_visa"}`, status)
			servertest.Must[*client.BillingCardPartialUpdateResponse](t, status)(
				f.Client(as).BillingCardPartialUpdateWithBodyWithResponse(t.Context(), "sam", jsonType, strings.NewReader(`{"token": "tok_visa"}`)))
			deleteCard(f, as, "sam", status)
		}
		deleteCard(f, "donny", "nowhere", 404)
		deleteCard(f, "sam", "sam", 204)
		read("donny", "N/A", "N/A")
		if _, err := f.Store.SandboxCard(t.Context(), second); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the deleted card stays at the processor: %v", err)
		}
		deleteCard(f, "sam", "sam", 204)
		// The card of a profile is nothing for its provider.
		putCard(f, "alice", "xia", `{"token": "tok_visa"}`, 403)
		get[client.Card](f, "alice", "xia/card/", 403)
		deleteCard(f, "alice", "xia", 403)
	})
}

func cardKey(f *servertest.Fixture, slug string) string {
	f.Helper()
	o, err := f.Store.Beneficiary(f.Context(), slug)
	if err != nil || o.ProcessorCardKey == nil {
		f.Fatalf("card of %s: %v", slug, err)
	}
	return *o.ProcessorCardKey
}

// mute is a processor that does not answer about cards and banks.
type mute struct{ payment.Processor }

var errMute = errors.New("no route")

func (mute) StoreCard(context.Context, payment.Holder, string) (string, error) { return "", errMute }
func (mute) DeleteCard(context.Context, string) error                          { return errMute }
func (mute) Card(context.Context, string) (payment.Card, error)                { return payment.Card{}, errMute }

func (mute) Bank(context.Context, string) (payment.Bank, error) { return payment.Bank{}, errMute }

// An outage is told from a refusal, and changes nothing.
func TestCardAndBankWithoutProcessor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s, server.WithProcessor(mute{}))
		putCard(f, "sam", "sam", `{"token": "tok_visa"}`, 503)
		set(f, "sam", "processor_card_key", "cus_1")
		get[client.Card](f, "sam", "sam/card/", 503)
		deleteCard(f, "sam", "sam", 503)
		if cardKey(f, "sam") != "cus_1" {
			t.Error("the card is gone here and not there")
		}
		set(f, "cowork", "processor_deposit_key", "acct_1")
		get[client.Bank](f, "alice", "cowork/bank/", 503)
	})
}

func set(f *servertest.Fixture, slug, column string, value any) {
	f.Helper()
	err := f.Store.Do(f.Context(), func(tx *store.Store) error {
		o, err := tx.Beneficiary(f.Context(), slug)
		if err != nil {
			return err
		}
		return tx.UpdateOrganization(f.Context(), o.ID, map[string]any{column: value})
	})
	if err != nil {
		f.Fatal(err)
	}
}

// poor is a processor that has little to pay out.
type poor struct{ payment.Processor }

func (poor) Bank(context.Context, string) (payment.Bank, error) {
	return payment.Bank{Name: "Poor", Last4: "***-0001", Available: 500, Unit: "usd"}, nil
}

// The rules of billing-ledger.md 7, billing_bank_read.
func TestBillingBank(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		get[client.Bank](f, "xia", "cowork/bank/", 403)
		get[client.Bank](f, "", "cowork/bank/", 401)
		get[client.Bank](f, "donny", "nowhere/bank/", 404)
		set(f, "cowork", "processor_deposit_key", nil)
		if b := get[client.Bank](f, "alice", "cowork/bank/", 200); *b != (client.Bank{BankName: "N/A", Last4: "N/A", BalanceUnit: "usd"}) {
			t.Errorf("%+v", b)
		}
		set(f, "cowork", "processor_deposit_key", "acct_bank4242")
		before := get[client.Bank](f, "alice", "cowork/bank/", 200)
		if before.BankName != "Test Bank" || before.Last4 != "***-4242" || before.BalanceUnit != "usd" {
			t.Errorf("%+v", before)
		}
		// An order of 2000 adds 1912 to the funds (E3).
		buy(f, "sam", "basic")
		if after := get[client.Bank](f, "donny", "cowork/bank/", 200); after.BalanceAmount != before.BalanceAmount+1912 {
			t.Errorf("%d cents, then %d", before.BalanceAmount, after.BalanceAmount)
		}
		f = servertest.Configured(t, s, servertest.Config(), server.WithProcessor(poor{}))
		if b := get[client.Bank](f, "alice", "cowork/bank/", 200); *b != (client.Bank{BankName: "Poor", Last4: "***-0001", BalanceAmount: 500, BalanceUnit: "usd"}) {
			t.Errorf("%+v", b)
		}
	})
}

// buy lets a user buy plans for her own profile and returns the charge.
func buy(f *servertest.Fixture, as string, plans ...string) client.Charge {
	f.Helper()
	for _, plan := range plans {
		servertest.Must[*client.CartCreateResponse](f.T, 201)(f.Client(as).CartCreateWithBodyWithResponse(
			f.Context(), jsonType, strings.NewReader(`{"plan": "`+plan+`", "option": 1}`)))
	}
	return *servertest.Must[*client.BillingCheckoutCreateResponse](f.T, 201)(f.Client(as).BillingCheckoutCreateWithBodyWithResponse(
		f.Context(), as, nil, jsonType, strings.NewReader(`{"processor_token": "tok_visa"}`))).JSON201
}

// The rules of billing-ledger.md 7, billing_charges_email_create.
func TestBillingChargesEmail(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := servertest.New(t, s)
		email := func(as, charge string, status int) *client.BillingChargesEmailCreateResponse {
			t.Helper()
			return servertest.Must[*client.BillingChargesEmailCreateResponse](t, status)(
				f.Client(as).BillingChargesEmailCreateWithBodyWithResponse(t.Context(), charge, jsonType, strings.NewReader(`{}`)))
		}
		charge := buy(f, "sam", "basic")
		had := len(mails(f, "charge_receipt"))
		if got := email("sam", charge.ProcessorKey, 201).JSON201; got.ChargeID != charge.ProcessorKey || got.Email != "sam@localhost.localdomain" {
			t.Errorf("%+v", got)
		}
		sent := mails(f, "charge_receipt")[had:]
		if len(sent) != 2 || !strings.Contains(strings.Join(sent, "\n"), "donny@localhost.localdomain {") {
			t.Errorf("mails: %v", sent)
		}
		_, payload, _ := strings.Cut(sent[0], " ")
		var said struct {
			RequestedBy string `json:"requested_by"`
			Charge      struct{ Reference, Amount, Last4 string }
		}
		if err := json.Unmarshal([]byte(payload), &said); err != nil || said.Charge.Reference != charge.ProcessorKey || said.Charge.Amount != "$20.00" || said.RequestedBy == "" {
			t.Errorf("%+v, %v", said, err)
		}
		// It goes to the address on file, whose ever that is, and the answer says so.
		set(f, "sam", "email", "Accounts@sam.example")
		had = len(mails(f, "charge_receipt"))
		if got := email("sam", charge.ProcessorKey, 201).JSON201; got.Email != "Accounts@sam.example" {
			t.Errorf("%+v", got)
		}
		sent = mails(f, "charge_receipt")[had:]
		if len(sent) != 2 || !strings.HasPrefix(sent[0], "Accounts@sam.example {") || !strings.HasPrefix(sent[1], "donny@") {
			t.Errorf("mails: %v", sent)
		}
		// Managers of the provider may not; without an address on file it goes to the manager of the customer.
		set(f, "sam", "email", "")
		email("alice", charge.ProcessorKey, 403)
		if got := email("sam", charge.ProcessorKey, 201).JSON201; got.Email != "sam@localhost.localdomain" {
			t.Errorf("%+v", got)
		}
		email("joe", charge.ProcessorKey, 403)
		email("", charge.ProcessorKey, 401)
		email("donny", "fake_0", 404)
		// Nothing is sent of a charge that is not done, and the answer is the same.
		moveCharge(f, charge.ProcessorKey, store.ChargeDone, store.ChargeDisputed)
		had = len(mails(f, "charge_receipt"))
		email("sam", charge.ProcessorKey, 201)
		if n := len(mails(f, "charge_receipt")); n != had {
			t.Errorf("%d mails about a disputed charge", n-had)
		}
	})
}

func moveCharge(f *servertest.Fixture, key string, from, to int64) {
	f.Helper()
	err := f.Store.Do(f.Context(), func(tx *store.Store) error {
		c, err := tx.ChargeByKey(f.Context(), key)
		if err == nil {
			_, err = tx.MoveCharge(f.Context(), c.ID, from, to)
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
}
