from typing import Literal, cast

ProfileRolesListOItem = Literal[
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

PROFILE_ROLES_LIST_O_ITEM_VALUES: set[ProfileRolesListOItem] = {
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


def check_profile_roles_list_o_item(value: str) -> ProfileRolesListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileRolesListOItem, value)
