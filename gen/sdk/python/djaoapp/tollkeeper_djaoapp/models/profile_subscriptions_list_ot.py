from typing import Literal, cast

ProfileSubscriptionsListOt = Literal["asc", "desc"]

PROFILE_SUBSCRIPTIONS_LIST_OT_VALUES: set[ProfileSubscriptionsListOt] = {
    "asc",
    "desc",
}


def check_profile_subscriptions_list_ot(value: str) -> ProfileSubscriptionsListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileSubscriptionsListOt, value)
