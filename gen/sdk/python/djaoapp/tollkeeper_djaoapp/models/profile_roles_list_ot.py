from typing import Literal, cast

ProfileRolesListOt = Literal["asc", "desc"]

PROFILE_ROLES_LIST_OT_VALUES: set[ProfileRolesListOt] = {
    "asc",
    "desc",
}


def check_profile_roles_list_ot(value: str) -> ProfileRolesListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileRolesListOt, value)
