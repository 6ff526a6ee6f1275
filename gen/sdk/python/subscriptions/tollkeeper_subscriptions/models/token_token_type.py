from typing import Literal, cast

TokenTokenType = Literal["bearer"]

TOKEN_TOKEN_TYPE_VALUES: set[TokenTokenType] = {
    "bearer",
}


def check_token_token_type(value: str) -> TokenTokenType:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(TokenTokenType, value)
