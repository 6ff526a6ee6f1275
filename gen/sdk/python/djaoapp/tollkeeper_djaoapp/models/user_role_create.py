from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="UserRoleCreate")


@_attrs_define
class UserRoleCreate:
    """What was sent, once more.

    Attributes:
        slug (str): As sent, or the username when only `email` was sent
        email (str | Unset): As sent, absent when it was not
        message (str | Unset): As sent, absent when it was not
    """

    slug: str
    email: str | Unset = UNSET
    message: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        email = self.email

        message = self.message

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug")

        email = d.pop("email", UNSET)

        message = d.pop("message", UNSET)

        user_role_create = cls(
            slug=slug,
            email=email,
            message=message,
        )

        return user_role_create
