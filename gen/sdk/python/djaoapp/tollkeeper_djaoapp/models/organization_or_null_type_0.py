from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.country import Country, check_country
from ..models.profile_type import ProfileType, check_profile_type

T = TypeVar("T", bound="OrganizationOrNullType0")


@_attrs_define
class OrganizationOrNullType0:
    """A profile, or null when there is none.

    Attributes:
        slug (str): Name in URLs; of a `user` the username
        created_at (datetime.datetime): When it was created
        full_name (str): Full name
        email (str): E-mail address, empty for who has nothing to do with the profile
        phone (str): Phone number
        street_address (str): Street and number
        locality (str): City or town
        region (str): State, province or county
        postal_code (str): Postal code
        country (Country): ISO 3166-1 alpha-2 code of a country, empty when not known.
        default_timezone (str): Time zone of its reports, a name of the IANA list
        printable_name (str): What to show: the full name, or the slug when there is none
        is_provider (bool): Whether it sells plans
        is_bulk_buyer (bool): Whether it may pay for the seats of others
        type_ (ProfileType): What stands behind it. `personal` profiles belong to one user, a `user` has no profile
            (only in the lists of accounts).
        credentials (bool): Whether the user behind it has a password; false for organizations
        extra (None | str): Data of the client, never looked at, often JSON
    """

    slug: str
    created_at: datetime.datetime
    full_name: str
    email: str
    phone: str
    street_address: str
    locality: str
    region: str
    postal_code: str
    country: Country
    default_timezone: str
    printable_name: str
    is_provider: bool
    is_bulk_buyer: bool
    type_: ProfileType
    credentials: bool
    extra: None | str

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        created_at = self.created_at.isoformat()

        full_name = self.full_name

        email = self.email

        phone = self.phone

        street_address = self.street_address

        locality = self.locality

        region = self.region

        postal_code = self.postal_code

        country: str = self.country

        default_timezone = self.default_timezone

        printable_name = self.printable_name

        is_provider = self.is_provider

        is_bulk_buyer = self.is_bulk_buyer

        type_: str = self.type_

        credentials = self.credentials

        extra: None | str
        extra = self.extra

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "created_at": created_at,
                "full_name": full_name,
                "email": email,
                "phone": phone,
                "street_address": street_address,
                "locality": locality,
                "region": region,
                "postal_code": postal_code,
                "country": country,
                "default_timezone": default_timezone,
                "printable_name": printable_name,
                "is_provider": is_provider,
                "is_bulk_buyer": is_bulk_buyer,
                "type": type_,
                "credentials": credentials,
                "extra": extra,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        full_name = d.pop("full_name")

        email = d.pop("email")

        phone = d.pop("phone")

        street_address = d.pop("street_address")

        locality = d.pop("locality")

        region = d.pop("region")

        postal_code = d.pop("postal_code")

        country = check_country(d.pop("country"))

        default_timezone = d.pop("default_timezone")

        printable_name = d.pop("printable_name")

        is_provider = d.pop("is_provider")

        is_bulk_buyer = d.pop("is_bulk_buyer")

        type_ = check_profile_type(d.pop("type"))

        credentials = d.pop("credentials")

        def _parse_extra(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extra = _parse_extra(d.pop("extra"))

        organization_or_null_type_0 = cls(
            slug=slug,
            created_at=created_at,
            full_name=full_name,
            email=email,
            phone=phone,
            street_address=street_address,
            locality=locality,
            region=region,
            postal_code=postal_code,
            country=country,
            default_timezone=default_timezone,
            printable_name=printable_name,
            is_provider=is_provider,
            is_bulk_buyer=is_bulk_buyer,
            type_=type_,
            credentials=credentials,
            extra=extra,
        )

        return organization_or_null_type_0
