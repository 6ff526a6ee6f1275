from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Card")


@_attrs_define
class Card:
    """A card on file.

    Attributes:
        last4 (str): Last digits, `N/A` without a card
        exp_date (str): Expiry as `MM/YYYY`, `N/A` without a card
    """

    last4: str
    exp_date: str

    def to_dict(self) -> dict[str, Any]:
        last4 = self.last4

        exp_date = self.exp_date

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "last4": last4,
                "exp_date": exp_date,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        last4 = d.pop("last4")

        exp_date = d.pop("exp_date")

        card = cls(
            last4=last4,
            exp_date=exp_date,
        )

        return card
