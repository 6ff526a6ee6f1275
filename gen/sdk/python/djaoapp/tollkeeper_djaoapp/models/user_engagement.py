from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="UserEngagement")


@_attrs_define
class UserEngagement:
    """What a user reached.

    Attributes:
        username (str): Username
        engagements (list[str]): The tags, sorted
    """

    username: str
    engagements: list[str]

    def to_dict(self) -> dict[str, Any]:
        username = self.username

        engagements = self.engagements

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "username": username,
                "engagements": engagements,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        username = d.pop("username")

        engagements = cast(list[str], d.pop("engagements"))

        user_engagement = cls(
            username=username,
            engagements=engagements,
        )

        return user_engagement
