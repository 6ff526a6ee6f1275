from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RefundChargeItem")


@_attrs_define
class RefundChargeItem:
    """A line of a charge to refund.

    Attributes:
        num (int): Position of the line, from 0
        refunded_amount (int | Unset): Amount to refund, in hundredths of the unit; without it what is left of the line
    """

    num: int
    refunded_amount: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        num = self.num

        refunded_amount = self.refunded_amount

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "num": num,
            }
        )
        if refunded_amount is not UNSET:
            field_dict["refunded_amount"] = refunded_amount

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        num = d.pop("num")

        refunded_amount = d.pop("refunded_amount", UNSET)

        refund_charge_item = cls(
            num=num,
            refunded_amount=refunded_amount,
        )

        refund_charge_item.additional_properties = d
        return refund_charge_item

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
