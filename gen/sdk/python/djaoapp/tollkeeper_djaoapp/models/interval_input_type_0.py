from typing import Literal, cast

IntervalInputType0 = Literal["daily", "hourly", "monthly", "weekly", "yearly"]

INTERVAL_INPUT_TYPE_0_VALUES: set[IntervalInputType0] = {
    "daily",
    "hourly",
    "monthly",
    "weekly",
    "yearly",
}


def check_interval_input_type_0(value: str) -> IntervalInputType0:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(IntervalInputType0, value)
