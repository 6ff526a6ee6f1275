from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.charge import Charge


T = TypeVar("T", bound="ChargePage")


@_attrs_define
class ChargePage:
    """A page of charges with their sum.

    Attributes:
        total (int): Sum of the charges on all pages, in hundredths of `unit`
        unit (str): Currency of the sum (ISO 4217 in lower case)
        count (int): Number of rows on all pages
        next_ (None | str): Absolute URL of the neighbouring page, null at the end
        previous (None | str): Absolute URL of the neighbouring page, null at the end
        results (list[Charge]): The rows of this page
    """

    total: int
    unit: str
    count: int
    next_: None | str
    previous: None | str
    results: list[Charge]

    def to_dict(self) -> dict[str, Any]:
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
        from ..models.charge import Charge

        d = dict(src_dict)
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
            results_item = Charge.from_dict(results_item_data)

            results.append(results_item)

        charge_page = cls(
            total=total,
            unit=unit,
            count=count,
            next_=next_,
            previous=previous,
            results=results,
        )

        return charge_page
