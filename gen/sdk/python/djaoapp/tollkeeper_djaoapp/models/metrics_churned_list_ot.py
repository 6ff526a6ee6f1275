from typing import Literal, cast

MetricsChurnedListOt = Literal["asc", "desc"]

METRICS_CHURNED_LIST_OT_VALUES: set[MetricsChurnedListOt] = {
    "asc",
    "desc",
}


def check_metrics_churned_list_ot(value: str) -> MetricsChurnedListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsChurnedListOt, value)
