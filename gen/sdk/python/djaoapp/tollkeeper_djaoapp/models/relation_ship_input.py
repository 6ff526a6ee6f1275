from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RelationShipInput")


@_attrs_define
class RelationShipInput:
    """Parents and children to relate.

    Attributes:
        orig_elements (list[str]): Slugs of elements.
        dest_elements (list[str]): Slugs of elements.
    """

    orig_elements: list[str]
    dest_elements: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        orig_elements = self.orig_elements

        dest_elements = self.dest_elements

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "orig_elements": orig_elements,
                "dest_elements": dest_elements,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        orig_elements = cast(list[str], d.pop("orig_elements"))

        dest_elements = cast(list[str], d.pop("dest_elements"))

        relation_ship_input = cls(
            orig_elements=orig_elements,
            dest_elements=dest_elements,
        )

        relation_ship_input.additional_properties = d
        return relation_ship_input

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
