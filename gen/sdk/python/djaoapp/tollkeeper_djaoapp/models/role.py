from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.organization import Organization
    from ..models.user import User


T = TypeVar("T", bound="Role")


@_attrs_define
class Role:
    """A user's role on a profile. It is requested while `request_key` is set, offered while `grant_key` is set, active
    otherwise.

        Attributes:
            created_at (datetime.datetime): When it was granted or requested
            user (User): Somebody who can sign in.
            request_key (None | str): Set while the role waits for consent; null for readers who may not use it. A
                `grant_key` is told to the user alone to whom the role is offered;
                other readers see by a text in its place, which cannot be accepted, that the offer is open.
            grant_key (None | str): Set while the role waits for consent; null for readers who may not use it. A `grant_key`
                is told to the user alone to whom the role is offered;
                other readers see by a text in its place, which cannot be accepted, that the offer is open.
            organization (Organization): A profile, that is a customer, a provider, the broker, or (in the lists of
                accounts) a user without profile.
            role_description (None | str): Slug of the role description, null while requested without one
            accept_request_api_url (None | str): Absolute URL to POST the user to, which accepts the request; null when
                there is none
            remove_api_url (str): Absolute URL to DELETE the role
    """

    created_at: datetime.datetime
    user: User
    request_key: None | str
    grant_key: None | str
    organization: Organization
    role_description: None | str
    accept_request_api_url: None | str
    remove_api_url: str

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        user = self.user.to_dict()

        request_key: None | str
        request_key = self.request_key

        grant_key: None | str
        grant_key = self.grant_key

        organization = self.organization.to_dict()

        role_description: None | str
        role_description = self.role_description

        accept_request_api_url: None | str
        accept_request_api_url = self.accept_request_api_url

        remove_api_url = self.remove_api_url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "user": user,
                "request_key": request_key,
                "grant_key": grant_key,
                "organization": organization,
                "role_description": role_description,
                "accept_request_api_url": accept_request_api_url,
                "remove_api_url": remove_api_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.organization import Organization
        from ..models.user import User

        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        user = User.from_dict(d.pop("user"))

        def _parse_request_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_key = _parse_request_key(d.pop("request_key"))

        def _parse_grant_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        grant_key = _parse_grant_key(d.pop("grant_key"))

        organization = Organization.from_dict(d.pop("organization"))

        def _parse_role_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        role_description = _parse_role_description(d.pop("role_description"))

        def _parse_accept_request_api_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        accept_request_api_url = _parse_accept_request_api_url(
            d.pop("accept_request_api_url")
        )

        remove_api_url = d.pop("remove_api_url")

        role = cls(
            created_at=created_at,
            user=user,
            request_key=request_key,
            grant_key=grant_key,
            organization=organization,
            role_description=role_description,
            accept_request_api_url=accept_request_api_url,
            remove_api_url=remove_api_url,
        )

        return role
