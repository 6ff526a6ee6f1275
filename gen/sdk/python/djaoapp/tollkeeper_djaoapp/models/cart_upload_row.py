from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="CartUploadRow")


@_attrs_define
class CartUploadRow:
    """A row of a file as it was read.

    Attributes:
        raw (list[str]): Its columns, none for a blank line
    """

    raw: list[str]

    def to_dict(self) -> dict[str, Any]:
        raw = self.raw

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "raw": raw,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        raw = cast(list[str], d.pop("raw"))

        cart_upload_row = cls(
            raw=raw,
        )

        return cart_upload_row
