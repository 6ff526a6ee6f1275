package proof

import (
	"regexp/syntax"
)

// asciiClass is a pattern of the form ^[…]+$ or ^[…]*$ over ASCII, as a table: slugs are checked a hundred times a page.
type asciiClass struct {
	member [128]bool
	empty  bool
}

func (c *asciiClass) matches(b []byte) bool {
	for _, x := range b {
		if x >= 128 || !c.member[x] {
			return false
		}
	}
	return len(b) > 0 || c.empty
}

// parseASCIIClass returns nil for a pattern of another form.
func parseASCIIClass(pattern string) *asciiClass {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || re.Op != syntax.OpConcat || len(re.Sub) != 3 ||
		re.Sub[0].Op != syntax.OpBeginText || re.Sub[2].Op != syntax.OpEndText {
		return nil
	}
	repeat := re.Sub[1]
	if repeat.Op != syntax.OpPlus && repeat.Op != syntax.OpStar || repeat.Sub[0].Op != syntax.OpCharClass {
		return nil
	}
	c := &asciiClass{empty: repeat.Op == syntax.OpStar}
	ranges := repeat.Sub[0].Rune
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1] >= 128 {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			c.member[r] = true
		}
	}
	return c
}
