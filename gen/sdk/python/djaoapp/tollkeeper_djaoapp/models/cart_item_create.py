from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CartItemCreate")


@_attrs_define
class CartItemCreate:
    """A plan to put into the cart.

    Attributes:
        plan (str): Slug of the plan
        option (int | Unset): The option chosen, from 1; 0 leaves the choice to the checkout Default: 0.
        full_name (str | Unset): Full name of the beneficiary of a group buy
        sync_on (None | str | Unset): Slug, username or e-mail address of the beneficiary of a group buy
        email (None | str | Unset): E-mail address of the beneficiary of a group buy
    """

    plan: str
    option: int | Unset = 0
    full_name: str | Unset = UNSET
    sync_on: None | str | Unset = UNSET
    email: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        option = self.option

        full_name = self.full_name

        sync_on: None | str | Unset
        if isinstance(self.sync_on, Unset):
            sync_on = UNSET
        else:
            sync_on = self.sync_on

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "plan": plan,
            }
        )
        if option is not UNSET:
            field_dict["option"] = option
        if full_name is not UNSET:
            field_dict["full_name"] = full_name
        if sync_on is not UNSET:
            field_dict["sync_on"] = sync_on
        if email is not UNSET:
            field_dict["email"] = email

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        plan = d.pop("plan")

        option = d.pop("option", UNSET)

        full_name = d.pop("full_name", UNSET)

        def _parse_sync_on(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sync_on = _parse_sync_on(d.pop("sync_on", UNSET))

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        cart_item_create = cls(
            plan=plan,
            option=option,
            full_name=full_name,
            sync_on=sync_on,
            email=email,
        )

        cart_item_create.additional_properties = d
        return cart_item_create

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
