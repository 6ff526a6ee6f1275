from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Bank")


@_attrs_define
class Bank:
    """The deposit account of a provider.

    Attributes:
        bank_name (str): Name of the bank, `N/A` without an account
        last4 (str): `***-` and the last four characters of the account, `N/A` without one
        balance_amount (int): What could be paid out, in hundredths of `balance_unit`
        balance_unit (str): Currency of the balance (ISO 4217 in lower case)
    """

    bank_name: str
    last4: str
    balance_amount: int
    balance_unit: str

    def to_dict(self) -> dict[str, Any]:
        bank_name = self.bank_name

        last4 = self.last4

        balance_amount = self.balance_amount

        balance_unit = self.balance_unit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "bank_name": bank_name,
                "last4": last4,
                "balance_amount": balance_amount,
                "balance_unit": balance_unit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        bank_name = d.pop("bank_name")

        last4 = d.pop("last4")

        balance_amount = d.pop("balance_amount")

        balance_unit = d.pop("balance_unit")

        bank = cls(
            bank_name=bank_name,
            last4=last4,
            balance_amount=balance_amount,
            balance_unit=balance_unit,
        )

        return bank
