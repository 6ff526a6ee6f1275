from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.engagement import Engagement


T = TypeVar("T", bound="EngagementList")


@_attrs_define
class EngagementList:
    """How many users reached what.

    Attributes:
        engagements (list[Engagement]): The counts, by tag
        active_users (int): Users who signed in yesterday
    """

    engagements: list[Engagement]
    active_users: int

    def to_dict(self) -> dict[str, Any]:
        engagements = []
        for engagements_item_data in self.engagements:
            engagements_item = engagements_item_data.to_dict()
            engagements.append(engagements_item)

        active_users = self.active_users

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "engagements": engagements,
                "active_users": active_users,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.engagement import Engagement

        d = dict(src_dict)
        engagements = []
        _engagements = d.pop("engagements")
        for engagements_item_data in _engagements:
            engagements_item = Engagement.from_dict(engagements_item_data)

            engagements.append(engagements_item)

        active_users = d.pop("active_users")

        engagement_list = cls(
            engagements=engagements,
            active_users=active_users,
        )

        return engagement_list
