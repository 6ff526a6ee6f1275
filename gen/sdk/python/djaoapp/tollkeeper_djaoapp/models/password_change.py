from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PasswordChange")


@_attrs_define
class PasswordChange:
    """A new password.

    Attributes:
        password (str): Password of the caller
        new_password (str): New password of the user; the site may ask for a longer one
        revoke_api_keys (bool | Unset): Whether the API keys of the user end as well
    """

    password: str
    new_password: str
    revoke_api_keys: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        password = self.password

        new_password = self.new_password

        revoke_api_keys = self.revoke_api_keys

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "password": password,
                "new_password": new_password,
            }
        )
        if revoke_api_keys is not UNSET:
            field_dict["revoke_api_keys"] = revoke_api_keys

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        password = d.pop("password")

        new_password = d.pop("new_password")

        revoke_api_keys = d.pop("revoke_api_keys", UNSET)

        password_change = cls(
            password=password,
            new_password=new_password,
            revoke_api_keys=revoke_api_keys,
        )

        password_change.additional_properties = d
        return password_change

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
