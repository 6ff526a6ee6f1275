from typing import Literal, cast

RenewalType = Literal["auto-renew", "one-time", "repeat"]

RENEWAL_TYPE_VALUES: set[RenewalType] = {
    "auto-renew",
    "one-time",
    "repeat",
}


def check_renewal_type(value: str) -> RenewalType:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(RenewalType, value)
