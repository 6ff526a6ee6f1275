package naming

import "strings"

// Split parts a full name into first and last name. The last word is the last name, together with the word before it when it is i, ii or
// iii; the first word is the first name, two words when it is "el"; what is between stays with the first name (auth-users.md 1.5).
func Split(full string) (first, last string) {
	words := strings.Fields(full)
	if len(words) < 2 {
		return strings.Join(words, " "), ""
	}
	head := headOf(words)
	tail := len(words) - 1
	if isOrdinal(words[tail]) && tail-1 >= head {
		tail--
	}
	if tail < head {
		return strings.Join(words, " "), ""
	}
	return strings.Join(words[:tail], " "), strings.Join(words[tail:], " ")
}

// headOf is how many words of a full name are its first part.
func headOf(words []string) int {
	if strings.EqualFold(words[0], "el") {
		return min(2, len(words))
	}
	return 1
}

// First is the first part of a full name: one word, two when it is "el" (auth-users.md 1.5).
func First(full string) string {
	words := strings.Fields(full)
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words[:headOf(words)], " ")
}

func isOrdinal(word string) bool {
	switch strings.ToLower(word) {
	case "i", "ii", "iii":
		return true
	}
	return false
}

// Username proposes one for an e-mail address: its local part, what can be written of it, or "user" (auth-users.md 1.4).
func Username(email string) string {
	local, _, _ := strings.Cut(email, "@")
	if Unfit(local) == "" {
		return local
	}
	if slug := Slugify(local, Limit); slug != "" {
		return slug
	}
	return "user"
}
