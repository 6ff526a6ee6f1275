from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RulePatch")


@_attrs_define
class RulePatch:
    """What to change of a rule.

    Attributes:
        rank (int | Unset): Position to move the rule to
        allow (str | Unset): Number or name of the operation that decides, with its arguments as JSON behind a slash
        is_forward (bool | Unset): Whether granted requests are forwarded
        engaged (str | Unset): Tags recorded for users who pass, separated by commas
    """

    rank: int | Unset = UNSET
    allow: str | Unset = UNSET
    is_forward: bool | Unset = UNSET
    engaged: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rank = self.rank

        allow = self.allow

        is_forward = self.is_forward

        engaged = self.engaged

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if rank is not UNSET:
            field_dict["rank"] = rank
        if allow is not UNSET:
            field_dict["allow"] = allow
        if is_forward is not UNSET:
            field_dict["is_forward"] = is_forward
        if engaged is not UNSET:
            field_dict["engaged"] = engaged

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rank = d.pop("rank", UNSET)

        allow = d.pop("allow", UNSET)

        is_forward = d.pop("is_forward", UNSET)

        engaged = d.pop("engaged", UNSET)

        rule_patch = cls(
            rank=rank,
            allow=allow,
            is_forward=is_forward,
            engaged=engaged,
        )

        rule_patch.additional_properties = d
        return rule_patch

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
