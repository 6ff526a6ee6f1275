from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="CartUploadedItem")


@_attrs_define
class CartUploadedItem:
    """An item of the cart that a row of a file made.

    Attributes:
        plan (str): Slug of the plan
        option (int): The option chosen, from 1; 0 while none is
        first_name (str): First name, all but the last word of a full name
        last_name (str): Last name, empty when the full name is one word
        full_name (str): Full name of the beneficiary
        sync_on (str): E-mail address of the beneficiary
        email (str): E-mail address of the beneficiary
    """

    plan: str
    option: int
    first_name: str
    last_name: str
    full_name: str
    sync_on: str
    email: str

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        option = self.option

        first_name = self.first_name

        last_name = self.last_name

        full_name = self.full_name

        sync_on = self.sync_on

        email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan": plan,
                "option": option,
                "first_name": first_name,
                "last_name": last_name,
                "full_name": full_name,
                "sync_on": sync_on,
                "email": email,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        plan = d.pop("plan")

        option = d.pop("option")

        first_name = d.pop("first_name")

        last_name = d.pop("last_name")

        full_name = d.pop("full_name")

        sync_on = d.pop("sync_on")

        email = d.pop("email")

        cart_uploaded_item = cls(
            plan=plan,
            option=option,
            first_name=first_name,
            last_name=last_name,
            full_name=full_name,
            sync_on=sync_on,
            email=email,
        )

        return cart_uploaded_item
