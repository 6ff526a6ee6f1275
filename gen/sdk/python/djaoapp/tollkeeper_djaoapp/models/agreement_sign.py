from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AgreementSign")


@_attrs_define
class AgreementSign:
    """A signature under an agreement.

    Attributes:
        read_terms (bool): Whether the agreement is accepted
        last_signed (datetime.datetime): When it was signed last
    """

    read_terms: bool
    last_signed: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        read_terms = self.read_terms

        last_signed = self.last_signed.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "read_terms": read_terms,
                "last_signed": last_signed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        read_terms = d.pop("read_terms")

        last_signed = datetime.datetime.fromisoformat(d.pop("last_signed"))

        agreement_sign = cls(
            read_terms=read_terms,
            last_signed=last_signed,
        )

        return agreement_sign
