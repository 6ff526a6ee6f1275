from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.organization import Organization


T = TypeVar("T", bound="AccountList")


@_attrs_define
class AccountList:
    """Profiles that match what is typed; none when there are too many.

    Attributes:
        count (int): Number of profiles in `results`
        results (list[Organization]): The profiles
    """

    count: int
    results: list[Organization]

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "count": count,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.organization import Organization

        d = dict(src_dict)
        count = d.pop("count")

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = Organization.from_dict(results_item_data)

            results.append(results_item)

        account_list = cls(
            count=count,
            results=results,
        )

        return account_list
