from typing import Literal, cast

MetricsCouponsReadOt = Literal["asc", "desc"]

METRICS_COUPONS_READ_OT_VALUES: set[MetricsCouponsReadOt] = {
    "asc",
    "desc",
}


def check_metrics_coupons_read_ot(value: str) -> MetricsCouponsReadOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsCouponsReadOt, value)
