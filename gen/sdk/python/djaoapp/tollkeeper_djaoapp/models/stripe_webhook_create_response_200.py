from typing import Literal, cast

StripeWebhookCreateResponse200 = Literal["OK"]

STRIPE_WEBHOOK_CREATE_RESPONSE_200_VALUES: set[StripeWebhookCreateResponse200] = {
    "OK",
}


def check_stripe_webhook_create_response_200(
    value: str,
) -> StripeWebhookCreateResponse200:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(StripeWebhookCreateResponse200, value)
