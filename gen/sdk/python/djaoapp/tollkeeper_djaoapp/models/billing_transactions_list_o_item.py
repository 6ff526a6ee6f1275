from typing import Literal, cast

BillingTransactionsListOItem = Literal[
    "-amount",
    "-created_at",
    "-date",
    "-descr",
    "-description",
    "-dest_account",
    "-dest_amount",
    "-dest_organization",
    "-dest_organization__slug",
    "-orig_account",
    "-orig_organization",
    "-orig_organization__slug",
    "amount",
    "created_at",
    "date",
    "descr",
    "description",
    "dest_account",
    "dest_amount",
    "dest_organization",
    "dest_organization__slug",
    "orig_account",
    "orig_organization",
    "orig_organization__slug",
]

BILLING_TRANSACTIONS_LIST_O_ITEM_VALUES: set[BillingTransactionsListOItem] = {
    "-amount",
    "-created_at",
    "-date",
    "-descr",
    "-description",
    "-dest_account",
    "-dest_amount",
    "-dest_organization",
    "-dest_organization__slug",
    "-orig_account",
    "-orig_organization",
    "-orig_organization__slug",
    "amount",
    "created_at",
    "date",
    "descr",
    "description",
    "dest_account",
    "dest_amount",
    "dest_organization",
    "dest_organization__slug",
    "orig_account",
    "orig_organization",
    "orig_organization__slug",
}


def check_billing_transactions_list_o_item(value: str) -> BillingTransactionsListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingTransactionsListOItem, value)
