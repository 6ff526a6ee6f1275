from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.role_description_type_0 import RoleDescriptionType0


T = TypeVar("T", bound="Accessible")


@_attrs_define
class Accessible:
    """A profile that a user can access, or will be able to: the role is requested while `request_key` is set, offered
    while
    `accept_grant_api_url` is set, active otherwise.

        Attributes:
            created_at (datetime.datetime): When the role was granted or requested
            request_key (None | str): Set while the role waits for consent; null for readers who may not use it. A
                `grant_key` is told to the user alone to whom the role is offered;
                other readers see by a text in its place, which cannot be accepted, that the offer is open.
            slug (str): Slug of the profile
            printable_name (str): What to call the profile
            email (str): E-mail address of the profile, empty until the role is accepted
            role_description (None | RoleDescriptionType0): A kind of role; null while a role is requested without one. Its
                `organization` is null when it is global.
            home_url (None | str): Absolute URL of the product for the profile, null when there is none
            settings_url (str): Absolute URL of the page to manage the profile
            accept_grant_api_url (None | str): Absolute URL to PUT to, which accepts the offer; null when there is none or
                the reader may not
            remove_api_url (str): Absolute URL to DELETE the role
    """

    created_at: datetime.datetime
    request_key: None | str
    slug: str
    printable_name: str
    email: str
    role_description: None | RoleDescriptionType0
    home_url: None | str
    settings_url: str
    accept_grant_api_url: None | str
    remove_api_url: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.role_description_type_0 import RoleDescriptionType0

        created_at = self.created_at.isoformat()

        request_key: None | str
        request_key = self.request_key

        slug = self.slug

        printable_name = self.printable_name

        email = self.email

        role_description: dict[str, Any] | None
        if isinstance(self.role_description, RoleDescriptionType0):
            role_description = self.role_description.to_dict()
        else:
            role_description = self.role_description

        home_url: None | str
        home_url = self.home_url

        settings_url = self.settings_url

        accept_grant_api_url: None | str
        accept_grant_api_url = self.accept_grant_api_url

        remove_api_url = self.remove_api_url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "request_key": request_key,
                "slug": slug,
                "printable_name": printable_name,
                "email": email,
                "role_description": role_description,
                "home_url": home_url,
                "settings_url": settings_url,
                "accept_grant_api_url": accept_grant_api_url,
                "remove_api_url": remove_api_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.role_description_type_0 import RoleDescriptionType0

        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_request_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_key = _parse_request_key(d.pop("request_key"))

        slug = d.pop("slug")

        printable_name = d.pop("printable_name")

        email = d.pop("email")

        def _parse_role_description(data: object) -> None | RoleDescriptionType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_role_description_type_0 = (
                    RoleDescriptionType0.from_dict(data)
                )

                return componentsschemas_role_description_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RoleDescriptionType0, data)

        role_description = _parse_role_description(d.pop("role_description"))

        def _parse_home_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        home_url = _parse_home_url(d.pop("home_url"))

        settings_url = d.pop("settings_url")

        def _parse_accept_grant_api_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        accept_grant_api_url = _parse_accept_grant_api_url(
            d.pop("accept_grant_api_url")
        )

        remove_api_url = d.pop("remove_api_url")

        accessible = cls(
            created_at=created_at,
            request_key=request_key,
            slug=slug,
            printable_name=printable_name,
            email=email,
            role_description=role_description,
            home_url=home_url,
            settings_url=settings_url,
            accept_grant_api_url=accept_grant_api_url,
            remove_api_url=remove_api_url,
        )

        return accessible
