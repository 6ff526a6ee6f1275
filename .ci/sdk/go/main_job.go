package main

import (
	"context"
	"fmt"
	"net/http"

	"tollkeeper/gen/client"
)

// mainJob signs xia in, buys a discounted month for her, and as alice, who sells it, pays a part back.
func mainJob(base string) error {
	ctx := context.Background()
	xia, err := signIn(ctx, base, "xia")
	if err != nil {
		return err
	}
	alice, err := signIn(ctx, base, "alice")
	if err != nil {
		return err
	}
	var item client.CartAddition
	if err := item.FromCartItemCreate(client.CartItemCreate{Plan: "open-space"}); err != nil {
		return err
	}
	if added, err := xia.CartCreateWithResponse(ctx, item); err != nil || added.JSON201 == nil {
		return fmt.Errorf("cart: %w %v", err, added)
	}
	if redeemed, err := xia.CartRedeemCreateWithResponse(ctx, client.RedeemCoupon{Code: "DIS50"}); err != nil || redeemed.JSON200 == nil {
		return fmt.Errorf("coupon: %w %v", err, redeemed)
	}
	card := "tok_visa"
	paid, err := xia.BillingCheckoutCreateWithResponse(ctx, "xia", nil, client.Checkout{ProcessorToken: &card})
	if err != nil || paid.JSON201 == nil || paid.JSON201.State != "done" || paid.JSON201.Unit != "usd" {
		return fmt.Errorf("checkout: %w %v", err, paid)
	}
	part := int64(500)
	refunded, err := alice.BillingChargesRefundCreateWithResponse(ctx, paid.JSON201.ProcessorKey, client.RefundCharge{
		Lines: []client.RefundChargeItem{{Num: 0, RefundedAmount: &part}},
	})
	if err != nil || refunded.JSON200 == nil || refunded.JSON200.Amount != paid.JSON201.Amount {
		return fmt.Errorf("refund: %w %v", err, refunded)
	}
	return nil
}

func signIn(ctx context.Context, base, username string) (*client.ClientWithResponses, error) {
	anonymous, err := client.NewClientWithResponses(base)
	if err != nil {
		return nil, err
	}
	answer, err := anonymous.AuthCreateWithResponse(ctx, nil, client.Credentials{Username: username, Password: "yoyo"})
	if err != nil || answer.JSON201 == nil {
		return nil, fmt.Errorf("signing in as %s: %w", username, err)
	}
	token := "Bearer " + answer.JSON201.Token
	return client.NewClientWithResponses(base, client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", token)
		return nil
	}))
}
