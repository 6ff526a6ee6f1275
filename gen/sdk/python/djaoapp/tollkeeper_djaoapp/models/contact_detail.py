from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.activity import Activity


T = TypeVar("T", bound="ContactDetail")


@_attrs_define
class ContactDetail:
    """A user or contact.

    Attributes:
        slug (str): Name in URLs, of a user the username
        printable_name (str): What to call her: the nick name, else the first name, else the slug
        picture (None | str): URL of a picture
        email (str): E-mail address
        created_at (datetime.datetime): When it was created
        credentials (bool): Whether she has a password
        full_name (str): First and last name
        nick_name (str): Short name to address her
        extra (None | str): Data of the client, never looked at, often JSON
        activities (list[Activity]): The newest notes, oldest first
    """

    slug: str
    printable_name: str
    picture: None | str
    email: str
    created_at: datetime.datetime
    credentials: bool
    full_name: str
    nick_name: str
    extra: None | str
    activities: list[Activity]

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        printable_name = self.printable_name

        picture: None | str
        picture = self.picture

        email = self.email

        created_at = self.created_at.isoformat()

        credentials = self.credentials

        full_name = self.full_name

        nick_name = self.nick_name

        extra: None | str
        extra = self.extra

        activities = []
        for activities_item_data in self.activities:
            activities_item = activities_item_data.to_dict()
            activities.append(activities_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "printable_name": printable_name,
                "picture": picture,
                "email": email,
                "created_at": created_at,
                "credentials": credentials,
                "full_name": full_name,
                "nick_name": nick_name,
                "extra": extra,
                "activities": activities,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.activity import Activity

        d = dict(src_dict)
        slug = d.pop("slug")

        printable_name = d.pop("printable_name")

        def _parse_picture(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        picture = _parse_picture(d.pop("picture"))

        email = d.pop("email")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        credentials = d.pop("credentials")

        full_name = d.pop("full_name")

        nick_name = d.pop("nick_name")

        def _parse_extra(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extra = _parse_extra(d.pop("extra"))

        activities = []
        _activities = d.pop("activities")
        for activities_item_data in _activities:
            activities_item = Activity.from_dict(activities_item_data)

            activities.append(activities_item)

        contact_detail = cls(
            slug=slug,
            printable_name=printable_name,
            picture=picture,
            email=email,
            created_at=created_at,
            credentials=credentials,
            full_name=full_name,
            nick_name=nick_name,
            extra=extra,
            activities=activities,
        )

        return contact_detail
