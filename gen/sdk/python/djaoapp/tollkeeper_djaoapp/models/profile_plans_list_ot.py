from typing import Literal, cast

ProfilePlansListOt = Literal["asc", "desc"]

PROFILE_PLANS_LIST_OT_VALUES: set[ProfilePlansListOt] = {
    "asc",
    "desc",
}


def check_profile_plans_list_ot(value: str) -> ProfilePlansListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfilePlansListOt, value)
