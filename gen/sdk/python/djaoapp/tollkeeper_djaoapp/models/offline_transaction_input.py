from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OfflineTransactionInput")


@_attrs_define
class OfflineTransactionInput:
    """A payment made outside the site.

    Attributes:
        subscription (str): Slugs of subscriber and plan, `subscriber:plan`; `-` is understood for `:`
        amount (str): Amount in units of the currency, more than 0, like `10.00`
        created_at (datetime.datetime | Unset): When it was paid; without it now
        descr (str | Unset): What to call it; without it `Off-line payment`
    """

    subscription: str
    amount: str
    created_at: datetime.datetime | Unset = UNSET
    descr: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        subscription = self.subscription

        amount = self.amount

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        descr = self.descr

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "subscription": subscription,
                "amount": amount,
            }
        )
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if descr is not UNSET:
            field_dict["descr"] = descr

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        subscription = d.pop("subscription")

        amount = d.pop("amount")

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        descr = d.pop("descr", UNSET)

        offline_transaction_input = cls(
            subscription=subscription,
            amount=amount,
            created_at=created_at,
            descr=descr,
        )

        offline_transaction_input.additional_properties = d
        return offline_transaction_input

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
