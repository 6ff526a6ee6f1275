from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rank_move import RankMove


T = TypeVar("T", bound="RuleUpdates")


@_attrs_define
class RuleUpdates:
    """Moves of rules.

    Attributes:
        updates (list[RankMove]): Moves, in their order.
    """

    updates: list[RankMove]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        updates = []
        for componentsschemas_rank_move_list_item_data in self.updates:
            componentsschemas_rank_move_list_item = (
                componentsschemas_rank_move_list_item_data.to_dict()
            )
            updates.append(componentsschemas_rank_move_list_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "updates": updates,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rank_move import RankMove

        d = dict(src_dict)
        updates = []
        _updates = d.pop("updates")
        for componentsschemas_rank_move_list_item_data in _updates:
            componentsschemas_rank_move_list_item = RankMove.from_dict(
                componentsschemas_rank_move_list_item_data
            )

            updates.append(componentsschemas_rank_move_list_item)

        rule_updates = cls(
            updates=updates,
        )

        rule_updates.additional_properties = d
        return rule_updates

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
