from typing import Literal, cast

ProfileRolesReadOt = Literal["asc", "desc"]

PROFILE_ROLES_READ_OT_VALUES: set[ProfileRolesReadOt] = {
    "asc",
    "desc",
}


def check_profile_roles_read_ot(value: str) -> ProfileRolesReadOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileRolesReadOt, value)
