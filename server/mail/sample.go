package mail

// Sample is made-up data that fills in every template, for test mails: texts stand for themselves (auth-users.md 4.5).
func Sample() map[string]any {
	person := func(name string) map[string]any {
		return map[string]any{
			"username": "{{" + name + ".username}}", "email": "{{" + name + ".email}}",
			"first_name": "{{" + name + ".first_name}}", "printable_name": "{{" + name + ".printable_name}}",
		}
	}
	profile := func(name string) map[string]any {
		return map[string]any{"slug": "{{" + name + ".slug}}", "printable_name": "{{" + name + ".printable_name}}", "email": "{{" + name + ".email}}"}
	}
	card := map[string]any{"last4": "1234", "exp_date": "2030-12-31"}
	line := map[string]any{"description": "{{line.description}}", "amount": "$29.99", "refunded": ""}
	return map[string]any{
		"user": person("user"), "granted_by": person("granted_by"), "organization": profile("organization"), "provider": profile("provider"),
		"plan": map[string]any{"slug": "{{plan.slug}}", "title": "{{plan.title}}"}, "plans": []any{"{{plan.title}}"},
		"role": map[string]any{"title": "{{role.title}}"}, "app": map[string]any{"name": "{{app.name}}"},
		"card": card, "old_card": card, "new_card": card, "lines": []any{line}, "days": 30, "code": "123456", "link": "/", "email": "{{email}}", "closed": false, "done": false,
		"charge": map[string]any{
			"reference": "{{charge.reference}}", "created_at": "2030-01-31", "amount": "$29.99", "card_name": "{{charge.card_name}}", "last4": "1234",
			"state": "{{charge.state}}", "refunded": false, "lines": []any{line}, "total": "$29.99", "exp_date": "2030-12-31",
			"sellers":  []any{map[string]any{"name": "{{provider.printable_name}}"}},
			"customer": map[string]any{"name": "{{organization.printable_name}}"},
		},
		"message": "{{message}}", "until": "2030-12-31", "requested_by": "", "activate": false, "week_end": "Sunday, January 27, 2030",
		"changes": []any{map[string]any{"field": "{{field}}", "before": "{{before}}", "after": "{{after}}"}},
		"answers": []any{map[string]any{"label": "{{label}}", "text": "{{text}}"}},
		"rows":    []any{map[string]any{"title": "{{row.title}}", "amount": "$29.99", "last_week": "+1 %", "last_year": "+12 %"}},
	}
}
