from typing import Literal, cast

BillingHistoryListOt = Literal["asc", "desc"]

BILLING_HISTORY_LIST_OT_VALUES: set[BillingHistoryListOt] = {
    "asc",
    "desc",
}


def check_billing_history_list_ot(value: str) -> BillingHistoryListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingHistoryListOt, value)
