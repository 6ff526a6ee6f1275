package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"tollkeeper/server"
	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
	"tollkeeper/store"
)

type createSuperuserCommand struct {
	server.Config
	Username string        `required:"" help:"Name to sign in with."`
	Email    string        `required:"" help:"E-mail address."`
	FullName string        `help:"Full name."`
	Broker   string        `default:"broker" help:"Slug of the broker, which is created when there is none."`
	Password server.Secret `env:"TOLLKEEPER_SUPERUSER_PASSWORD" help:"Password; read from standard input when it is not set."`
}

// Run creates the user. It fails when name or address are taken.
func (c createSuperuserCommand) Run(ctx context.Context) error {
	password := string(c.Password)
	if password == "" {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if password = strings.TrimRight(line, "\r\n"); password == "" {
			return errors.Join(errors.New("no password: set TOLLKEEPER_SUPERUSER_PASSWORD or write it to standard input"), err)
		}
	}
	if len([]rune(password)) < c.PasswordLength {
		return fmt.Errorf("the password has less than %d characters", c.PasswordLength)
	}
	return withStore(ctx, c.Config, func(s *store.Store) error {
		err := server.CreateSuperuser(ctx, s, clock.System(), server.Superuser{
			Username: c.Username, Email: c.Email, FullName: c.FullName, Broker: c.Broker, PasswordHash: auth.NewHasher(1, auth.OWASP).Hash(password),
		})
		if err == nil {
			fmt.Printf("%s manages %s\n", c.Username, c.Broker)
		}
		return err
	})
}
