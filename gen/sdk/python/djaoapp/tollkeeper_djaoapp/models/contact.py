from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Contact")


@_attrs_define
class Contact:
    """A user or contact in short.

    Attributes:
        slug (str): Name in URLs, of a user the username
        printable_name (str): What to call her: the nick name, else the first name, else the slug
        picture (None | str): URL of a picture
        email (str): E-mail address
        created_at (datetime.datetime): When it was created
        credentials (bool): Whether she has a password
    """

    slug: str
    printable_name: str
    picture: None | str
    email: str
    created_at: datetime.datetime
    credentials: bool

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        printable_name = self.printable_name

        picture: None | str
        picture = self.picture

        email = self.email

        created_at = self.created_at.isoformat()

        credentials = self.credentials

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "printable_name": printable_name,
                "picture": picture,
                "email": email,
                "created_at": created_at,
                "credentials": credentials,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
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

        contact = cls(
            slug=slug,
            printable_name=printable_name,
            picture=picture,
            email=email,
            created_at=created_at,
            credentials=credentials,
        )

        return contact
