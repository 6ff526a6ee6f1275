from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.table import Table


T = TypeVar("T", bound="Metrics")


@_attrs_define
class Metrics:
    """Series that have the same points in time.

    Attributes:
        title (str): What is measured
        unit (str): Currency (ISO 4217 in lower case), or `profile` for counts
        scale (float): What to multiply the numbers with to get whole units: 0.01 for cents, 1 for counts
        table (list[Table]): The series
        extra (list[Table] | Unset): Further series
    """

    title: str
    unit: str
    scale: float
    table: list[Table]
    extra: list[Table] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        unit = self.unit

        scale = self.scale

        table = []
        for table_item_data in self.table:
            table_item = table_item_data.to_dict()
            table.append(table_item)

        extra: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.extra, Unset):
            extra = []
            for extra_item_data in self.extra:
                extra_item = extra_item_data.to_dict()
                extra.append(extra_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "unit": unit,
                "scale": scale,
                "table": table,
            }
        )
        if extra is not UNSET:
            field_dict["extra"] = extra

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.table import Table

        d = dict(src_dict)
        title = d.pop("title")

        unit = d.pop("unit")

        scale = d.pop("scale")

        table = []
        _table = d.pop("table")
        for table_item_data in _table:
            table_item = Table.from_dict(table_item_data)

            table.append(table_item)

        _extra = d.pop("extra", UNSET)
        extra: list[Table] | Unset = UNSET
        if _extra is not UNSET:
            extra = []
            for extra_item_data in _extra:
                extra_item = Table.from_dict(extra_item_data)

                extra.append(extra_item)

        metrics = cls(
            title=title,
            unit=unit,
            scale=scale,
            table=table,
            extra=extra,
        )

        return metrics
