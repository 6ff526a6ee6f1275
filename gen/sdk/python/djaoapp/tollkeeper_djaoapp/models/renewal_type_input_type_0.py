from typing import Literal, cast

RenewalTypeInputType0 = Literal["auto-renew", "one-time", "repeat"]

RENEWAL_TYPE_INPUT_TYPE_0_VALUES: set[RenewalTypeInputType0] = {
    "auto-renew",
    "one-time",
    "repeat",
}


def check_renewal_type_input_type_0(value: str) -> RenewalTypeInputType0:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(RenewalTypeInputType0, value)
