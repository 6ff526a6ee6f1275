from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cart_item_user_type_0 import CartItemUserType0


T = TypeVar("T", bound="CartItem")


@_attrs_define
class CartItem:
    """A use of a coupon in a placed order.

    Attributes:
        created_at (datetime.datetime): When the item came into the cart
        user (CartItemUserType0 | None): Who ordered; null for a seat that nobody claimed yet.
        plan (str): Slug of the plan
        option (int): The option that was chosen, from 1; 0 when none was
        full_name (str): Full name of the beneficiary of a group buy, else empty
        sync_on (None | str): Slug, username or e-mail address of the beneficiary of a group buy
    """

    created_at: datetime.datetime
    user: CartItemUserType0 | None
    plan: str
    option: int
    full_name: str
    sync_on: None | str

    def to_dict(self) -> dict[str, Any]:
        from ..models.cart_item_user_type_0 import CartItemUserType0

        created_at = self.created_at.isoformat()

        user: dict[str, Any] | None
        if isinstance(self.user, CartItemUserType0):
            user = self.user.to_dict()
        else:
            user = self.user

        plan = self.plan

        option = self.option

        full_name = self.full_name

        sync_on: None | str
        sync_on = self.sync_on

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "user": user,
                "plan": plan,
                "option": option,
                "full_name": full_name,
                "sync_on": sync_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.cart_item_user_type_0 import CartItemUserType0

        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_user(data: object) -> CartItemUserType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_cart_item_user_type_0 = CartItemUserType0.from_dict(
                    data
                )

                return componentsschemas_cart_item_user_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CartItemUserType0 | None, data)

        user = _parse_user(d.pop("user"))

        plan = d.pop("plan")

        option = d.pop("option")

        full_name = d.pop("full_name")

        def _parse_sync_on(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sync_on = _parse_sync_on(d.pop("sync_on"))

        cart_item = cls(
            created_at=created_at,
            user=user,
            plan=plan,
            option=option,
            full_name=full_name,
            sync_on=sync_on,
        )

        return cart_item
