from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Redemption")


@_attrs_define
class Redemption:
    """What redeeming a coupon did.

    Attributes:
        detail (str): What happened, a sentence for a person
        details (str): The same as `detail`, for old clients
    """

    detail: str
    details: str

    def to_dict(self) -> dict[str, Any]:
        detail = self.detail

        details = self.details

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "detail": detail,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        detail = d.pop("detail")

        details = d.pop("details")

        redemption = cls(
            detail=detail,
            details=details,
        )

        return redemption
