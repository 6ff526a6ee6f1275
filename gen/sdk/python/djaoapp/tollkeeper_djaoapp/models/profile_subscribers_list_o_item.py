from typing import Literal, cast

ProfileSubscribersListOItem = Literal[
    "-created_at", "-full_name", "created_at", "full_name"
]

PROFILE_SUBSCRIBERS_LIST_O_ITEM_VALUES: set[ProfileSubscribersListOItem] = {
    "-created_at",
    "-full_name",
    "created_at",
    "full_name",
}


def check_profile_subscribers_list_o_item(value: str) -> ProfileSubscribersListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileSubscribersListOItem, value)
