from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.interval_input_type_0 import (
    IntervalInputType0,
    check_interval_input_type_0,
)
from ..models.renewal_type_input_type_0 import (
    RenewalTypeInputType0,
    check_renewal_type_input_type_0,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="PlanInput")


@_attrs_define
class PlanInput:
    """A plan to create.

    Attributes:
        title (str): Title, unique among the plans of the provider
        description (str | Unset): Free text for the pricing page
        is_active (bool | Unset): Whether customers can subscribe to it
        setup_amount (int | Unset): Amount to pay once with the first period, in hundredths of `unit`
        period_amount (int | Unset): Amount of every period, in hundredths of `unit`
        interval (int | IntervalInputType0 | Unset): The natural period as its word, or as the code of old clients: 1
            hourly, 2 daily, 3 weekly, 4 monthly, 5 yearly.
        advance_discount (int | Unset): Discount for each further period paid in advance, in hundredths of a percent
        unit (str | Unset): Currency (ISO 4217 in lower case)
        extra (None | str | Unset): Data of the client, never looked at, often JSON
        period_length (int | Unset): Number of intervals in one period
        renewal_type (int | RenewalTypeInputType0 | Unset): The kind of renewal as its word, or as the code of old
            clients: 0 one-time, 1 auto-renew, 2 repeat.
        is_not_priced (bool | Unset): Whether to show "price on request"; changes no computation
        skip_optin_on_grant (bool | Unset): Whether a subscription that the provider grants need not be accepted
        optin_on_request (bool | Unset): Whether the provider must accept a subscription that a customer orders
    """

    title: str
    description: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    setup_amount: int | Unset = UNSET
    period_amount: int | Unset = UNSET
    interval: int | IntervalInputType0 | Unset = UNSET
    advance_discount: int | Unset = UNSET
    unit: str | Unset = UNSET
    extra: None | str | Unset = UNSET
    period_length: int | Unset = UNSET
    renewal_type: int | RenewalTypeInputType0 | Unset = UNSET
    is_not_priced: bool | Unset = UNSET
    skip_optin_on_grant: bool | Unset = UNSET
    optin_on_request: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        description = self.description

        is_active = self.is_active

        setup_amount = self.setup_amount

        period_amount = self.period_amount

        interval: int | str | Unset
        if isinstance(self.interval, Unset):
            interval = UNSET
        elif isinstance(self.interval, str):
            interval = self.interval
        else:
            interval = self.interval

        advance_discount = self.advance_discount

        unit = self.unit

        extra: None | str | Unset
        if isinstance(self.extra, Unset):
            extra = UNSET
        else:
            extra = self.extra

        period_length = self.period_length

        renewal_type: int | str | Unset
        if isinstance(self.renewal_type, Unset):
            renewal_type = UNSET
        elif isinstance(self.renewal_type, str):
            renewal_type = self.renewal_type
        else:
            renewal_type = self.renewal_type

        is_not_priced = self.is_not_priced

        skip_optin_on_grant = self.skip_optin_on_grant

        optin_on_request = self.optin_on_request

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if setup_amount is not UNSET:
            field_dict["setup_amount"] = setup_amount
        if period_amount is not UNSET:
            field_dict["period_amount"] = period_amount
        if interval is not UNSET:
            field_dict["interval"] = interval
        if advance_discount is not UNSET:
            field_dict["advance_discount"] = advance_discount
        if unit is not UNSET:
            field_dict["unit"] = unit
        if extra is not UNSET:
            field_dict["extra"] = extra
        if period_length is not UNSET:
            field_dict["period_length"] = period_length
        if renewal_type is not UNSET:
            field_dict["renewal_type"] = renewal_type
        if is_not_priced is not UNSET:
            field_dict["is_not_priced"] = is_not_priced
        if skip_optin_on_grant is not UNSET:
            field_dict["skip_optin_on_grant"] = skip_optin_on_grant
        if optin_on_request is not UNSET:
            field_dict["optin_on_request"] = optin_on_request

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        title = d.pop("title")

        description = d.pop("description", UNSET)

        is_active = d.pop("is_active", UNSET)

        setup_amount = d.pop("setup_amount", UNSET)

        period_amount = d.pop("period_amount", UNSET)

        def _parse_interval(data: object) -> int | IntervalInputType0 | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_interval_input_type_0 = check_interval_input_type_0(
                    data
                )

                return componentsschemas_interval_input_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(int | IntervalInputType0 | Unset, data)

        interval = _parse_interval(d.pop("interval", UNSET))

        advance_discount = d.pop("advance_discount", UNSET)

        unit = d.pop("unit", UNSET)

        def _parse_extra(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        extra = _parse_extra(d.pop("extra", UNSET))

        period_length = d.pop("period_length", UNSET)

        def _parse_renewal_type(data: object) -> int | RenewalTypeInputType0 | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_renewal_type_input_type_0 = (
                    check_renewal_type_input_type_0(data)
                )

                return componentsschemas_renewal_type_input_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(int | RenewalTypeInputType0 | Unset, data)

        renewal_type = _parse_renewal_type(d.pop("renewal_type", UNSET))

        is_not_priced = d.pop("is_not_priced", UNSET)

        skip_optin_on_grant = d.pop("skip_optin_on_grant", UNSET)

        optin_on_request = d.pop("optin_on_request", UNSET)

        plan_input = cls(
            title=title,
            description=description,
            is_active=is_active,
            setup_amount=setup_amount,
            period_amount=period_amount,
            interval=interval,
            advance_discount=advance_discount,
            unit=unit,
            extra=extra,
            period_length=period_length,
            renewal_type=renewal_type,
            is_not_priced=is_not_priced,
            skip_optin_on_grant=skip_optin_on_grant,
            optin_on_request=optin_on_request,
        )

        plan_input.additional_properties = d
        return plan_input

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
