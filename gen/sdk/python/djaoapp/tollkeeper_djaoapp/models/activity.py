from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Activity")


@_attrs_define
class Activity:
    """A note about a contact.

    Attributes:
        created_at (datetime.datetime): When it was noted
        created_by (None | str): Username of who noted it, null when that user is gone
        text (str): The note, may be empty
        account (None | str): Slug of the profile it is about
    """

    created_at: datetime.datetime
    created_by: None | str
    text: str
    account: None | str

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        created_by: None | str
        created_by = self.created_by

        text = self.text

        account: None | str
        account = self.account

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "created_by": created_by,
                "text": text,
                "account": account,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_created_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        created_by = _parse_created_by(d.pop("created_by"))

        text = d.pop("text")

        def _parse_account(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        account = _parse_account(d.pop("account"))

        activity = cls(
            created_at=created_at,
            created_by=created_by,
            text=text,
            account=account,
        )

        return activity
