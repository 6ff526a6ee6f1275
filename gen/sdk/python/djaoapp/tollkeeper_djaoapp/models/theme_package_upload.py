from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ThemePackageUpload")


@_attrs_define
class ThemePackageUpload:
    """A theme that was installed.

    Attributes:
        location (None | str): Where it came from, null when it was uploaded
    """

    location: None | str

    def to_dict(self) -> dict[str, Any]:
        location: None | str
        location = self.location

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "location": location,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_location(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        location = _parse_location(d.pop("location"))

        theme_package_upload = cls(
            location=location,
        )

        return theme_package_upload
