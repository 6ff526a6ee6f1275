from typing import Literal, cast

BillingCouponsListOt = Literal["asc", "desc"]

BILLING_COUPONS_LIST_OT_VALUES: set[BillingCouponsListOt] = {
    "asc",
    "desc",
}


def check_billing_coupons_list_ot(value: str) -> BillingCouponsListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingCouponsListOt, value)
