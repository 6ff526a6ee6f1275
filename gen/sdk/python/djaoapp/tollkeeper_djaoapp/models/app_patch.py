from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.authentication_mode import AuthenticationMode, check_authentication_mode
from ..models.session_backend import SessionBackend, check_session_backend
from ..types import UNSET, Unset

T = TypeVar("T", bound="AppPatch")


@_attrs_define
class AppPatch:
    """Settings to change.

    Attributes:
        entry_point (None | str | Unset): Where requests are forwarded to, null for nowhere
        session_backend (SessionBackend | Unset): How the session is forwarded: 0 not at all, 1 as an encrypted cookie,
            2 as a JWT.
        authentication (AuthenticationMode | Unset): Whether users can sign in and register, only sign in, or neither.
        welcome_email (bool | Unset): Whether new users get a welcome mail
        show_edit_tools (bool | None | Unset): Whether managers of the broker can edit pages in place
    """

    entry_point: None | str | Unset = UNSET
    session_backend: SessionBackend | Unset = UNSET
    authentication: AuthenticationMode | Unset = UNSET
    welcome_email: bool | Unset = UNSET
    show_edit_tools: bool | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        entry_point: None | str | Unset
        if isinstance(self.entry_point, Unset):
            entry_point = UNSET
        else:
            entry_point = self.entry_point

        session_backend: int | Unset = UNSET
        if not isinstance(self.session_backend, Unset):
            session_backend = self.session_backend

        authentication: str | Unset = UNSET
        if not isinstance(self.authentication, Unset):
            authentication = self.authentication

        welcome_email = self.welcome_email

        show_edit_tools: bool | None | Unset
        if isinstance(self.show_edit_tools, Unset):
            show_edit_tools = UNSET
        else:
            show_edit_tools = self.show_edit_tools

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if entry_point is not UNSET:
            field_dict["entry_point"] = entry_point
        if session_backend is not UNSET:
            field_dict["session_backend"] = session_backend
        if authentication is not UNSET:
            field_dict["authentication"] = authentication
        if welcome_email is not UNSET:
            field_dict["welcome_email"] = welcome_email
        if show_edit_tools is not UNSET:
            field_dict["show_edit_tools"] = show_edit_tools

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_entry_point(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        entry_point = _parse_entry_point(d.pop("entry_point", UNSET))

        _session_backend = d.pop("session_backend", UNSET)
        session_backend: SessionBackend | Unset
        if isinstance(_session_backend, Unset):
            session_backend = UNSET
        else:
            session_backend = check_session_backend(_session_backend)

        _authentication = d.pop("authentication", UNSET)
        authentication: AuthenticationMode | Unset
        if isinstance(_authentication, Unset):
            authentication = UNSET
        else:
            authentication = check_authentication_mode(_authentication)

        welcome_email = d.pop("welcome_email", UNSET)

        def _parse_show_edit_tools(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        show_edit_tools = _parse_show_edit_tools(d.pop("show_edit_tools", UNSET))

        app_patch = cls(
            entry_point=entry_point,
            session_backend=session_backend,
            authentication=authentication,
            welcome_email=welcome_email,
            show_edit_tools=show_edit_tools,
        )

        app_patch.additional_properties = d
        return app_patch

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
