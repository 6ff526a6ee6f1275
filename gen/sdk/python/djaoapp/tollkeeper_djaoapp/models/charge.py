from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.charge_state import ChargeState, check_charge_state

T = TypeVar("T", bound="Charge")


@_attrs_define
class Charge:
    """A payment by card.

    Attributes:
        created_at (datetime.datetime): When it was created
        amount (int): Amount, in hundredths of `unit`
        unit (str): Currency (ISO 4217 in lower case)
        readable_amount (str): Amount and currency for a person
        description (None | str): What it is for, as billing statements say
        last4 (str): Last digits of the card
        exp_date (datetime.date): Expiry of the card, the first of the month when only that is known
        processor_key (str): Key of the processor, the name in URLs
        state (ChargeState): How far a charge is. `created` waits for the processor; a dispute makes it `disputed`, then
            `done` again or `failed`.
        payment_intent_client_secret (None | str): Set in the answer of a checkout whose bank wants the payment
            authenticated (3-D Secure), else null: what Stripe.js needs to ask the payer.
    """

    created_at: datetime.datetime
    amount: int
    unit: str
    readable_amount: str
    description: None | str
    last4: str
    exp_date: datetime.date
    processor_key: str
    state: ChargeState
    payment_intent_client_secret: None | str

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        amount = self.amount

        unit = self.unit

        readable_amount = self.readable_amount

        description: None | str
        description = self.description

        last4 = self.last4

        exp_date = self.exp_date.isoformat()

        processor_key = self.processor_key

        state: str = self.state

        payment_intent_client_secret: None | str
        payment_intent_client_secret = self.payment_intent_client_secret

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "amount": amount,
                "unit": unit,
                "readable_amount": readable_amount,
                "description": description,
                "last4": last4,
                "exp_date": exp_date,
                "processor_key": processor_key,
                "state": state,
                "payment_intent_client_secret": payment_intent_client_secret,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        amount = d.pop("amount")

        unit = d.pop("unit")

        readable_amount = d.pop("readable_amount")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        last4 = d.pop("last4")

        exp_date = datetime.date.fromisoformat(d.pop("exp_date"))

        processor_key = d.pop("processor_key")

        state = check_charge_state(d.pop("state"))

        def _parse_payment_intent_client_secret(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_intent_client_secret = _parse_payment_intent_client_secret(
            d.pop("payment_intent_client_secret")
        )

        charge = cls(
            created_at=created_at,
            amount=amount,
            unit=unit,
            readable_amount=readable_amount,
            description=description,
            last4=last4,
            exp_date=exp_date,
            processor_key=processor_key,
            state=state,
            payment_intent_client_secret=payment_intent_client_secret,
        )

        return charge
