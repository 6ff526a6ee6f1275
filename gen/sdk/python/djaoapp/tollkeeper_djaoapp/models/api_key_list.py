from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.api_key import APIKey


T = TypeVar("T", bound="APIKeyList")


@_attrs_define
class APIKeyList:
    """The API keys of a user.

    Attributes:
        count (int): Number of keys in `results`
        results (list[APIKey]): The keys
    """

    count: int
    results: list[APIKey]

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
        from ..models.api_key import APIKey

        d = dict(src_dict)
        count = d.pop("count")

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = APIKey.from_dict(results_item_data)

            results.append(results_item)

        api_key_list = cls(
            count=count,
            results=results,
        )

        return api_key_list
