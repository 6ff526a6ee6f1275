from typing import Literal, cast

MetricsActiveListOt = Literal["asc", "desc"]

METRICS_ACTIVE_LIST_OT_VALUES: set[MetricsActiveListOt] = {
    "asc",
    "desc",
}


def check_metrics_active_list_ot(value: str) -> MetricsActiveListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsActiveListOt, value)
