package billing_test

// job runs a job as `tollkeeper jobs run` does.
func (p *scene) job(name string) {
	p.Helper()
	run := map[string]func() (int, error){
		"reconcile": func() (int, error) { return p.Server.Reconcile(p.Context()) },
		"settle":    func() (int, error) { return p.Server.SettleCharges(p.Context()) },
	}[name]
	if run == nil {
		p.Fatalf("line %d: no job %s", p.line, name)
	}
	if _, err := run(); err != nil {
		p.Fatalf("line %d: %v", p.line, err)
	}
}
