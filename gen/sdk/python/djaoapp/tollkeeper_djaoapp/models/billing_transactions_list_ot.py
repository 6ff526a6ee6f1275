from typing import Literal, cast

BillingTransactionsListOt = Literal["asc", "desc"]

BILLING_TRANSACTIONS_LIST_OT_VALUES: set[BillingTransactionsListOt] = {
    "asc",
    "desc",
}


def check_billing_transactions_list_ot(value: str) -> BillingTransactionsListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingTransactionsListOt, value)
