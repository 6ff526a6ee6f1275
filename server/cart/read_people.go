package cart

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tollkeeper/gen"
	"tollkeeper/server/domain/fault"
	"tollkeeper/server/domain/naming"
)

const (
	// maxPeople bounds the rows of a file.
	maxPeople = 10_000
	// maxLine bounds a row, in bytes: more than its columns may hold together.
	maxLine = 4096
	// maxName and maxAddress bound columns, in characters (billing-ledger.md 1.4).
	maxName, maxAddress = 150, 255
)

// person is a row of a file that can be added to a cart.
type person struct{ first, last, full, address string }

// readPeople reads a CSV file without a header line, each line by itself, so that one bad row spoils no other: what is good, in its order,
// and what is not (billing-ledger.md 7, cart_upload_create). A byte order mark is ignored.
func readPeople(file []byte) (people []person, failed []gen.CartUploadFailure, err error) {
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	file = bytes.TrimSuffix(file, []byte("\n"))
	if len(file) == 0 {
		return nil, nil, nil
	}
	if n := bytes.Count(file, []byte("\n")) + 1; n > maxPeople {
		return nil, nil, fault.Field("file", "A file has at most %d rows, this one has %d.", maxPeople, n)
	}
	number := int64(0)
	for line := range bytes.SplitSeq(file, []byte("\n")) {
		number++
		columns, text := columnsOf(string(bytes.TrimSuffix(line, []byte("\r"))))
		fields := map[string][]string{}
		if text == "" {
			var p person
			if p, fields = personOf(columns); len(fields) == 0 {
				people = append(people, p)
				continue
			}
			text = "The row has values that cannot be taken."
		}
		failed = append(failed, gen.CartUploadFailure{Line: number, Data: gen.CartUploadRow{Raw: columns}, Error: text, Errors: fields})
	}
	return people, failed, nil
}

// columnsOf splits a line, or says why it cannot.
func columnsOf(line string) (columns []string, wrong string) {
	switch {
	case line == "":
		return []string{}, "The line is blank."
	case len(line) > maxLine:
		return []string{strings.ToValidUTF8(line[:maxLine], "\ufffd")}, fmt.Sprintf("A row has at most %d bytes, this one has %d.", maxLine, len(line))
	case !utf8.ValidString(line):
		return []string{strings.ToValidUTF8(line, "\ufffd")}, "The row is not in UTF-8."
	}
	columns, err := csv.NewReader(strings.NewReader(line)).Read()
	switch {
	case err != nil:
		return []string{line}, "The quotes of the row do not match."
	case len(columns) != 2 && len(columns) != 3:
		return columns, fmt.Sprintf("A row has 2 or 3 columns, this one has %d.", len(columns))
	}
	return columns, ""
}

// personOf reads two or three columns, or says what is wrong with them.
func personOf(columns []string) (person, map[string][]string) {
	columns = slices.Clone(columns)
	for i := range columns {
		columns[i] = strings.TrimSpace(columns[i])
	}
	last := len(columns) - 1
	p := person{full: strings.TrimSpace(strings.Join(columns[:last], " ")), address: columns[last]}
	if last == 2 {
		p.first, p.last = columns[0], columns[1]
	} else if cut := strings.LastIndex(p.full, " "); cut < 0 {
		p.first = p.full
	} else {
		p.first, p.last = strings.TrimSpace(p.full[:cut]), p.full[cut+1:]
	}
	wrong := map[string][]string{}
	switch {
	case strings.ContainsFunc(p.full, unicode.IsControl):
		wrong["full_name"] = []string{"Control characters are not allowed."}
	case utf8.RuneCountInString(p.full) > maxName:
		wrong["full_name"] = []string{fmt.Sprintf("Ensure this field has no more than %d characters.", maxName)}
	}
	switch {
	case p.address == "":
		wrong["email"] = []string{"This field may not be blank."}
	case utf8.RuneCountInString(p.address) > maxAddress:
		wrong["email"] = []string{fmt.Sprintf("Ensure this field has no more than %d characters.", maxAddress)}
	case naming.Undeliverable(p.address) != "":
		wrong["email"] = []string{"Enter a valid email address."}
	}
	return p, wrong
}
