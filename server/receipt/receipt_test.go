package receipt_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"

	"tollkeeper/server/receipt"
)

func sample() receipt.Receipt {
	return receipt.Receipt{
		Reference: "fake_ab12", Date: "2019-06-24",
		Sellers:  []receipt.Party{{Name: "Café Łódź GmbH", Address: []string{"Große Straße 1", "80331 München", "DE"}}},
		Customer: receipt.Party{Name: "Zoë Škvorecký-Ångström", Address: []string{"Αθήνα"}},
		Lines: []receipt.Line{
			{Description: "Subscription to starter until 2019/07/24 (1 month)", Amount: "€20.00", Refunded: "€5.00"},
			{Description: "Subscription to studio until 2019/07/24 (1 month), for Дмитрий (omar@example.com)", Amount: "€50.00"},
		},
		Total: "€70.00", RefundedTotal: "€5.00", Amount: "€65.00", Refunded: true, CardName: "Joe Test", Last4: "1234", ExpDate: "2020-06-23",
	}
}

// read returns the texts of a PDF as they are shown, each on a line of its own, and how many pages it has. A text is the numbers of characters,
// and each font says that these are those of Unicode: so a reader finds the letters that it copies.
func read(t *testing.T, data []byte) (string, int) {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i := 1; i <= r.NumPage(); i++ {
		page := r.Page(i)
		for _, name := range page.Fonts() {
			cmap, err := io.ReadAll(page.Font(name).V.Key("ToUnicode").Reader())
			if err != nil || !strings.Contains(string(cmap), "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange") {
				t.Errorf("font %s: %v\n%s", name, err, cmap)
			}
		}
		pdf.Interpret(page.V.Key("Contents"), func(stack *pdf.Stack, operator string) {
			args := make([]pdf.Value, stack.Len())
			for i := range slices.Backward(args) {
				args[i] = stack.Pop()
			}
			if operator != "Tj" {
				return
			}
			raw := []byte(args[0].RawString())
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = binary.BigEndian.Uint16(raw[2*i:])
			}
			out.WriteString(string(utf16.Decode(units)) + "\n")
		})
	}
	return out.String(), r.NumPage()
}

func contains(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the receipt does not say %q:\n%s", w, text)
		}
	}
}

func TestPDF(t *testing.T) {
	data, err := sample().PDF()
	if err != nil {
		t.Fatal(err)
	}
	text, pages := read(t, data)
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
	contains(t, text, "Receipt and refund", "Café Łódź GmbH", "Große Straße 1", "80331 München", "Zoë Škvorecký-Ångström", "Αθήνα", "fake_ab12",
		"2019-06-24", "a card of Joe Test that ends in 1234 and expires on 2020-06-23", "Subscription to starter until 2019/07/24", "€20.00", "Дмитрий", "€50.00",
		"€70.00", "€5.00", "Paid after refunds", "€65.00", "1 / 1")
}

func TestPDFWithoutRefund(t *testing.T) {
	r := sample()
	r.Refunded = false
	data, err := r.PDF()
	if err != nil {
		t.Fatal(err)
	}
	text, _ := read(t, data)
	contains(t, text, "€70.00")
	if strings.Contains(text, "efund") || strings.Contains(text, "€65.00") {
		t.Errorf("speaks of refunds:\n%s", text)
	}
}

// Whatever is in the texts, the receipt can be written, and its amounts stand where they belong.
func TestPDFOfAnything(t *testing.T) {
	r := sample()
	r.Customer.Name = "漢字 😀 \x00\x07" + string(rune(0x202e)) + "evil\nTotal $0.00"
	r.Lines = nil
	for i := range 120 {
		r.Lines = append(r.Lines, receipt.Line{Description: fmt.Sprintf("Line %d for %s", i, strings.Repeat("long-and-", i)), Amount: fmt.Sprintf("$%d.00", i)})
	}
	data, err := r.PDF()
	if err != nil {
		t.Fatal(err)
	}
	text, pages := read(t, data)
	if pages < 4 {
		t.Errorf("%d pages", pages)
	}
	contains(t, text, "?? ? evil Total $0.00", "Line 0 for", "$119.00", fmt.Sprintf("%d / %d", pages, pages))
	r.Date = "yesterday"
	if _, err := r.PDF(); err == nil {
		t.Error("yesterday is a date")
	}
}

func TestFileName(t *testing.T) {
	for reference, want := range map[string]string{"fake_ab12": "receipt-fake_ab12.pdf", "../a b\r\nX: y": "receipt-abXy.pdf"} {
		if got := (receipt.Receipt{Reference: reference}).FileName(); got != want {
			t.Errorf("%q: %s", reference, got)
		}
	}
}
