package store

import (
	"context"
	"strings"
	"time"
)

// EnqueueMail writes a mail that goes out once the transaction has committed.
func (s *Store) EnqueueMail(ctx context.Context, m *OutboxMail) error {
	return s.wrap(s.tx(ctx).Create(m).Error)
}

// ClaimMails takes mails that are due, oldest try first, n at most, and puts their next try off until the lease ends: nobody else sends
// them meanwhile, and when the sender dies somebody else will.
func (s *Store) ClaimMails(ctx context.Context, at time.Time, lease time.Duration, n int) ([]OutboxMail, error) {
	var out []OutboxMail
	err := s.tx(ctx).Raw(`SELECT * FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL AND next_try_at <= ?
		ORDER BY next_try_at, id LIMIT ?`+s.dialect.skipLocked, at, n).Scan(&out).Error
	if err != nil || len(out) == 0 {
		return nil, err
	}
	ids := make([]int64, len(out))
	for i := range out {
		ids[i] = out[i].ID
		out[i].Attempts++
	}
	return out, s.wrap(s.tx(ctx).Exec("UPDATE outbox SET attempts = attempts + 1, next_try_at = ? WHERE id IN ?", at.Add(lease), ids).Error)
}

// MailSent records that a mail went out, and forgets to whom and what it said.
func (s *Store) MailSent(ctx context.Context, id int64, at time.Time) error {
	return s.wrap(s.tx(ctx).Model(&OutboxMail{}).Where("id = ?", id).Updates(map[string]any{
		"sent_at": at, "payload": "{}", "recipient": "", "reply_to": "", "last_error": nil,
	}).Error)
}

// MailFailed records why a mail did not go out and when to try again; at the zero time it is given up.
func (s *Store) MailFailed(ctx context.Context, id int64, reason string, at, next time.Time) error {
	columns := map[string]any{"last_error": reason}
	if next.IsZero() {
		columns["given_up_at"] = at
	} else {
		columns["next_try_at"] = next
	}
	return s.wrap(s.tx(ctx).Model(&OutboxMail{}).Where("id = ?", id).Updates(columns).Error)
}

// MailsMentioning lists the mails of the outbox, sent ones excepted, in which one of some texts occurs, whatever the case: to whom they go, whom they
// are answered to, what they say.
func (s *Store) MailsMentioning(ctx context.Context, texts ...string) ([]OutboxMail, error) {
	var out []OutboxMail
	q := s.tx(ctx).Where("FALSE")
	for _, text := range texts {
		pattern := "%" + likeEscaper.Replace(strings.ToLower(text)) + "%"
		for _, column := range []string{"recipient", "reply_to", "payload"} {
			q = q.Or(s.dialect.fold(column)+" LIKE ? ESCAPE '!'", pattern)
		}
	}
	err := s.tx(ctx).Where("sent_at IS NULL").Where(q).Order("id").Find(&out).Error
	return out, s.wrap(err)
}

// DeleteMail takes a mail out of the outbox.
func (s *Store) DeleteMail(ctx context.Context, id int64) error {
	return s.wrap(s.tx(ctx).Where("id = ?", id).Delete(&OutboxMail{}).Error)
}

// WaitingMails lists what is not sent yet, oldest first, a thousand at most.
func (s *Store) WaitingMails(ctx context.Context) ([]OutboxMail, error) {
	var out []OutboxMail
	err := s.query(ctx).Where("sent_at IS NULL").Order("id").Limit(1000).Find(&out).Error
	return out, s.wrap(err)
}
