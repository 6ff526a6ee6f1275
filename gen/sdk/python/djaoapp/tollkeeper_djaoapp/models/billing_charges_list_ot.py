from typing import Literal, cast

BillingChargesListOt = Literal["asc", "desc"]

BILLING_CHARGES_LIST_OT_VALUES: set[BillingChargesListOt] = {
    "asc",
    "desc",
}


def check_billing_charges_list_ot(value: str) -> BillingChargesListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingChargesListOt, value)
