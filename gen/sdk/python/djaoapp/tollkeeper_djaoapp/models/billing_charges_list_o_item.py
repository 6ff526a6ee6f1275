from typing import Literal, cast

BillingChargesListOItem = Literal[
    "-amount",
    "-created_at",
    "-customer__full_name",
    "-date",
    "-description",
    "-Full name",
    "amount",
    "created_at",
    "customer__full_name",
    "date",
    "description",
    "Full name",
]

BILLING_CHARGES_LIST_O_ITEM_VALUES: set[BillingChargesListOItem] = {
    "-amount",
    "-created_at",
    "-customer__full_name",
    "-date",
    "-description",
    "-Full name",
    "amount",
    "created_at",
    "customer__full_name",
    "date",
    "description",
    "Full name",
}


def check_billing_charges_list_o_item(value: str) -> BillingChargesListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingChargesListOItem, value)
