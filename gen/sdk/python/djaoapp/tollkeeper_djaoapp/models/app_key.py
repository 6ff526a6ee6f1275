from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AppKey")


@_attrs_define
class AppKey:
    """The key of the forwarded session.

    Attributes:
        enc_key (str): The key in clear text, shown this once
    """

    enc_key: str

    def to_dict(self) -> dict[str, Any]:
        enc_key = self.enc_key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "enc_key": enc_key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        enc_key = d.pop("enc_key")

        app_key = cls(
            enc_key=enc_key,
        )

        return app_key
