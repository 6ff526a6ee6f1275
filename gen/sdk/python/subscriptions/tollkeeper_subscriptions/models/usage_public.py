from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="UsagePublic")


@_attrs_define
class UsagePublic:
    """A recorded use of credits.

    Attributes:
        event_id (str): What the credits were used for
        credits_ (int): How many
        created_at (datetime.datetime): When it was recorded
        credits_remaining (int): How many were left after it
    """

    event_id: str
    credits_: int
    created_at: datetime.datetime
    credits_remaining: int

    def to_dict(self) -> dict[str, Any]:
        event_id = self.event_id

        credits_ = self.credits_

        created_at = self.created_at.isoformat()

        credits_remaining = self.credits_remaining

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "event_id": event_id,
                "credits": credits_,
                "created_at": created_at,
                "credits_remaining": credits_remaining,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        event_id = d.pop("event_id")

        credits_ = d.pop("credits")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        credits_remaining = d.pop("credits_remaining")

        usage_public = cls(
            event_id=event_id,
            credits_=credits_,
            created_at=created_at,
            credits_remaining=credits_remaining,
        )

        return usage_public
