from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RoleInput")


@_attrs_define
class RoleInput:
    """A profile to ask for the role of the path on; `organization` or `slug` is required.

    Attributes:
        organization (str | Unset): Slug of the profile
        slug (str | Unset): The same under another name
        message (str | Unset): Text for the mail to its managers
    """

    organization: str | Unset = UNSET
    slug: str | Unset = UNSET
    message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        organization = self.organization

        slug = self.slug

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if organization is not UNSET:
            field_dict["organization"] = organization
        if slug is not UNSET:
            field_dict["slug"] = slug
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        organization = d.pop("organization", UNSET)

        slug = d.pop("slug", UNSET)

        message = d.pop("message", UNSET)

        role_input = cls(
            organization=organization,
            slug=slug,
            message=message,
        )

        role_input.additional_properties = d
        return role_input

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
