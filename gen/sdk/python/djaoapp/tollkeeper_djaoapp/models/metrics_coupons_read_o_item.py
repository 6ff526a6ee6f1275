from typing import Literal, cast

MetricsCouponsReadOItem = Literal[
    "-created_at",
    "-plan",
    "-slug",
    "-user__username",
    "created_at",
    "plan",
    "slug",
    "user__username",
]

METRICS_COUPONS_READ_O_ITEM_VALUES: set[MetricsCouponsReadOItem] = {
    "-created_at",
    "-plan",
    "-slug",
    "-user__username",
    "created_at",
    "plan",
    "slug",
    "user__username",
}


def check_metrics_coupons_read_o_item(value: str) -> MetricsCouponsReadOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsCouponsReadOItem, value)
