from typing import Literal, cast

AccountsProfilesListOt = Literal["asc", "desc"]

ACCOUNTS_PROFILES_LIST_OT_VALUES: set[AccountsProfilesListOt] = {
    "asc",
    "desc",
}


def check_accounts_profiles_list_ot(value: str) -> AccountsProfilesListOt:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AccountsProfilesListOt, value)
