from typing import Literal, cast

AccountsListOItem = Literal["-created_at", "-full_name", "created_at", "full_name"]

ACCOUNTS_LIST_O_ITEM_VALUES: set[AccountsListOItem] = {
    "-created_at",
    "-full_name",
    "created_at",
    "full_name",
}


def check_accounts_list_o_item(value: str) -> AccountsListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AccountsListOItem, value)
