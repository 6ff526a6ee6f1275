from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Engagement")


@_attrs_define
class Engagement:
    """How many users reached something.

    Attributes:
        slug (str): The engagement tag
        count (int): Number of users
    """

    slug: str
    count: int

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        count = self.count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "count": count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug")

        count = d.pop("count")

        engagement = cls(
            slug=slug,
            count=count,
        )

        return engagement
