from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cart_upload_failure import CartUploadFailure
    from ..models.cart_uploaded_item import CartUploadedItem


T = TypeVar("T", bound="CartItemUpload")


@_attrs_define
class CartItemUpload:
    """What became of the rows of a file.

    Attributes:
        created (list[CartUploadedItem]): Items that are new
        updated (list[CartUploadedItem]): Items that were in the cart already
        failed (list[CartUploadFailure]): Rows that were not added
    """

    created: list[CartUploadedItem]
    updated: list[CartUploadedItem]
    failed: list[CartUploadFailure]

    def to_dict(self) -> dict[str, Any]:
        created = []
        for created_item_data in self.created:
            created_item = created_item_data.to_dict()
            created.append(created_item)

        updated = []
        for updated_item_data in self.updated:
            updated_item = updated_item_data.to_dict()
            updated.append(updated_item)

        failed = []
        for failed_item_data in self.failed:
            failed_item = failed_item_data.to_dict()
            failed.append(failed_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "created": created,
                "updated": updated,
                "failed": failed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.cart_upload_failure import CartUploadFailure
        from ..models.cart_uploaded_item import CartUploadedItem

        d = dict(src_dict)
        created = []
        _created = d.pop("created")
        for created_item_data in _created:
            created_item = CartUploadedItem.from_dict(created_item_data)

            created.append(created_item)

        updated = []
        _updated = d.pop("updated")
        for updated_item_data in _updated:
            updated_item = CartUploadedItem.from_dict(updated_item_data)

            updated.append(updated_item)

        failed = []
        _failed = d.pop("failed")
        for failed_item_data in _failed:
            failed_item = CartUploadFailure.from_dict(failed_item_data)

            failed.append(failed_item)

        cart_item_upload = cls(
            created=created,
            updated=updated,
            failed=failed,
        )

        return cart_item_upload
