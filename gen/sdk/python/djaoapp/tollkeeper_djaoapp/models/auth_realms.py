from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.auth_realms_acl import AuthRealmsAcl, check_auth_realms_acl

T = TypeVar("T", bound="AuthRealms")


@_attrs_define
class AuthRealms:
    """The fields of a form that uploads a file to S3.

    Attributes:
        location (str): URL to upload to, with the prefix of every key
        access_key (str): Temporary access key
        acl (AuthRealmsAcl): Who may read the files
        policy (str): What the form may upload, JSON in base64
        signature (str): Signature of the policy (AWS4-HMAC-SHA256)
        security_token (str): Token that belongs to the access key
        x_amz_credential (str): Scope of the signature
        x_amz_date (str): Day of the signature
    """

    location: str
    access_key: str
    acl: AuthRealmsAcl
    policy: str
    signature: str
    security_token: str
    x_amz_credential: str
    x_amz_date: str

    def to_dict(self) -> dict[str, Any]:
        location = self.location

        access_key = self.access_key

        acl: str = self.acl

        policy = self.policy

        signature = self.signature

        security_token = self.security_token

        x_amz_credential = self.x_amz_credential

        x_amz_date = self.x_amz_date

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "location": location,
                "access_key": access_key,
                "acl": acl,
                "policy": policy,
                "signature": signature,
                "security_token": security_token,
                "x_amz_credential": x_amz_credential,
                "x_amz_date": x_amz_date,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        location = d.pop("location")

        access_key = d.pop("access_key")

        acl = check_auth_realms_acl(d.pop("acl"))

        policy = d.pop("policy")

        signature = d.pop("signature")

        security_token = d.pop("security_token")

        x_amz_credential = d.pop("x_amz_credential")

        x_amz_date = d.pop("x_amz_date")

        auth_realms = cls(
            location=location,
            access_key=access_key,
            acl=acl,
            policy=policy,
            signature=signature,
            security_token=security_token,
            x_amz_credential=x_amz_credential,
            x_amz_date=x_amz_date,
        )

        return auth_realms
