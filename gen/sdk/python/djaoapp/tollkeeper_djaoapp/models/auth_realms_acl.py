from typing import Literal, cast

AuthRealmsAcl = Literal["private", "public-read"]

AUTH_REALMS_ACL_VALUES: set[AuthRealmsAcl] = {
    "private",
    "public-read",
}


def check_auth_realms_acl(value: str) -> AuthRealmsAcl:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AuthRealmsAcl, value)
