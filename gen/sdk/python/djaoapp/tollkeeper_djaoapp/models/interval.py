from typing import Literal, cast

Interval = Literal["daily", "hourly", "monthly", "weekly", "yearly"]

INTERVAL_VALUES: set[Interval] = {
    "daily",
    "hourly",
    "monthly",
    "weekly",
    "yearly",
}


def check_interval(value: str) -> Interval:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(Interval, value)
