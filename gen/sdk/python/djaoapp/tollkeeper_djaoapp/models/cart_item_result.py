from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="CartItemResult")


@_attrs_define
class CartItemResult:
    """An item of the cart.

    Attributes:
        plan (str): Slug of the plan
        option (int): The option chosen, from 1; 0 while none is
        full_name (str): Full name of the beneficiary of a group buy, else empty
        sync_on (None | str): Slug, username or e-mail address of the beneficiary of a group buy
        email (None | str): E-mail address of the beneficiary of a group buy
    """

    plan: str
    option: int
    full_name: str
    sync_on: None | str
    email: None | str

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        option = self.option

        full_name = self.full_name

        sync_on: None | str
        sync_on = self.sync_on

        email: None | str
        email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan": plan,
                "option": option,
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

        full_name = d.pop("full_name")

        def _parse_sync_on(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sync_on = _parse_sync_on(d.pop("sync_on"))

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        cart_item_result = cls(
            plan=plan,
            option=option,
            full_name=full_name,
            sync_on=sync_on,
            email=email,
        )

        return cart_item_result
