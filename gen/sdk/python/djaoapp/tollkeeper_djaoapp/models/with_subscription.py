from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="WithSubscription")


@_attrs_define
class WithSubscription:
    """A subscription of a profile, in short.

    Attributes:
        created_at (datetime.datetime): When it was created
        ends_at (datetime.datetime): When the period paid or granted ends
        plan (str): Slug of the plan
        auto_renew (bool): Whether it is renewed at the end of the period
    """

    created_at: datetime.datetime
    ends_at: datetime.datetime
    plan: str
    auto_renew: bool

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        ends_at = self.ends_at.isoformat()

        plan = self.plan

        auto_renew = self.auto_renew

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "ends_at": ends_at,
                "plan": plan,
                "auto_renew": auto_renew,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        plan = d.pop("plan")

        auto_renew = d.pop("auto_renew")

        with_subscription = cls(
            created_at=created_at,
            ends_at=ends_at,
            plan=plan,
            auto_renew=auto_renew,
        )

        return with_subscription
