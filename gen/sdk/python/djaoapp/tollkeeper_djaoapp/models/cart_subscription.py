from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cart_subscriber import CartSubscriber
    from ..models.plan import Plan


T = TypeVar("T", bound="CartSubscription")


@_attrs_define
class CartSubscription:
    """The subscription that an item of the cart creates or extends.

    Attributes:
        created_at (datetime.datetime | None): When it was created, null when the order creates it
        ends_at (datetime.datetime): When it ends as things stand, now when the order creates it
        description (None | str): Free text
        organization (CartSubscriber): The profile that an item of the cart is for. The beneficiary of a group buy who
            is not registered yet has an empty slug.
        plan (Plan): What a provider sells, at which price and for which period.
        auto_renew (bool): Whether it is renewed at the end of the period
        editable (bool): Whether the caller manages the provider of the plan
        extra (None | str): Data of the client, never looked at, often JSON
        grant_key (None | str): Set while the subscriber must accept it
        request_key (None | str): Set while the provider must accept it
    """

    created_at: datetime.datetime | None
    ends_at: datetime.datetime
    description: None | str
    organization: CartSubscriber
    plan: Plan
    auto_renew: bool
    editable: bool
    extra: None | str
    grant_key: None | str
    request_key: None | str

    def to_dict(self) -> dict[str, Any]:
        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        ends_at = self.ends_at.isoformat()

        description: None | str
        description = self.description

        organization = self.organization.to_dict()

        plan = self.plan.to_dict()

        auto_renew = self.auto_renew

        editable = self.editable

        extra: None | str
        extra = self.extra

        grant_key: None | str
        grant_key = self.grant_key

        request_key: None | str
        request_key = self.request_key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "ends_at": ends_at,
                "description": description,
                "organization": organization,
                "plan": plan,
                "auto_renew": auto_renew,
                "editable": editable,
                "extra": extra,
                "grant_key": grant_key,
                "request_key": request_key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.cart_subscriber import CartSubscriber
        from ..models.plan import Plan

        d = dict(src_dict)

        def _parse_created_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        created_at = _parse_created_at(d.pop("created_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        organization = CartSubscriber.from_dict(d.pop("organization"))

        plan = Plan.from_dict(d.pop("plan"))

        auto_renew = d.pop("auto_renew")

        editable = d.pop("editable")

        def _parse_extra(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extra = _parse_extra(d.pop("extra"))

        def _parse_grant_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        grant_key = _parse_grant_key(d.pop("grant_key"))

        def _parse_request_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_key = _parse_request_key(d.pop("request_key"))

        cart_subscription = cls(
            created_at=created_at,
            ends_at=ends_at,
            description=description,
            organization=organization,
            plan=plan,
            auto_renew=auto_renew,
            editable=editable,
            extra=extra,
            grant_key=grant_key,
            request_key=request_key,
        )

        return cart_subscription
