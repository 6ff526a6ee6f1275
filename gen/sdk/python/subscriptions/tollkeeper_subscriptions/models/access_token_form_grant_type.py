from typing import Literal, cast

AccessTokenFormGrantType = Literal["password"]

ACCESS_TOKEN_FORM_GRANT_TYPE_VALUES: set[AccessTokenFormGrantType] = {
    "password",
}


def check_access_token_form_grant_type(value: str) -> AccessTokenFormGrantType:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(AccessTokenFormGrantType, value)
