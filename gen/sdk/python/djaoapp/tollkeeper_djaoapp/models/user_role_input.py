from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UserRoleInput")


@_attrs_define
class UserRoleInput:
    """A user to give a role to; `slug` or `email` is required.

    Attributes:
        slug (str | Unset): Username, or an e-mail address
        email (str | Unset): E-mail address; looked at when no user has that username
        full_name (str | Unset): Name of a user that `force` creates
        message (str | Unset): Text for the mail
    """

    slug: str | Unset = UNSET
    email: str | Unset = UNSET
    full_name: str | Unset = UNSET
    message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        email = self.email

        full_name = self.full_name

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if slug is not UNSET:
            field_dict["slug"] = slug
        if email is not UNSET:
            field_dict["email"] = email
        if full_name is not UNSET:
            field_dict["full_name"] = full_name
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug", UNSET)

        email = d.pop("email", UNSET)

        full_name = d.pop("full_name", UNSET)

        message = d.pop("message", UNSET)

        user_role_input = cls(
            slug=slug,
            email=email,
            full_name=full_name,
            message=message,
        )

        user_role_input.additional_properties = d
        return user_role_input

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
