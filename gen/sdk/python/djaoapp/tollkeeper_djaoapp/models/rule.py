from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Rule")


@_attrs_define
class Rule:
    """Who may request what lies under a path.

    Attributes:
        rank (int): Position in the order in which rules are tried, from 1
        path (str): What the path of a request begins with
        allow (str): Number of the operation that decides, with its arguments as JSON behind a slash
        is_forward (bool): Whether granted requests are forwarded
        engaged (str): Tags recorded for users who pass, separated by commas
    """

    rank: int
    path: str
    allow: str
    is_forward: bool
    engaged: str

    def to_dict(self) -> dict[str, Any]:
        rank = self.rank

        path = self.path

        allow = self.allow

        is_forward = self.is_forward

        engaged = self.engaged

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rank": rank,
                "path": path,
                "allow": allow,
                "is_forward": is_forward,
                "engaged": engaged,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rank = d.pop("rank")

        path = d.pop("path")

        allow = d.pop("allow")

        is_forward = d.pop("is_forward")

        engaged = d.pop("engaged")

        rule = cls(
            rank=rank,
            path=path,
            allow=allow,
            is_forward=is_forward,
            engaged=engaged,
        )

        return rule
