from typing import Literal, cast

MetricsActiveListOItem = Literal[
    "-created_at",
    "-ends_at",
    "-organization",
    "-organization__full_name",
    "-plan",
    "-plan__title",
    "created_at",
    "ends_at",
    "organization",
    "organization__full_name",
    "plan",
    "plan__title",
]

METRICS_ACTIVE_LIST_O_ITEM_VALUES: set[MetricsActiveListOItem] = {
    "-created_at",
    "-ends_at",
    "-organization",
    "-organization__full_name",
    "-plan",
    "-plan__title",
    "created_at",
    "ends_at",
    "organization",
    "organization__full_name",
    "plan",
    "plan__title",
}


def check_metrics_active_list_o_item(value: str) -> MetricsActiveListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsActiveListOItem, value)
