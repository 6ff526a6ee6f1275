from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.authentication_mode import AuthenticationMode, check_authentication_mode
from ..models.session_backend import SessionBackend, check_session_backend

T = TypeVar("T", bound="App")


@_attrs_define
class App:
    """The settings of the site.

    Attributes:
        slug (str): Name of the site
        entry_point (None | str): Where requests are forwarded to, null for nowhere
        session_backend (SessionBackend): How the session is forwarded: 0 not at all, 1 as an encrypted cookie, 2 as a
            JWT.
        authentication (AuthenticationMode): Whether users can sign in and register, only sign in, or neither.
        welcome_email (bool): Whether new users get a welcome mail
        show_edit_tools (bool | None): Whether managers of the broker can edit pages in place
    """

    slug: str
    entry_point: None | str
    session_backend: SessionBackend
    authentication: AuthenticationMode
    welcome_email: bool
    show_edit_tools: bool | None

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        entry_point: None | str
        entry_point = self.entry_point

        session_backend: int = self.session_backend

        authentication: str = self.authentication

        welcome_email = self.welcome_email

        show_edit_tools: bool | None
        show_edit_tools = self.show_edit_tools

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "entry_point": entry_point,
                "session_backend": session_backend,
                "authentication": authentication,
                "welcome_email": welcome_email,
                "show_edit_tools": show_edit_tools,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug")

        def _parse_entry_point(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entry_point = _parse_entry_point(d.pop("entry_point"))

        session_backend = check_session_backend(d.pop("session_backend"))

        authentication = check_authentication_mode(d.pop("authentication"))

        welcome_email = d.pop("welcome_email")

        def _parse_show_edit_tools(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        show_edit_tools = _parse_show_edit_tools(d.pop("show_edit_tools"))

        app = cls(
            slug=slug,
            entry_point=entry_point,
            session_backend=session_backend,
            authentication=authentication,
            welcome_email=welcome_email,
            show_edit_tools=show_edit_tools,
        )

        return app
