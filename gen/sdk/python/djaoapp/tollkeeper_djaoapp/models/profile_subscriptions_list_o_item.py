from typing import Literal, cast

ProfileSubscriptionsListOItem = Literal[
    "-created_at",
    "-ends_at",
    "-organization",
    "-organization__full_name",
    "-plan",
    "-plan__title",
    "created_at",
    "ends_at",
    "organization",
    "organization__full_name",
    "plan",
    "plan__title",
]

PROFILE_SUBSCRIPTIONS_LIST_O_ITEM_VALUES: set[ProfileSubscriptionsListOItem] = {
    "-created_at",
    "-ends_at",
    "-organization",
    "-organization__full_name",
    "-plan",
    "-plan__title",
    "created_at",
    "ends_at",
    "organization",
    "organization__full_name",
    "plan",
    "plan__title",
}


def check_profile_subscriptions_list_o_item(
    value: str,
) -> ProfileSubscriptionsListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileSubscriptionsListOItem, value)
