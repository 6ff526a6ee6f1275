from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SourceCode")


@_attrs_define
class SourceCode:
    """The source of a template.

    Attributes:
        path (str): Name of the template
        text (str): Its source
    """

    path: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "path": path,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        path = d.pop("path")

        text = d.pop("text")

        source_code = cls(
            path=path,
            text=text,
        )

        return source_code
