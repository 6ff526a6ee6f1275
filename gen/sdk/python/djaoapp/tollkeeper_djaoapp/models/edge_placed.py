from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="EdgePlaced")


@_attrs_define
class EdgePlaced:
    """An element that was placed under another one.

    Attributes:
        source (str): Path or slug of the element
        rank (int | None): Position as it was sent
        external_key (None | str): As it was sent
    """

    source: str
    rank: int | None
    external_key: None | str

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        rank: int | None
        rank = self.rank

        external_key: None | str
        external_key = self.external_key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
                "rank": rank,
                "external_key": external_key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        source = d.pop("source")

        def _parse_rank(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        rank = _parse_rank(d.pop("rank"))

        def _parse_external_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        external_key = _parse_external_key(d.pop("external_key"))

        edge_placed = cls(
            source=source,
            rank=rank,
            external_key=external_key,
        )

        return edge_placed
