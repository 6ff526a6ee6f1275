from typing import Literal, cast

BillingTransfersListOt = Literal["asc", "desc"]

BILLING_TRANSFERS_LIST_OT_VALUES: set[BillingTransfersListOt] = {
    "asc",
    "desc",
}


def check_billing_transfers_list_ot(value: str) -> BillingTransfersListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingTransfersListOt, value)
