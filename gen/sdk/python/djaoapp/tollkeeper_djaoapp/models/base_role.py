from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.user import User


T = TypeVar("T", bound="BaseRole")


@_attrs_define
class BaseRole:
    """A user's role, without its profile and description.

    Attributes:
        created_at (datetime.datetime): When it was granted or requested
        user (User): Somebody who can sign in.
        request_key (None | str): Set while the role waits for consent; null for readers who may not use it. A
            `grant_key` is told to the user alone to whom the role is offered;
            other readers see by a text in its place, which cannot be accepted, that the offer is open.
        grant_key (None | str): Set while the role waits for consent; null for readers who may not use it. A `grant_key`
            is told to the user alone to whom the role is offered;
            other readers see by a text in its place, which cannot be accepted, that the offer is open.
    """

    created_at: datetime.datetime
    user: User
    request_key: None | str
    grant_key: None | str

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        user = self.user.to_dict()

        request_key: None | str
        request_key = self.request_key

        grant_key: None | str
        grant_key = self.grant_key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "user": user,
                "request_key": request_key,
                "grant_key": grant_key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
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

        base_role = cls(
            created_at=created_at,
            user=user,
            request_key=request_key,
            grant_key=grant_key,
        )

        return base_role
