from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PageElement")


@_attrs_define
class PageElement:
    """An editable part of a page.

    Attributes:
        slug (str): Names the element
        path (str): Slugs from the root to the element, along its first parents
        title (str): Title, perhaps empty
        text (str): Content, safe HTML
        tag (None | str): Tags separated by commas
        orig_elements (list[str]): Slugs of elements.
        dest_elements (list[str]): Slugs of elements.
    """

    slug: str
    path: str
    title: str
    text: str
    tag: None | str
    orig_elements: list[str]
    dest_elements: list[str]

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        path = self.path

        title = self.title

        text = self.text

        tag: None | str
        tag = self.tag

        orig_elements = self.orig_elements

        dest_elements = self.dest_elements

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "path": path,
                "title": title,
                "text": text,
                "tag": tag,
                "orig_elements": orig_elements,
                "dest_elements": dest_elements,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug")

        path = d.pop("path")

        title = d.pop("title")

        text = d.pop("text")

        def _parse_tag(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tag = _parse_tag(d.pop("tag"))

        orig_elements = cast(list[str], d.pop("orig_elements"))

        dest_elements = cast(list[str], d.pop("dest_elements"))

        page_element = cls(
            slug=slug,
            path=path,
            title=title,
            text=text,
            tag=tag,
            orig_elements=orig_elements,
            dest_elements=dest_elements,
        )

        return page_element
