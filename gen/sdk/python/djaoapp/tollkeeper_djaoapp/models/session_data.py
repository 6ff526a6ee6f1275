from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="SessionData")


@_attrs_define
class SessionData:
    """What the proxy would forward for a user.

    Attributes:
        forward_session (str): The session as JSON text
        forward_session_header (str): The header that carries it, empty when sessions are not forwarded
        forward_url (None | str): Where requests are forwarded to, null for nowhere
    """

    forward_session: str
    forward_session_header: str
    forward_url: None | str

    def to_dict(self) -> dict[str, Any]:
        forward_session = self.forward_session

        forward_session_header = self.forward_session_header

        forward_url: None | str
        forward_url = self.forward_url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "forward_session": forward_session,
                "forward_session_header": forward_session_header,
                "forward_url": forward_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        forward_session = d.pop("forward_session")

        forward_session_header = d.pop("forward_session_header")

        def _parse_forward_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        forward_url = _parse_forward_url(d.pop("forward_url"))

        session_data = cls(
            forward_session=forward_session,
            forward_session_header=forward_session_header,
            forward_url=forward_url,
        )

        return session_data
