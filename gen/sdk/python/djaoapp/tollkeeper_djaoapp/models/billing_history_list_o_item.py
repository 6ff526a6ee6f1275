from typing import Literal, cast

BillingHistoryListOItem = Literal[
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

BILLING_HISTORY_LIST_O_ITEM_VALUES: set[BillingHistoryListOItem] = {
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


def check_billing_history_list_o_item(value: str) -> BillingHistoryListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingHistoryListOItem, value)
