// Package receipt writes the PDF of a receipt (billing-ledger.md 7, billing_charges_email_create; issue 4).
package receipt

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/line"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/breakline"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/pagesize"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"
)

// Party is a seller or a customer: her name, and her address line by line.
type Party struct {
	Name    string   `json:"name"`
	Address []string `json:"address"`
}

// Line is what was paid for; the amounts are formatted money, Refunded is empty when nothing went back.
type Line struct {
	Description string `json:"description"`
	Amount      string `json:"amount"`
	Refunded    string `json:"refunded"`
}

// Receipt is what a receipt says. The amounts are formatted money.
type Receipt struct {
	Reference string `json:"reference"`
	// Date is the day of the payment, YYYY-MM-DD.
	Date     string  `json:"created_at"`
	Sellers  []Party `json:"sellers"`
	Customer Party   `json:"customer"`
	Lines    []Line  `json:"lines"`
	// Total is what was charged, Amount what is left of it after the refunds, RefundedTotal.
	Total         string `json:"total"`
	RefundedTotal string `json:"refunded_total"`
	Amount        string `json:"amount"`
	Refunded      bool   `json:"refunded"`
	CardName      string `json:"card_name"`
	Last4         string `json:"last4"`
	ExpDate       string `json:"exp_date"`
}

// Of reads a receipt out of the data of a mail of the template charge_receipt.
func Of(data []byte) (Receipt, error) {
	var mail struct {
		Charge Receipt `json:"charge"`
	}
	err := json.Unmarshal(data, &mail)
	return mail.Charge, err
}

// FileName is what the PDF is called: its reference, as far as it is fit for a file.
func (r Receipt) FileName() string {
	fit := strings.Map(func(c rune) rune {
		if c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c
		}
		return -1
	}, r.Reference)
	return "receipt-" + fit + ".pdf"
}

const family = "dejavu"

// PDF writes the receipt on A4. The fonts are embedded, so that every name is printed whose letters DejaVu Sans has: those of Latin, Greek,
// Cyrillic and more, not those of Chinese or Japanese, which become question marks.
func (r Receipt) PDF() ([]byte, error) {
	date, err := time.Parse(time.DateOnly, r.Date)
	if err != nil {
		return nil, fmt.Errorf("receipt: date: %w", err)
	}
	title := "Receipt"
	if r.Refunded {
		title = "Receipt and refund"
	}
	m := maroto.New(config.NewBuilder().WithPageSize(pagesize.A4).WithLeftMargin(20).WithRightMargin(20).WithTopMargin(20).
		WithCustomFonts([]*entity.CustomFont{
			{Family: family, Style: fontstyle.Normal, Bytes: dejavusans.TTF}, {Family: family, Style: fontstyle.Bold, Bytes: dejavusansbold.TTF},
		}).WithDefaultFont(&props.Font{Family: family, Size: 9}).WithCompression(true).WithCreationDate(date).WithTitle(title+" "+r.Reference, true).
		WithPageNumber(props.PageNumber{Pattern: "{current} / {total}", Place: props.Bottom, Size: 8, Family: family}).Build())
	r.head(m, title)
	r.table(m)
	document, err := m.Generate()
	if err != nil {
		return nil, fmt.Errorf("receipt: %w", err)
	}
	return document.GetBytes(), nil
}

// head says who sold what to whom, and how it was paid.
func (r Receipt) head(m core.Maroto, title string) {
	m.AddRows(text.NewAutoRow(clean(title), props.Text{Size: 18, Style: fontstyle.Bold, Bottom: 6}))
	for _, seller := range r.Sellers {
		address(m, seller)
	}
	m.AddAutoRow(text.NewCol(12, "For", props.Text{Top: 3}))
	address(m, r.Customer)
	m.AddRows(row.New(4))
	card := "a card of " + r.CardName + " that ends in " + r.Last4
	if r.ExpDate != "" {
		card += " and expires on " + r.ExpDate
	}
	for _, fact := range [][2]string{{"Reference", r.Reference}, {"Date", r.Date}, {"Paid with", card}} {
		m.AddAutoRow(text.NewCol(3, fact[0], props.Text{Top: 1}), text.NewCol(9, clean(fact[1]), fitting(fact[1], props.Text{Top: 1})))
	}
	m.AddRows(row.New(6))
}

func address(m core.Maroto, p Party) {
	m.AddRows(text.NewAutoRow(clean(p.Name), fitting(p.Name, props.Text{Style: fontstyle.Bold, Size: 11, Top: 1})))
	for _, l := range p.Address {
		m.AddRows(text.NewAutoRow(clean(l), fitting(l, props.Text{Top: 1})))
	}
}

// table lists the lines and their sums.
func (r Receipt) table(m core.Maroto) {
	right := props.Text{Align: align.Right, Top: 1, Bottom: 1}
	cells := func(style fontstyle.Type, description, amount, refunded string) {
		amounts, left := right, fitting(description, props.Text{Top: 1, Bottom: 1})
		amounts.Style, left.Style = style, style
		columns := []core.Col{text.NewCol(9, clean(description), left), text.NewCol(3, clean(amount), amounts)}
		if r.Refunded {
			columns = []core.Col{text.NewCol(6, clean(description), left), text.NewCol(3, clean(amount), amounts), text.NewCol(3, clean(refunded), amounts)}
		}
		m.AddAutoRow(columns...)
	}
	cells(fontstyle.Bold, "Description", "Amount", "Refunded")
	m.AddRows(line.NewRow(2, props.Line{SizePercent: 100}))
	for _, l := range r.Lines {
		cells(fontstyle.Normal, l.Description, l.Amount, l.Refunded)
	}
	m.AddRows(line.NewRow(2, props.Line{SizePercent: 100}))
	cells(fontstyle.Bold, "Total", r.Total, r.RefundedTotal)
	if r.Refunded {
		m.AddRow(8, text.NewCol(9, "Paid after refunds", props.Text{Style: fontstyle.Bold, Top: 1}),
			text.NewCol(3, clean(r.Amount), props.Text{Style: fontstyle.Bold, Align: align.Right, Top: 1}))
	}
}

// longWord is the number of letters that a column has room for.
const longWord = 35

// fitting breaks a text between words, and within them where one is longer than a column.
func fitting(s string, p props.Text) props.Text {
	p.BreakLineStrategy, p.VerticalPadding = breakline.EmptySpaceStrategy, 0.8
	for _, word := range strings.Fields(s) {
		if len([]rune(word)) > longWord {
			p.BreakLineStrategy = breakline.DashStrategy
		}
	}
	return p
}
