from typing import Literal, cast

MetricsRegisteredListOItem = Literal[
    "-created_at",
    "-date_joined",
    "-email",
    "-first_name",
    "-last_name",
    "created_at",
    "date_joined",
    "email",
    "first_name",
    "last_name",
]

METRICS_REGISTERED_LIST_O_ITEM_VALUES: set[MetricsRegisteredListOItem] = {
    "-created_at",
    "-date_joined",
    "-email",
    "-first_name",
    "-last_name",
    "created_at",
    "date_joined",
    "email",
    "first_name",
    "last_name",
}


def check_metrics_registered_list_o_item(value: str) -> MetricsRegisteredListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(MetricsRegisteredListOItem, value)
