from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="BalanceLine")


@_attrs_define
class BalanceLine:
    """A line of a balance sheet.

    Attributes:
        title (str): What the line is called
        selector (str): Text that the accounts to sum contain, empty for a heading
        rank (int): Position in the sheet, from 1
        is_positive (bool): Whether the absolute value is shown
    """

    title: str
    selector: str
    rank: int
    is_positive: bool

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        selector = self.selector

        rank = self.rank

        is_positive = self.is_positive

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "selector": selector,
                "rank": rank,
                "is_positive": is_positive,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        title = d.pop("title")

        selector = d.pop("selector")

        rank = d.pop("rank")

        is_positive = d.pop("is_positive")

        balance_line = cls(
            title=title,
            selector=selector,
            rank=rank,
            is_positive=is_positive,
        )

        return balance_line
