from typing import Literal, cast

UsersAccessiblesListOItem = Literal[
    "-created_at",
    "-full_name",
    "-grant_key",
    "-organization__full_name",
    "-request_key",
    "-role_description__title",
    "-role_name",
    "-user__username",
    "-username",
    "created_at",
    "full_name",
    "grant_key",
    "organization__full_name",
    "request_key",
    "role_description__title",
    "role_name",
    "user__username",
    "username",
]

USERS_ACCESSIBLES_LIST_O_ITEM_VALUES: set[UsersAccessiblesListOItem] = {
    "-created_at",
    "-full_name",
    "-grant_key",
    "-organization__full_name",
    "-request_key",
    "-role_description__title",
    "-role_name",
    "-user__username",
    "-username",
    "created_at",
    "full_name",
    "grant_key",
    "organization__full_name",
    "request_key",
    "role_description__title",
    "role_name",
    "user__username",
    "username",
}


def check_users_accessibles_list_o_item(value: str) -> UsersAccessiblesListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(UsersAccessiblesListOItem, value)
