from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.role import Role


T = TypeVar("T", bound="RolePage")


@_attrs_define
class RolePage:
    """A page of roles.

    Attributes:
        invited_count (int): Number of offers before any filter
        requested_count (int): Number of requests before any filter
        count (int): Number of rows on all pages
        next_ (None | str): Absolute URL of the neighbouring page, null at the end
        previous (None | str): Absolute URL of the neighbouring page, null at the end
        results (list[Role]): The rows of this page
    """

    invited_count: int
    requested_count: int
    count: int
    next_: None | str
    previous: None | str
    results: list[Role]

    def to_dict(self) -> dict[str, Any]:
        invited_count = self.invited_count

        requested_count = self.requested_count

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
                "invited_count": invited_count,
                "requested_count": requested_count,
                "count": count,
                "next": next_,
                "previous": previous,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.role import Role

        d = dict(src_dict)
        invited_count = d.pop("invited_count")

        requested_count = d.pop("requested_count")

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
            results_item = Role.from_dict(results_item_data)

            results.append(results_item)

        role_page = cls(
            invited_count=invited_count,
            requested_count=requested_count,
            count=count,
            next_=next_,
            previous=previous,
            results=results,
        )

        return role_page
