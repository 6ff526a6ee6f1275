from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Registration")


@_attrs_define
class Registration:
    """A user to register.

    Attributes:
        email (str): E-mail address, unique whatever the case
        full_name (str): First and last name
        username (str | Unset): Username: letters and digits of ASCII, with _ - or single . between them
        password (str | Unset): Password; the site may ask for a longer one
        organization_name (str | Unset): Name of a profile to create for the user
        street_address (str | Unset): Street and number of the profile
        locality (str | Unset): City or town of the profile
        region (str | Unset): State, province or county of the profile
        postal_code (str | Unset): Postal code of the profile
        country (str | Unset): ISO 3166-1 alpha-2 code of the country of the profile
        phone (str | Unset): Phone number of the profile
    """

    email: str
    full_name: str
    username: str | Unset = UNSET
    password: str | Unset = UNSET
    organization_name: str | Unset = UNSET
    street_address: str | Unset = UNSET
    locality: str | Unset = UNSET
    region: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    country: str | Unset = UNSET
    phone: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        full_name = self.full_name

        username = self.username

        password = self.password

        organization_name = self.organization_name

        street_address = self.street_address

        locality = self.locality

        region = self.region

        postal_code = self.postal_code

        country = self.country

        phone = self.phone

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "email": email,
                "full_name": full_name,
            }
        )
        if username is not UNSET:
            field_dict["username"] = username
        if password is not UNSET:
            field_dict["password"] = password
        if organization_name is not UNSET:
            field_dict["organization_name"] = organization_name
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
        if phone is not UNSET:
            field_dict["phone"] = phone

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        email = d.pop("email")

        full_name = d.pop("full_name")

        username = d.pop("username", UNSET)

        password = d.pop("password", UNSET)

        organization_name = d.pop("organization_name", UNSET)

        street_address = d.pop("street_address", UNSET)

        locality = d.pop("locality", UNSET)

        region = d.pop("region", UNSET)

        postal_code = d.pop("postal_code", UNSET)

        country = d.pop("country", UNSET)

        phone = d.pop("phone", UNSET)

        registration = cls(
            email=email,
            full_name=full_name,
            username=username,
            password=password,
            organization_name=organization_name,
            street_address=street_address,
            locality=locality,
            region=region,
            postal_code=postal_code,
            country=country,
            phone=phone,
        )

        registration.additional_properties = d
        return registration

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
