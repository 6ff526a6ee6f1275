from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.interval import Interval, check_interval
from ..models.renewal_type import RenewalType, check_renewal_type

T = TypeVar("T", bound="Plan")


@_attrs_define
class Plan:
    """What a provider sells, at which price and for which period.

    Attributes:
        slug (str): Name in URLs, unique on the site
        title (None | str): Title
        description (str): Free text for the pricing page
        is_active (bool): Whether customers can subscribe to it
        setup_amount (int): Amount to pay once with the first period, in hundredths of `unit`
        period_amount (int): Amount of every period, in hundredths of `unit`
        interval (Interval): Natural period of a plan.
        app_url (str): Absolute URL of the product
        advance_discount (int): Discount for each further period paid in advance, in hundredths of a percent
        unit (str): Currency (ISO 4217 in lower case)
        organization (str): Slug of the provider
        extra (None | str): Data of the client, never looked at, often JSON
        period_length (int): Number of intervals in one period
        renewal_type (RenewalType): What happens at the end of a period. Only subscriptions to `auto-renew` plans are
            renewed without being asked.
        is_not_priced (bool): Whether to show "price on request"; changes no computation
        created_at (datetime.datetime): When it was created
        skip_optin_on_grant (bool): Whether a subscription that the provider grants need not be accepted
        optin_on_request (bool): Whether the provider must accept a subscription that a customer orders
    """

    slug: str
    title: None | str
    description: str
    is_active: bool
    setup_amount: int
    period_amount: int
    interval: Interval
    app_url: str
    advance_discount: int
    unit: str
    organization: str
    extra: None | str
    period_length: int
    renewal_type: RenewalType
    is_not_priced: bool
    created_at: datetime.datetime
    skip_optin_on_grant: bool
    optin_on_request: bool

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        title: None | str
        title = self.title

        description = self.description

        is_active = self.is_active

        setup_amount = self.setup_amount

        period_amount = self.period_amount

        interval: str = self.interval

        app_url = self.app_url

        advance_discount = self.advance_discount

        unit = self.unit

        organization = self.organization

        extra: None | str
        extra = self.extra

        period_length = self.period_length

        renewal_type: str = self.renewal_type

        is_not_priced = self.is_not_priced

        created_at = self.created_at.isoformat()

        skip_optin_on_grant = self.skip_optin_on_grant

        optin_on_request = self.optin_on_request

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "title": title,
                "description": description,
                "is_active": is_active,
                "setup_amount": setup_amount,
                "period_amount": period_amount,
                "interval": interval,
                "app_url": app_url,
                "advance_discount": advance_discount,
                "unit": unit,
                "organization": organization,
                "extra": extra,
                "period_length": period_length,
                "renewal_type": renewal_type,
                "is_not_priced": is_not_priced,
                "created_at": created_at,
                "skip_optin_on_grant": skip_optin_on_grant,
                "optin_on_request": optin_on_request,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug")

        def _parse_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        title = _parse_title(d.pop("title"))

        description = d.pop("description")

        is_active = d.pop("is_active")

        setup_amount = d.pop("setup_amount")

        period_amount = d.pop("period_amount")

        interval = check_interval(d.pop("interval"))

        app_url = d.pop("app_url")

        advance_discount = d.pop("advance_discount")

        unit = d.pop("unit")

        organization = d.pop("organization")

        def _parse_extra(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extra = _parse_extra(d.pop("extra"))

        period_length = d.pop("period_length")

        renewal_type = check_renewal_type(d.pop("renewal_type"))

        is_not_priced = d.pop("is_not_priced")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        skip_optin_on_grant = d.pop("skip_optin_on_grant")

        optin_on_request = d.pop("optin_on_request")

        plan = cls(
            slug=slug,
            title=title,
            description=description,
            is_active=is_active,
            setup_amount=setup_amount,
            period_amount=period_amount,
            interval=interval,
            app_url=app_url,
            advance_discount=advance_discount,
            unit=unit,
            organization=organization,
            extra=extra,
            period_length=period_length,
            renewal_type=renewal_type,
            is_not_priced=is_not_priced,
            created_at=created_at,
            skip_optin_on_grant=skip_optin_on_grant,
            optin_on_request=optin_on_request,
        )

        return plan
