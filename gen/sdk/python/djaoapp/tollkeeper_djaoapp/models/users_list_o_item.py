from typing import Literal, cast

UsersListOItem = Literal[
    "-created_at",
    "-date_joined",
    "-full_name",
    "created_at",
    "date_joined",
    "full_name",
]

USERS_LIST_O_ITEM_VALUES: set[UsersListOItem] = {
    "-created_at",
    "-date_joined",
    "-full_name",
    "created_at",
    "date_joined",
    "full_name",
}


def check_users_list_o_item(value: str) -> UsersListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(UsersListOItem, value)
