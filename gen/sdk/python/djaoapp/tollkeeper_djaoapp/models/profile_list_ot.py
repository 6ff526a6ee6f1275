from typing import Literal, cast

ProfileListOt = Literal["asc", "desc"]

PROFILE_LIST_OT_VALUES: set[ProfileListOt] = {
    "asc",
    "desc",
}


def check_profile_list_ot(value: str) -> ProfileListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileListOt, value)
