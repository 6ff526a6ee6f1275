from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.usage_public import UsagePublic


T = TypeVar("T", bound="UsagesPublic")


@_attrs_define
class UsagesPublic:
    """Some of the recorded uses.

    Attributes:
        data (list[UsagePublic]): The rows
        count (int): Number of all rows
    """

    data: list[UsagePublic]
    count: int

    def to_dict(self) -> dict[str, Any]:
        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        count = self.count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data": data,
                "count": count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.usage_public import UsagePublic

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = UsagePublic.from_dict(data_item_data)

            data.append(data_item)

        count = d.pop("count")

        usages_public = cls(
            data=data,
            count=count,
        )

        return usages_public
