from typing import Literal, cast

BillingCouponsListOItem = Literal[
    "-code",
    "-created_at",
    "-description",
    "-ends_at",
    "-percent",
    "code",
    "created_at",
    "description",
    "ends_at",
    "percent",
]

BILLING_COUPONS_LIST_O_ITEM_VALUES: set[BillingCouponsListOItem] = {
    "-code",
    "-created_at",
    "-description",
    "-ends_at",
    "-percent",
    "code",
    "created_at",
    "description",
    "ends_at",
    "percent",
}


def check_billing_coupons_list_o_item(value: str) -> BillingCouponsListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingCouponsListOItem, value)
