from typing import Literal, cast

PayoutState = Literal["paid", "pending"]

PAYOUT_STATE_VALUES: set[PayoutState] = {
    "paid",
    "pending",
}


def check_payout_state(value: str) -> PayoutState:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(PayoutState, value)
