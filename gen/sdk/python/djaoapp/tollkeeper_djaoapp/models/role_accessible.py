from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.role_description_type_0 import RoleDescriptionType0
    from ..models.user import User


T = TypeVar("T", bound="RoleAccessible")


@_attrs_define
class RoleAccessible:
    """A user's role, with its description.

    Attributes:
        created_at (datetime.datetime): When it was granted or requested
        request_key (None | str): Set while the role waits for consent; null for readers who may not use it. A
            `grant_key` is told to the user alone to whom the role is offered;
            other readers see by a text in its place, which cannot be accepted, that the offer is open.
        grant_key (None | str): Set while the role waits for consent; null for readers who may not use it. A `grant_key`
            is told to the user alone to whom the role is offered;
            other readers see by a text in its place, which cannot be accepted, that the offer is open.
        role_description (None | RoleDescriptionType0): A kind of role; null while a role is requested without one. Its
            `organization` is null when it is global.
        user (User): Somebody who can sign in.
    """

    created_at: datetime.datetime
    request_key: None | str
    grant_key: None | str
    role_description: None | RoleDescriptionType0
    user: User

    def to_dict(self) -> dict[str, Any]:
        from ..models.role_description_type_0 import RoleDescriptionType0

        created_at = self.created_at.isoformat()

        request_key: None | str
        request_key = self.request_key

        grant_key: None | str
        grant_key = self.grant_key

        role_description: dict[str, Any] | None
        if isinstance(self.role_description, RoleDescriptionType0):
            role_description = self.role_description.to_dict()
        else:
            role_description = self.role_description

        user = self.user.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "request_key": request_key,
                "grant_key": grant_key,
                "role_description": role_description,
                "user": user,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.role_description_type_0 import RoleDescriptionType0
        from ..models.user import User

        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

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

        user = User.from_dict(d.pop("user"))

        role_accessible = cls(
            created_at=created_at,
            request_key=request_key,
            grant_key=grant_key,
            role_description=role_description,
            user=user,
        )

        return role_accessible
