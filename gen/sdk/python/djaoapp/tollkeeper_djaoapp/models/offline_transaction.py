from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="OfflineTransaction")


@_attrs_define
class OfflineTransaction:
    """A payment made outside the site, as it is recorded.

    Attributes:
        subscription (str): Slugs of subscriber and plan, `subscriber:plan`
        created_at (datetime.datetime): When it was paid
        amount (str): Amount in units of the currency
        descr (str): What it is called
    """

    subscription: str
    created_at: datetime.datetime
    amount: str
    descr: str

    def to_dict(self) -> dict[str, Any]:
        subscription = self.subscription

        created_at = self.created_at.isoformat()

        amount = self.amount

        descr = self.descr

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subscription": subscription,
                "created_at": created_at,
                "amount": amount,
                "descr": descr,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        subscription = d.pop("subscription")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        amount = d.pop("amount")

        descr = d.pop("descr")

        offline_transaction = cls(
            subscription=subscription,
            created_at=created_at,
            amount=amount,
            descr=descr,
        )

        return offline_transaction
