from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Activation")


@_attrs_define
class Activation:
    """A user who is not activated yet.

    Attributes:
        username (str): Username
        email (str): E-mail address
        full_name (str): First and last name
    """

    username: str
    email: str
    full_name: str

    def to_dict(self) -> dict[str, Any]:
        username = self.username

        email = self.email

        full_name = self.full_name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "username": username,
                "email": email,
                "full_name": full_name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        username = d.pop("username")

        email = d.pop("email")

        full_name = d.pop("full_name")

        activation = cls(
            username=username,
            email=email,
            full_name=full_name,
        )

        return activation
