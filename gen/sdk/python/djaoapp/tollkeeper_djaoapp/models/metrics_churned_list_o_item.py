from typing import Literal, cast

MetricsChurnedListOItem = Literal[
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

METRICS_CHURNED_LIST_O_ITEM_VALUES: set[MetricsChurnedListOItem] = {
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


def check_metrics_churned_list_o_item(value: str) -> MetricsChurnedListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsChurnedListOItem, value)
