from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cart_subscription import CartSubscription
    from ..models.transaction import Transaction


T = TypeVar("T", bound="Invoicable")


@_attrs_define
class Invoicable:
    """What an item of the cart subscribes to, and what it costs.

    Attributes:
        subscription (CartSubscription): The subscription that an item of the cart creates or extends.
        lines (list[Transaction]): What a checkout charges as things stand
        options (list[Transaction]): One of these must be chosen, by its position from 1; none when nothing is left to
            choose
    """

    subscription: CartSubscription
    lines: list[Transaction]
    options: list[Transaction]

    def to_dict(self) -> dict[str, Any]:
        subscription = self.subscription.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subscription": subscription,
                "lines": lines,
                "options": options,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.cart_subscription import CartSubscription
        from ..models.transaction import Transaction

        d = dict(src_dict)
        subscription = CartSubscription.from_dict(d.pop("subscription"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = Transaction.from_dict(lines_item_data)

            lines.append(lines_item)

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = Transaction.from_dict(options_item_data)

            options.append(options_item)

        invoicable = cls(
            subscription=subscription,
            lines=lines,
            options=options,
        )

        return invoicable
