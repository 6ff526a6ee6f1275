from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.organization_or_null_type_0 import OrganizationOrNullType0


T = TypeVar("T", bound="RoleDescriptionType0")


@_attrs_define
class RoleDescriptionType0:
    """A kind of role; null while a role is requested without one. Its `organization` is null when it is global.

    Attributes:
        created_at (datetime.datetime): When it was created
        title (str): Title in the singular
        slug (str): Name in URLs
        is_global (bool): Whether every profile has it
        organization (None | OrganizationOrNullType0): A profile, or null when there is none.
    """

    created_at: datetime.datetime
    title: str
    slug: str
    is_global: bool
    organization: None | OrganizationOrNullType0

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization_or_null_type_0 import OrganizationOrNullType0

        created_at = self.created_at.isoformat()

        title = self.title

        slug = self.slug

        is_global = self.is_global

        organization: dict[str, Any] | None
        if isinstance(self.organization, OrganizationOrNullType0):
            organization = self.organization.to_dict()
        else:
            organization = self.organization

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created_at": created_at,
                "title": title,
                "slug": slug,
                "is_global": is_global,
                "organization": organization,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.organization_or_null_type_0 import OrganizationOrNullType0

        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        title = d.pop("title")

        slug = d.pop("slug")

        is_global = d.pop("is_global")

        def _parse_organization(data: object) -> None | OrganizationOrNullType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_organization_or_null_type_0 = (
                    OrganizationOrNullType0.from_dict(data)
                )

                return componentsschemas_organization_or_null_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganizationOrNullType0, data)

        organization = _parse_organization(d.pop("organization"))

        role_description_type_0 = cls(
            created_at=created_at,
            title=title,
            slug=slug,
            is_global=is_global,
            organization=organization,
        )

        return role_description_type_0
