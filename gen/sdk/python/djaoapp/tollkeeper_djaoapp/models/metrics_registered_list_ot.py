from typing import Literal, cast

MetricsRegisteredListOt = Literal["asc", "desc"]

METRICS_REGISTERED_LIST_OT_VALUES: set[MetricsRegisteredListOt] = {
    "asc",
    "desc",
}


def check_metrics_registered_list_ot(value: str) -> MetricsRegisteredListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsRegisteredListOt, value)
