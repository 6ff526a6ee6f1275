from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Coupon")


@_attrs_define
class Coupon:
    """A discount of a provider.

    Attributes:
        code (str): What customers type, unique among the coupons of the provider
        percent (int): The discount in percent
        created_at (datetime.datetime): When it was created
        ends_at (datetime.datetime | None): When it ends, null for never
        description (None | str): Free text
    """

    code: str
    percent: int
    created_at: datetime.datetime
    ends_at: datetime.datetime | None
    description: None | str

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        percent = self.percent

        created_at = self.created_at.isoformat()

        ends_at: None | str
        if isinstance(self.ends_at, datetime.datetime):
            ends_at = self.ends_at.isoformat()
        else:
            ends_at = self.ends_at

        description: None | str
        description = self.description

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "percent": percent,
                "created_at": created_at,
                "ends_at": ends_at,
                "description": description,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        code = d.pop("code")

        percent = d.pop("percent")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_ends_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ends_at = _parse_ends_at(d.pop("ends_at"))

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        coupon = cls(
            code=code,
            percent=percent,
            created_at=created_at,
            ends_at=ends_at,
            description=description,
        )

        return coupon
