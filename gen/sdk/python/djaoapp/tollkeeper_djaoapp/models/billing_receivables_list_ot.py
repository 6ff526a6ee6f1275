from typing import Literal, cast

BillingReceivablesListOt = Literal["asc", "desc"]

BILLING_RECEIVABLES_LIST_OT_VALUES: set[BillingReceivablesListOt] = {
    "asc",
    "desc",
}


def check_billing_receivables_list_ot(value: str) -> BillingReceivablesListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingReceivablesListOt, value)
