from typing import Literal, cast

NewProfileType = Literal["organization", "personal"]

NEW_PROFILE_TYPE_VALUES: set[NewProfileType] = {
    "organization",
    "personal",
}


def check_new_profile_type(value: str) -> NewProfileType:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(NewProfileType, value)
