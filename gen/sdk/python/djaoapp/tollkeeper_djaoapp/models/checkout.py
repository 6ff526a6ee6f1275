from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.checkout_item import CheckoutItem


T = TypeVar("T", bound="Checkout")


@_attrs_define
class Checkout:
    """How to pay for a cart.

    Attributes:
        items (list[CheckoutItem] | Unset): The options chosen, in the order of the cart; further ones are ignored
        remember_card (bool | Unset): Whether to keep the card of `processor_token` for renewals Default: False.
        processor_token (str | Unset): One-time token that the processor made of a card
        street_address (str | Unset): Street and number, kept when the profile has none
        locality (str | Unset): City or town, kept when the profile has none
        region (str | Unset): State, province or county, kept with `country` when the profile has neither
        postal_code (str | Unset): Postal code, kept when the profile has none
        country (str | Unset): A country, empty to leave it open. Best its ISO 3166-1 alpha-2 code; alpha-3, the numeric
            code and the English name are understood.
    """

    items: list[CheckoutItem] | Unset = UNSET
    remember_card: bool | Unset = False
    processor_token: str | Unset = UNSET
    street_address: str | Unset = UNSET
    locality: str | Unset = UNSET
    region: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    country: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.items, Unset):
            items = []
            for items_item_data in self.items:
                items_item = items_item_data.to_dict()
                items.append(items_item)

        remember_card = self.remember_card

        processor_token = self.processor_token

        street_address = self.street_address

        locality = self.locality

        region = self.region

        postal_code = self.postal_code

        country = self.country

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if items is not UNSET:
            field_dict["items"] = items
        if remember_card is not UNSET:
            field_dict["remember_card"] = remember_card
        if processor_token is not UNSET:
            field_dict["processor_token"] = processor_token
        if street_address is not UNSET:
            field_dict["street_address"] = street_address
        if locality is not UNSET:
            field_dict["locality"] = locality
        if region is not UNSET:
            field_dict["region"] = region
        if postal_code is not UNSET:
            field_dict["postal_code"] = postal_code
        if country is not UNSET:
            field_dict["country"] = country

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.checkout_item import CheckoutItem

        d = dict(src_dict)
        _items = d.pop("items", UNSET)
        items: list[CheckoutItem] | Unset = UNSET
        if _items is not UNSET:
            items = []
            for items_item_data in _items:
                items_item = CheckoutItem.from_dict(items_item_data)

                items.append(items_item)

        remember_card = d.pop("remember_card", UNSET)

        processor_token = d.pop("processor_token", UNSET)

        street_address = d.pop("street_address", UNSET)

        locality = d.pop("locality", UNSET)

        region = d.pop("region", UNSET)

        postal_code = d.pop("postal_code", UNSET)

        country = d.pop("country", UNSET)

        checkout = cls(
            items=items,
            remember_card=remember_card,
            processor_token=processor_token,
            street_address=street_address,
            locality=locality,
            region=region,
            postal_code=postal_code,
            country=country,
        )

        checkout.additional_properties = d
        return checkout

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
