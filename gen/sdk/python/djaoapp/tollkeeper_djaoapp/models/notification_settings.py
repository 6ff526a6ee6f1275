from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.notification_slug import NotificationSlug, check_notification_slug

T = TypeVar("T", bound="NotificationSettings")


@_attrs_define
class NotificationSettings:
    """The notifications that a user gets.

    Attributes:
        notifications (list[NotificationSlug]): All that are switched on
    """

    notifications: list[NotificationSlug]

    def to_dict(self) -> dict[str, Any]:
        notifications = []
        for notifications_item_data in self.notifications:
            notifications_item: str = notifications_item_data
            notifications.append(notifications_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "notifications": notifications,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        notifications = []
        _notifications = d.pop("notifications")
        for notifications_item_data in _notifications:
            notifications_item = check_notification_slug(notifications_item_data)

            notifications.append(notifications_item)

        notification_settings = cls(
            notifications=notifications,
        )

        return notification_settings
