from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.notification_slug import NotificationSlug, check_notification_slug
from ..types import UNSET, Unset

T = TypeVar("T", bound="NotificationsPatch")


@_attrs_define
class NotificationsPatch:
    """The notifications that a user wants to get, if they change.

    Attributes:
        notifications (list[NotificationSlug] | Unset): All to switch on; the others are switched off
    """

    notifications: list[NotificationSlug] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        notifications: list[str] | Unset = UNSET
        if not isinstance(self.notifications, Unset):
            notifications = []
            for notifications_item_data in self.notifications:
                notifications_item: str = notifications_item_data
                notifications.append(notifications_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if notifications is not UNSET:
            field_dict["notifications"] = notifications

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _notifications = d.pop("notifications", UNSET)
        notifications: list[NotificationSlug] | Unset = UNSET
        if _notifications is not UNSET:
            notifications = []
            for notifications_item_data in _notifications:
                notifications_item = check_notification_slug(notifications_item_data)

                notifications.append(notifications_item)

        notifications_patch = cls(
            notifications=notifications,
        )

        notifications_patch.additional_properties = d
        return notifications_patch

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
