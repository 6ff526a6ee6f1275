from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PageElementInput")


@_attrs_define
class PageElementInput:
    """An element to create.

    Attributes:
        slug (str | Unset): Names the element, made of the title when it is absent
        title (str | Unset): Title
        text (str | Unset): Content, HTML that is made safe
        tag (None | str | Unset): Tags separated by commas
        orig_elements (list[str] | Unset): Slugs of elements.
        dest_elements (list[str] | Unset): Slugs of elements.
    """

    slug: str | Unset = UNSET
    title: str | Unset = UNSET
    text: str | Unset = UNSET
    tag: None | str | Unset = UNSET
    orig_elements: list[str] | Unset = UNSET
    dest_elements: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        title = self.title

        text = self.text

        tag: None | str | Unset
        if isinstance(self.tag, Unset):
            tag = UNSET
        else:
            tag = self.tag

        orig_elements: list[str] | Unset = UNSET
        if not isinstance(self.orig_elements, Unset):
            orig_elements = self.orig_elements

        dest_elements: list[str] | Unset = UNSET
        if not isinstance(self.dest_elements, Unset):
            dest_elements = self.dest_elements

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if slug is not UNSET:
            field_dict["slug"] = slug
        if title is not UNSET:
            field_dict["title"] = title
        if text is not UNSET:
            field_dict["text"] = text
        if tag is not UNSET:
            field_dict["tag"] = tag
        if orig_elements is not UNSET:
            field_dict["orig_elements"] = orig_elements
        if dest_elements is not UNSET:
            field_dict["dest_elements"] = dest_elements

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slug = d.pop("slug", UNSET)

        title = d.pop("title", UNSET)

        text = d.pop("text", UNSET)

        def _parse_tag(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tag = _parse_tag(d.pop("tag", UNSET))

        orig_elements = cast(list[str], d.pop("orig_elements", UNSET))

        dest_elements = cast(list[str], d.pop("dest_elements", UNSET))

        page_element_input = cls(
            slug=slug,
            title=title,
            text=text,
            tag=tag,
            orig_elements=orig_elements,
            dest_elements=dest_elements,
        )

        page_element_input.additional_properties = d
        return page_element_input

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
