from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="OTPEnrollment")


@_attrs_define
class OTPEnrollment:
    """What an authenticator app needs.

    Attributes:
        secret (str): The secret, in base32
        provisioning_uri (str): The secret as a URI that apps understand
        qr_code (str): The URI as a QR code, a PNG picture in base64
    """

    secret: str
    provisioning_uri: str
    qr_code: str

    def to_dict(self) -> dict[str, Any]:
        secret = self.secret

        provisioning_uri = self.provisioning_uri

        qr_code = self.qr_code

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "secret": secret,
                "provisioning_uri": provisioning_uri,
                "qr_code": qr_code,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        secret = d.pop("secret")

        provisioning_uri = d.pop("provisioning_uri")

        qr_code = d.pop("qr_code")

        otp_enrollment = cls(
            secret=secret,
            provisioning_uri=provisioning_uri,
            qr_code=qr_code,
        )

        return otp_enrollment
