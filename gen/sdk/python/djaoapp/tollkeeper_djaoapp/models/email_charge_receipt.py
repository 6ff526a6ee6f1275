from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="EmailChargeReceipt")


@_attrs_define
class EmailChargeReceipt:
    """Which receipt goes where.

    Attributes:
        charge_id (str): The charge of the path
        email (str): E-mail address of the customer
    """

    charge_id: str
    email: str

    def to_dict(self) -> dict[str, Any]:
        charge_id = self.charge_id

        email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "charge_id": charge_id,
                "email": email,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        charge_id = d.pop("charge_id")

        email = d.pop("email")

        email_charge_receipt = cls(
            charge_id=charge_id,
            email=email,
        )

        return email_charge_receipt
