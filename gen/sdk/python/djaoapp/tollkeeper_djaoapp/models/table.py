from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Table")


@_attrs_define
class Table:
    """A series.

    Attributes:
        key (str): Names the series
        values (list[list[datetime.datetime | float]]): The points, oldest first
        selector (str | Unset): What accounts of the ledger are summed
        title (None | str | Unset): Title of the plan
        location (str | Unset): Path of the plan's page
        is_active (bool | Unset): Whether the plan is open for subscriptions
    """

    key: str
    values: list[list[datetime.datetime | float]]
    selector: str | Unset = UNSET
    title: None | str | Unset = UNSET
    location: str | Unset = UNSET
    is_active: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        values = []
        for values_item_data in self.values:
            values_item = []
            for componentsschemas_point_item_data in values_item_data:
                componentsschemas_point_item: float | str
                if isinstance(componentsschemas_point_item_data, datetime.datetime):
                    componentsschemas_point_item = (
                        componentsschemas_point_item_data.isoformat()
                    )
                else:
                    componentsschemas_point_item = componentsschemas_point_item_data
                values_item.append(componentsschemas_point_item)

            values.append(values_item)

        selector = self.selector

        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        location = self.location

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "values": values,
            }
        )
        if selector is not UNSET:
            field_dict["selector"] = selector
        if title is not UNSET:
            field_dict["title"] = title
        if location is not UNSET:
            field_dict["location"] = location
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        key = d.pop("key")

        values = []
        _values = d.pop("values")
        for values_item_data in _values:
            values_item = []
            _values_item = values_item_data
            for componentsschemas_point_item_data in _values_item:

                def _parse_componentsschemas_point_item(
                    data: object,
                ) -> datetime.datetime | float:
                    try:
                        if not isinstance(data, str):
                            raise TypeError()
                        componentsschemas_point_item_type_0 = (
                            datetime.datetime.fromisoformat(data)
                        )

                        return componentsschemas_point_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    return cast(datetime.datetime | float, data)

                componentsschemas_point_item = _parse_componentsschemas_point_item(
                    componentsschemas_point_item_data
                )

                values_item.append(componentsschemas_point_item)

            values.append(values_item)

        selector = d.pop("selector", UNSET)

        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        location = d.pop("location", UNSET)

        is_active = d.pop("is_active", UNSET)

        table = cls(
            key=key,
            values=values,
            selector=selector,
            title=title,
            location=location,
            is_active=is_active,
        )

        return table
