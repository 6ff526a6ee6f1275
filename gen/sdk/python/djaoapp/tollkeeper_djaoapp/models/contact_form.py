from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, FileTypes, Unset

T = TypeVar("T", bound="ContactForm")


@_attrs_define
class ContactForm:
    """Values of a user or contact, with a picture.

    Attributes:
        email (str): E-mail address
        password (str | Unset): Password of the caller, for another address of their own
        full_name (str | Unset): First and last name
        nick_name (str | Unset): Short name to address her
        picture (File | Unset): A picture to store
        extra (str | Unset): Data of the client, never looked at, often JSON
    """

    email: str
    password: str | Unset = UNSET
    full_name: str | Unset = UNSET
    nick_name: str | Unset = UNSET
    picture: File | Unset = UNSET
    extra: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        password = self.password

        full_name = self.full_name

        nick_name = self.nick_name

        picture: FileTypes | Unset = UNSET
        if not isinstance(self.picture, Unset):
            picture = self.picture.to_tuple()

        extra = self.extra

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "email": email,
            }
        )
        if password is not UNSET:
            field_dict["password"] = password
        if full_name is not UNSET:
            field_dict["full_name"] = full_name
        if nick_name is not UNSET:
            field_dict["nick_name"] = nick_name
        if picture is not UNSET:
            field_dict["picture"] = picture
        if extra is not UNSET:
            field_dict["extra"] = extra

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("email", (None, str(self.email).encode(), "text/plain")))

        if not isinstance(self.password, Unset):
            files.append(
                ("password", (None, str(self.password).encode(), "text/plain"))
            )

        if not isinstance(self.full_name, Unset):
            files.append(
                ("full_name", (None, str(self.full_name).encode(), "text/plain"))
            )

        if not isinstance(self.nick_name, Unset):
            files.append(
                ("nick_name", (None, str(self.nick_name).encode(), "text/plain"))
            )

        if not isinstance(self.picture, Unset):
            files.append(("picture", self.picture.to_tuple()))

        if not isinstance(self.extra, Unset):
            files.append(("extra", (None, str(self.extra).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        email = d.pop("email")

        password = d.pop("password", UNSET)

        full_name = d.pop("full_name", UNSET)

        nick_name = d.pop("nick_name", UNSET)

        _picture = d.pop("picture", UNSET)
        picture: File | Unset
        if isinstance(_picture, Unset):
            picture = UNSET
        else:
            picture = File(payload=BytesIO(_picture))

        extra = d.pop("extra", UNSET)

        contact_form = cls(
            email=email,
            password=password,
            full_name=full_name,
            nick_name=nick_name,
            picture=picture,
            extra=extra,
        )

        contact_form.additional_properties = d
        return contact_form

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
