from typing import Literal, cast

SessionBackend = Literal[0, 1, 2]

SESSION_BACKEND_VALUES: set[SessionBackend] = {
    0,
    1,
    2,
}


def check_session_backend(value: int) -> SessionBackend:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(SessionBackend, value)
