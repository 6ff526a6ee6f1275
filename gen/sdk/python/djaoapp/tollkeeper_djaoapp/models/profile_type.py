from typing import Literal, cast

ProfileType = Literal["organization", "personal", "user"]

PROFILE_TYPE_VALUES: set[ProfileType] = {
    "organization",
    "personal",
    "user",
}


def check_profile_type(value: str) -> ProfileType:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ProfileType, value)
