from typing import Literal, cast

BillingReceivablesListOItem = Literal[
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

BILLING_RECEIVABLES_LIST_O_ITEM_VALUES: set[BillingReceivablesListOItem] = {
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


def check_billing_receivables_list_o_item(value: str) -> BillingReceivablesListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingReceivablesListOItem, value)
