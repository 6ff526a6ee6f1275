from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecentActivity")


@_attrs_define
class RecentActivity:
    """Something that happened lately.

    Attributes:
        printable_name (str): Who it is about
        descr (str): What happened
        created_at (datetime.datetime): When it happened
        slug (str): Slug of the user or profile
    """

    printable_name: str
    descr: str
    created_at: datetime.datetime
    slug: str

    def to_dict(self) -> dict[str, Any]:
        printable_name = self.printable_name

        descr = self.descr

        created_at = self.created_at.isoformat()

        slug = self.slug

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "printable_name": printable_name,
                "descr": descr,
                "created_at": created_at,
                "slug": slug,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        printable_name = d.pop("printable_name")

        descr = d.pop("descr")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        slug = d.pop("slug")

        recent_activity = cls(
            printable_name=printable_name,
            descr=descr,
            created_at=created_at,
            slug=slug,
        )

        return recent_activity
