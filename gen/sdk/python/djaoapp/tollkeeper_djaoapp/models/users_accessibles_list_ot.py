from typing import Literal, cast

UsersAccessiblesListOt = Literal["asc", "desc"]

USERS_ACCESSIBLES_LIST_OT_VALUES: set[UsersAccessiblesListOt] = {
    "asc",
    "desc",
}


def check_users_accessibles_list_ot(value: str) -> UsersAccessiblesListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(UsersAccessiblesListOt, value)
