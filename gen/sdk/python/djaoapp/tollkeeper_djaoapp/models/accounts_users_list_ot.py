from typing import Literal, cast

AccountsUsersListOt = Literal["asc", "desc"]

ACCOUNTS_USERS_LIST_OT_VALUES: set[AccountsUsersListOt] = {
    "asc",
    "desc",
}


def check_accounts_users_list_ot(value: str) -> AccountsUsersListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AccountsUsersListOt, value)
