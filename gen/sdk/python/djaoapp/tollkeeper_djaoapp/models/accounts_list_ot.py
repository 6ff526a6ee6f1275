from typing import Literal, cast

AccountsListOt = Literal["asc", "desc"]

ACCOUNTS_LIST_OT_VALUES: set[AccountsListOt] = {
    "asc",
    "desc",
}


def check_accounts_list_ot(value: str) -> AccountsListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AccountsListOt, value)
