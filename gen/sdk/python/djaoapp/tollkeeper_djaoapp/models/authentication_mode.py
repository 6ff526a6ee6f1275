from typing import Literal, cast

AuthenticationMode = Literal["disabled", "enabled", "login-only"]

AUTHENTICATION_MODE_VALUES: set[AuthenticationMode] = {
    "disabled",
    "enabled",
    "login-only",
}


def check_authentication_mode(value: str) -> AuthenticationMode:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AuthenticationMode, value)
