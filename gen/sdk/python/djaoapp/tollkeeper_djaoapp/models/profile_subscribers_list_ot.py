from typing import Literal, cast

ProfileSubscribersListOt = Literal["asc", "desc"]

PROFILE_SUBSCRIBERS_LIST_OT_VALUES: set[ProfileSubscribersListOt] = {
    "asc",
    "desc",
}


def check_profile_subscribers_list_ot(value: str) -> ProfileSubscribersListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileSubscribersListOt, value)
