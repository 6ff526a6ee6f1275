from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.new_profile_type import NewProfileType, check_new_profile_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganizationCreate")


@_attrs_define
class OrganizationCreate:
    """A profile to create.

    Attributes:
        full_name (str): Full name
        email (str): E-mail address
        slug (str | Unset): Name in URLs: letters and digits of ASCII, with _ - or single . between them; empty to make
            it from `full_name`
        type_ (NewProfileType | Unset): The kind of profile to create; `personal` creates a user along.
        phone (str | Unset): Phone number
        street_address (str | Unset): Street and number
        locality (str | Unset): City or town
        region (str | Unset): State, province or county
        postal_code (str | Unset): Postal code
        country (str | Unset): A country, empty to leave it open. Best its ISO 3166-1 alpha-2 code; alpha-3, the numeric
            code and the English name are understood.
        default_timezone (str | Unset): Time zone of its reports, a name of the IANA list
        extra (None | str | Unset): Data of the client, never looked at, often JSON
        is_provider (bool | Unset): Whether it may sell plans
        is_bulk_buyer (bool | Unset): Whether it may pay for the seats of others
    """

    full_name: str
    email: str
    slug: str | Unset = UNSET
    type_: NewProfileType | Unset = UNSET
    phone: str | Unset = UNSET
    street_address: str | Unset = UNSET
    locality: str | Unset = UNSET
    region: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    country: str | Unset = UNSET
    default_timezone: str | Unset = UNSET
    extra: None | str | Unset = UNSET
    is_provider: bool | Unset = UNSET
    is_bulk_buyer: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        full_name = self.full_name

        email = self.email

        slug = self.slug

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        phone = self.phone

        street_address = self.street_address

        locality = self.locality

        region = self.region

        postal_code = self.postal_code

        country = self.country

        default_timezone = self.default_timezone

        extra: None | str | Unset
        if isinstance(self.extra, Unset):
            extra = UNSET
        else:
            extra = self.extra

        is_provider = self.is_provider

        is_bulk_buyer = self.is_bulk_buyer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "full_name": full_name,
                "email": email,
            }
        )
        if slug is not UNSET:
            field_dict["slug"] = slug
        if type_ is not UNSET:
            field_dict["type"] = type_
        if phone is not UNSET:
            field_dict["phone"] = phone
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
        if default_timezone is not UNSET:
            field_dict["default_timezone"] = default_timezone
        if extra is not UNSET:
            field_dict["extra"] = extra
        if is_provider is not UNSET:
            field_dict["is_provider"] = is_provider
        if is_bulk_buyer is not UNSET:
            field_dict["is_bulk_buyer"] = is_bulk_buyer

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        full_name = d.pop("full_name")

        email = d.pop("email")

        slug = d.pop("slug", UNSET)

        _type_ = d.pop("type", UNSET)
        type_: NewProfileType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_new_profile_type(_type_)

        phone = d.pop("phone", UNSET)

        street_address = d.pop("street_address", UNSET)

        locality = d.pop("locality", UNSET)

        region = d.pop("region", UNSET)

        postal_code = d.pop("postal_code", UNSET)

        country = d.pop("country", UNSET)

        default_timezone = d.pop("default_timezone", UNSET)

        def _parse_extra(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        extra = _parse_extra(d.pop("extra", UNSET))

        is_provider = d.pop("is_provider", UNSET)

        is_bulk_buyer = d.pop("is_bulk_buyer", UNSET)

        organization_create = cls(
            full_name=full_name,
            email=email,
            slug=slug,
            type_=type_,
            phone=phone,
            street_address=street_address,
            locality=locality,
            region=region,
            postal_code=postal_code,
            country=country,
            default_timezone=default_timezone,
            extra=extra,
            is_provider=is_provider,
            is_bulk_buyer=is_bulk_buyer,
        )

        organization_create.additional_properties = d
        return organization_create

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
