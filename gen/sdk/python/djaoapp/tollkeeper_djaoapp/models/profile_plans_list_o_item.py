from typing import Literal, cast

ProfilePlansListOItem = Literal[
    "-created_at",
    "-is_active",
    "-period_amount",
    "-title",
    "created_at",
    "is_active",
    "period_amount",
    "title",
]

PROFILE_PLANS_LIST_O_ITEM_VALUES: set[ProfilePlansListOItem] = {
    "-created_at",
    "-is_active",
    "-period_amount",
    "-title",
    "created_at",
    "is_active",
    "period_amount",
    "title",
}


def check_profile_plans_list_o_item(value: str) -> ProfilePlansListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfilePlansListOItem, value)
