from typing import Literal, cast

ProfileListOItem = Literal["-created_at", "-full_name", "created_at", "full_name"]

PROFILE_LIST_O_ITEM_VALUES: set[ProfileListOItem] = {
    "-created_at",
    "-full_name",
    "created_at",
    "full_name",
}


def check_profile_list_o_item(value: str) -> ProfileListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileListOItem, value)
