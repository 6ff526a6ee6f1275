from typing import Literal, cast

BillingTransfersListOItem = Literal[
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

BILLING_TRANSFERS_LIST_O_ITEM_VALUES: set[BillingTransfersListOItem] = {
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


def check_billing_transfers_list_o_item(value: str) -> BillingTransfersListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(BillingTransfersListOItem, value)
