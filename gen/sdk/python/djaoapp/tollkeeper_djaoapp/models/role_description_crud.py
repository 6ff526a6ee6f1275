from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.base_role import BaseRole


T = TypeVar("T", bound="RoleDescriptionCRUD")


@_attrs_define
class RoleDescriptionCRUD:
    """A kind of role, with all roles of that kind on the profile of the path.

    Attributes:
        created_at (datetime.datetime): When it was created
        title (str): Title in the singular
        slug (str): Name in URLs
        is_global (bool): Whether every profile has it
        roles (list[BaseRole]): The roles of that kind on the profile, pending ones too
    """

    created_at: datetime.datetime
    title: str
    slug: str
    is_global: bool
    roles: list[BaseRole]

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        title = self.title

        slug = self.slug

        is_global = self.is_global

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.to_dict()
            roles.append(roles_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "title": title,
                "slug": slug,
                "is_global": is_global,
                "roles": roles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.base_role import BaseRole

        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        title = d.pop("title")

        slug = d.pop("slug")

        is_global = d.pop("is_global")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = BaseRole.from_dict(roles_item_data)

            roles.append(roles_item)

        role_description_crud = cls(
            created_at=created_at,
            title=title,
            slug=slug,
            is_global=is_global,
            roles=roles,
        )

        return role_description_crud
