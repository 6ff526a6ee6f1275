from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="BalanceLineInput")


@_attrs_define
class BalanceLineInput:
    """A line of a balance sheet to write.

    Attributes:
        title (str): What the line is called
        selector (str | Unset): Text that the accounts to sum contain, empty for a heading
        rank (int | Unset): Position to move the line to; ignored when it is added
        is_positive (bool | Unset): Whether the absolute value is shown
    """

    title: str
    selector: str | Unset = UNSET
    rank: int | Unset = UNSET
    is_positive: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        selector = self.selector

        rank = self.rank

        is_positive = self.is_positive

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
            }
        )
        if selector is not UNSET:
            field_dict["selector"] = selector
        if rank is not UNSET:
            field_dict["rank"] = rank
        if is_positive is not UNSET:
            field_dict["is_positive"] = is_positive

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        title = d.pop("title")

        selector = d.pop("selector", UNSET)

        rank = d.pop("rank", UNSET)

        is_positive = d.pop("is_positive", UNSET)

        balance_line_input = cls(
            title=title,
            selector=selector,
            rank=rank,
            is_positive=is_positive,
        )

        balance_line_input.additional_properties = d
        return balance_line_input

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
