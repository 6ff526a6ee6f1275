from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Asset")


@_attrs_define
class Asset:
    """An uploaded file.

    Attributes:
        location (str): URL of the file
        updated_at (datetime.datetime): When it was stored
        tags (list[str]): Its tags, sorted
    """

    location: str
    updated_at: datetime.datetime
    tags: list[str]

    def to_dict(self) -> dict[str, Any]:
        location = self.location

        updated_at = self.updated_at.isoformat()

        tags = self.tags

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "location": location,
                "updated_at": updated_at,
                "tags": tags,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        location = d.pop("location")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        tags = cast(list[str], d.pop("tags"))

        asset = cls(
            location=location,
            updated_at=updated_at,
            tags=tags,
        )

        return asset
