package text_test

import (
	"testing"

	"pgregory.net/rapid"

	"tollkeeper/server/domain/text"
)

func TestFits(t *testing.T) {
	for s, want := range map[string]bool{
		"": true, "Zoë 日本 🎉": true, "two\nlines\r\n\tand a tab": true,
		"nul\x00": false, "bell\a": false, "escape\x1b[31m": false, "delete\x7f": false, "next line\u0085": false, "latin-1 \xe9": false, "cut \xe2\x82": false,
	} {
		if got := text.Fits(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for s, want := range map[string]string{"Joe Test": "Joe Test", "Joe\x00Test": "Joe Test", "Ren\xe9": "Ren\ufffd", "a\nb": "a\nb"} {
		if got := text.Clean(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		if cleaned := text.Clean(s); !text.Fits(cleaned) {
			t.Fatalf("%q becomes %q", s, cleaned)
		}
	})
}
