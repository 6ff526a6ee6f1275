from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.ledger_account import LedgerAccount, check_ledger_account

T = TypeVar("T", bound="Transaction")


@_attrs_define
class Transaction:
    """A row of the ledger, or a row that a checkout would add. An amount moves from an account of one profile to an
    account of another.

        Attributes:
            created_at (datetime.datetime): When it was recorded
            description (str): What happened
            amount (str): Amount and currency for a person, in parentheses for a debit
            is_debit (bool): Whether it takes funds from the profile of the path
            orig_account (LedgerAccount): An account of a profile in the ledger.
            orig_organization (str): Slug of the profile it moves from
            orig_amount (int): Amount taken, in hundredths of `orig_unit`
            orig_unit (str): Currency of the amount taken (ISO 4217 in lower case)
            dest_account (LedgerAccount): An account of a profile in the ledger.
            dest_organization (str): Slug of the profile it moves to
            dest_amount (int): Amount given, in hundredths of `dest_unit`
            dest_unit (str): Currency of the amount given (ISO 4217 in lower case)
    """

    created_at: datetime.datetime
    description: str
    amount: str
    is_debit: bool
    orig_account: LedgerAccount
    orig_organization: str
    orig_amount: int
    orig_unit: str
    dest_account: LedgerAccount
    dest_organization: str
    dest_amount: int
    dest_unit: str

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        description = self.description

        amount = self.amount

        is_debit = self.is_debit

        orig_account: str = self.orig_account

        orig_organization = self.orig_organization

        orig_amount = self.orig_amount

        orig_unit = self.orig_unit

        dest_account: str = self.dest_account

        dest_organization = self.dest_organization

        dest_amount = self.dest_amount

        dest_unit = self.dest_unit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "description": description,
                "amount": amount,
                "is_debit": is_debit,
                "orig_account": orig_account,
                "orig_organization": orig_organization,
                "orig_amount": orig_amount,
                "orig_unit": orig_unit,
                "dest_account": dest_account,
                "dest_organization": dest_organization,
                "dest_amount": dest_amount,
                "dest_unit": dest_unit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        description = d.pop("description")

        amount = d.pop("amount")

        is_debit = d.pop("is_debit")

        orig_account = check_ledger_account(d.pop("orig_account"))

        orig_organization = d.pop("orig_organization")

        orig_amount = d.pop("orig_amount")

        orig_unit = d.pop("orig_unit")

        dest_account = check_ledger_account(d.pop("dest_account"))

        dest_organization = d.pop("dest_organization")

        dest_amount = d.pop("dest_amount")

        dest_unit = d.pop("dest_unit")

        transaction = cls(
            created_at=created_at,
            description=description,
            amount=amount,
            is_debit=is_debit,
            orig_account=orig_account,
            orig_organization=orig_organization,
            orig_amount=orig_amount,
            orig_unit=orig_unit,
            dest_account=dest_account,
            dest_organization=dest_organization,
            dest_amount=dest_amount,
            dest_unit=dest_unit,
        )

        return transaction
