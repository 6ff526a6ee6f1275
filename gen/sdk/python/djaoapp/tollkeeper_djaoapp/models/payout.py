from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.payout_state import PayoutState, check_payout_state

T = TypeVar("T", bound="Payout")


@_attrs_define
class Payout:
    """A payout that was asked for.

    Attributes:
        processor_key (str): What the processor calls it
        amount (int): Amount, in hundredths of the unit
        unit (str): Currency of the amount (ISO 4217 in lower case)
        created_at (datetime.datetime): When it was asked for
        descr (str): What the ledger calls it
        state (PayoutState): `pending` until the processor has paid and the ledger has it, then `paid`
    """

    processor_key: str
    amount: int
    unit: str
    created_at: datetime.datetime
    descr: str
    state: PayoutState

    def to_dict(self) -> dict[str, Any]:
        processor_key = self.processor_key

        amount = self.amount

        unit = self.unit

        created_at = self.created_at.isoformat()

        descr = self.descr

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "processor_key": processor_key,
                "amount": amount,
                "unit": unit,
                "created_at": created_at,
                "descr": descr,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        processor_key = d.pop("processor_key")

        amount = d.pop("amount")

        unit = d.pop("unit")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        descr = d.pop("descr")

        state = check_payout_state(d.pop("state"))

        payout = cls(
            processor_key=processor_key,
            amount=amount,
            unit=unit,
            created_at=created_at,
            descr=descr,
            state=state,
        )

        return payout
