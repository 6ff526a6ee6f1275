from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RelationShip")


@_attrs_define
class RelationShip:
    """An element below another one.

    Attributes:
        orig_elements (list[str]): Slugs of elements.
        dest_elements (list[str]): Slugs of elements.
        tag (None | str): What the relationship is called
        rank (int): Position among the children
    """

    orig_elements: list[str]
    dest_elements: list[str]
    tag: None | str
    rank: int

    def to_dict(self) -> dict[str, Any]:
        orig_elements = self.orig_elements

        dest_elements = self.dest_elements

        tag: None | str
        tag = self.tag

        rank = self.rank

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "orig_elements": orig_elements,
                "dest_elements": dest_elements,
                "tag": tag,
                "rank": rank,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        orig_elements = cast(list[str], d.pop("orig_elements"))

        dest_elements = cast(list[str], d.pop("dest_elements"))

        def _parse_tag(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tag = _parse_tag(d.pop("tag"))

        rank = d.pop("rank")

        relation_ship = cls(
            orig_elements=orig_elements,
            dest_elements=dest_elements,
            tag=tag,
            rank=rank,
        )

        return relation_ship
