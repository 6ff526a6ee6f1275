from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="SubscriptionPublic")


@_attrs_define
class SubscriptionPublic:
    """A user's subscription to a service.

    Attributes:
        id (UUID): Its id
        created_at (datetime.datetime): When it was created
        updated_at (datetime.datetime): When it was changed last
        user_id (UUID): Id of the user whose it is
        service_type (str): A service of the catalogue, such as `SELF_SERVICE`.
        tier (str): A tier of a service, such as `START`.
        start_date (datetime.datetime): When the period started
        end_date (datetime.datetime): When the period ends
        grace_period_end (datetime.datetime): When it stops to be active unless it is renewed
        credits_total (int): Credits of the period
        credits_used (int): Credits spent
        credits_remaining (int): Credits left to spend
        is_active (bool): Whether it is within its period or grace and no payment failed
        payment_status (str): Whether the period is paid, one of `PENDING`, `PAID`, `FAILED`.
        base_price (float): Price of a period of the tier
        actual_price (float): What this period costs, changes of tier included
        currency (str): Currency of the prices (ISO 4217)
    """

    id: UUID
    created_at: datetime.datetime
    updated_at: datetime.datetime
    user_id: UUID
    service_type: str
    tier: str
    start_date: datetime.datetime
    end_date: datetime.datetime
    grace_period_end: datetime.datetime
    credits_total: int
    credits_used: int
    credits_remaining: int
    is_active: bool
    payment_status: str
    base_price: float
    actual_price: float
    currency: str

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        user_id = str(self.user_id)

        service_type = self.service_type

        tier = self.tier

        start_date = self.start_date.isoformat()

        end_date = self.end_date.isoformat()

        grace_period_end = self.grace_period_end.isoformat()

        credits_total = self.credits_total

        credits_used = self.credits_used

        credits_remaining = self.credits_remaining

        is_active = self.is_active

        payment_status = self.payment_status

        base_price = self.base_price

        actual_price = self.actual_price

        currency = self.currency

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "created_at": created_at,
                "updated_at": updated_at,
                "user_id": user_id,
                "service_type": service_type,
                "tier": tier,
                "start_date": start_date,
                "end_date": end_date,
                "grace_period_end": grace_period_end,
                "credits_total": credits_total,
                "credits_used": credits_used,
                "credits_remaining": credits_remaining,
                "is_active": is_active,
                "payment_status": payment_status,
                "base_price": base_price,
                "actual_price": actual_price,
                "currency": currency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        user_id = UUID(d.pop("user_id"))

        service_type = d.pop("service_type")

        tier = d.pop("tier")

        start_date = datetime.datetime.fromisoformat(d.pop("start_date"))

        end_date = datetime.datetime.fromisoformat(d.pop("end_date"))

        grace_period_end = datetime.datetime.fromisoformat(d.pop("grace_period_end"))

        credits_total = d.pop("credits_total")

        credits_used = d.pop("credits_used")

        credits_remaining = d.pop("credits_remaining")

        is_active = d.pop("is_active")

        payment_status = d.pop("payment_status")

        base_price = d.pop("base_price")

        actual_price = d.pop("actual_price")

        currency = d.pop("currency")

        subscription_public = cls(
            id=id,
            created_at=created_at,
            updated_at=updated_at,
            user_id=user_id,
            service_type=service_type,
            tier=tier,
            start_date=start_date,
            end_date=end_date,
            grace_period_end=grace_period_end,
            credits_total=credits_total,
            credits_used=credits_used,
            credits_remaining=credits_remaining,
            is_active=is_active,
            payment_status=payment_status,
            base_price=base_price,
            actual_price=actual_price,
            currency=currency,
        )

        return subscription_public
