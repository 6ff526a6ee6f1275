from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """Somebody who can sign in.

    Attributes:
        slug (str): Username
        email (str): E-mail address, empty for who has nothing to do with the user
        full_name (str): First and last name
        created_at (datetime.datetime): When the user joined
    """

    slug: str
    email: str
    full_name: str
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        email = self.email

        full_name = self.full_name

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "email": email,
                "full_name": full_name,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug")

        email = d.pop("email")

        full_name = d.pop("full_name")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        user = cls(
            slug=slug,
            email=email,
            full_name=full_name,
            created_at=created_at,
        )

        return user
