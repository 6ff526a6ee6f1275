from typing import Literal, cast

AccountsUsersListOItem = Literal[
    "-created_at",
    "-date_joined",
    "-email",
    "-first_name",
    "-last_name",
    "created_at",
    "date_joined",
    "email",
    "first_name",
    "last_name",
]

ACCOUNTS_USERS_LIST_O_ITEM_VALUES: set[AccountsUsersListOItem] = {
    "-created_at",
    "-date_joined",
    "-email",
    "-first_name",
    "-last_name",
    "created_at",
    "date_joined",
    "email",
    "first_name",
    "last_name",
}


def check_accounts_users_list_o_item(value: str) -> AccountsUsersListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AccountsUsersListOItem, value)
