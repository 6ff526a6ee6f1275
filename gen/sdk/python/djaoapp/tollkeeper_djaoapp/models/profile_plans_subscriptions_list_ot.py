from typing import Literal, cast

ProfilePlansSubscriptionsListOt = Literal["asc", "desc"]

PROFILE_PLANS_SUBSCRIPTIONS_LIST_OT_VALUES: set[ProfilePlansSubscriptionsListOt] = {
    "asc",
    "desc",
}


def check_profile_plans_subscriptions_list_ot(
    value: str,
) -> ProfilePlansSubscriptionsListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfilePlansSubscriptionsListOt, value)
