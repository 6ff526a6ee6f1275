from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.transaction import Transaction


T = TypeVar("T", bound="ReceivablePage")


@_attrs_define
class ReceivablePage:
    """A page of orders with their sum.

    Attributes:
        start_at (datetime.datetime | None): The lower bound that was used, null without one
        ends_at (datetime.datetime): The upper bound that was used
        total (int): Sum of the orders on all pages, in hundredths of `unit`
        unit (str): Currency of the sum (ISO 4217 in lower case)
        count (int): Number of rows on all pages
        next_ (None | str): Absolute URL of the neighbouring page, null at the end
        previous (None | str): Absolute URL of the neighbouring page, null at the end
        results (list[Transaction]): The rows of this page
    """

    start_at: datetime.datetime | None
    ends_at: datetime.datetime
    total: int
    unit: str
    count: int
    next_: None | str
    previous: None | str
    results: list[Transaction]

    def to_dict(self) -> dict[str, Any]:
        start_at: None | str
        if isinstance(self.start_at, datetime.datetime):
            start_at = self.start_at.isoformat()
        else:
            start_at = self.start_at

        ends_at = self.ends_at.isoformat()

        total = self.total

        unit = self.unit

        count = self.count

        next_: None | str
        next_ = self.next_

        previous: None | str
        previous = self.previous

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "start_at": start_at,
                "ends_at": ends_at,
                "total": total,
                "unit": unit,
                "count": count,
                "next": next_,
                "previous": previous,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.transaction import Transaction

        d = dict(src_dict)

        def _parse_start_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_at_type_0 = datetime.datetime.fromisoformat(data)

                return start_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        start_at = _parse_start_at(d.pop("start_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        total = d.pop("total")

        unit = d.pop("unit")

        count = d.pop("count")

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        def _parse_previous(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        previous = _parse_previous(d.pop("previous"))

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = Transaction.from_dict(results_item_data)

            results.append(results_item)

        receivable_page = cls(
            start_at=start_at,
            ends_at=ends_at,
            total=total,
            unit=unit,
            count=count,
            next_=next_,
            previous=previous,
            results=results,
        )

        return receivable_page
