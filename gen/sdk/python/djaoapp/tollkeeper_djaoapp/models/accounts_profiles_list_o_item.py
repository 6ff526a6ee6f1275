from typing import Literal, cast

AccountsProfilesListOItem = Literal[
    "-created_at", "-full_name", "created_at", "full_name"
]

ACCOUNTS_PROFILES_LIST_O_ITEM_VALUES: set[AccountsProfilesListOItem] = {
    "-created_at",
    "-full_name",
    "created_at",
    "full_name",
}


def check_accounts_profiles_list_o_item(value: str) -> AccountsProfilesListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AccountsProfilesListOItem, value)
