from typing import Literal, cast

ChargeState = Literal["created", "disputed", "done", "failed"]

CHARGE_STATE_VALUES: set[ChargeState] = {
    "created",
    "disputed",
    "done",
    "failed",
}


def check_charge_state(value: str) -> ChargeState:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ChargeState, value)
