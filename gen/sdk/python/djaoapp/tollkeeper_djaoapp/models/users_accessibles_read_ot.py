from typing import Literal, cast

UsersAccessiblesReadOt = Literal["asc", "desc"]

USERS_ACCESSIBLES_READ_OT_VALUES: set[UsersAccessiblesReadOt] = {
    "asc",
    "desc",
}


def check_users_accessibles_read_ot(value: str) -> UsersAccessiblesReadOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(UsersAccessiblesReadOt, value)
