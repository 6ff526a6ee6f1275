from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cart_upload_failure_errors import CartUploadFailureErrors
    from ..models.cart_upload_row import CartUploadRow


T = TypeVar("T", bound="CartUploadFailure")


@_attrs_define
class CartUploadFailure:
    """A row of a file that was not added to the cart.

    Attributes:
        line (int): Its line in the file, from 1
        data (CartUploadRow): A row of a file as it was read.
        error (str): What is wrong, a sentence for a person
        errors (CartUploadFailureErrors): What is wrong with each field, empty when the row has a wrong number of
            columns
    """

    line: int
    data: CartUploadRow
    error: str
    errors: CartUploadFailureErrors

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        data = self.data.to_dict()

        error = self.error

        errors = self.errors.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line": line,
                "data": data,
                "error": error,
                "errors": errors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.cart_upload_failure_errors import CartUploadFailureErrors
        from ..models.cart_upload_row import CartUploadRow

        d = dict(src_dict)
        line = d.pop("line")

        data = CartUploadRow.from_dict(d.pop("data"))

        error = d.pop("error")

        errors = CartUploadFailureErrors.from_dict(d.pop("errors"))

        cart_upload_failure = cls(
            line=line,
            data=data,
            error=error,
            errors=errors,
        )

        return cart_upload_failure
