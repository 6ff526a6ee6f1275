package receipt

import (
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"golang.org/x/image/font/sfnt"
)

// font is that of the receipts, to ask which letters it has.
var font = sync.OnceValue(func() *sfnt.Font {
	f, err := sfnt.Parse(dejavusans.TTF)
	if err != nil {
		panic(err) // the module holds a font
	}
	return f
})

// clean makes a text one line of letters that the font has; others become question marks. The library knows the basic plane only.
func clean(s string) string {
	var buffer sfnt.Buffer
	return strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return ' '
		}
		if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
			return -1
		}
		if glyph, err := font().GlyphIndex(&buffer, c); err != nil || glyph == 0 || c > 0xFFFF {
			return '?'
		}
		return c
	}, s)), " ")
}
