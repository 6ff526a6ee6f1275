from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.auth_realms import AuthRealms
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    public: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["public"] = public

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/auth/tokens/realms/{organization}/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AuthRealms | Problem | None:
    if response.status_code == 200:
        response_200 = AuthRealms.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 501:
        response_501 = Problem.from_dict(response.json())

        return response_501

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AuthRealms | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    public: bool | Unset = False,
) -> Response[AuthRealms | Problem]:
    """Get credentials to upload files of a profile

     Returns temporary credentials with a signed policy, with which a browser can upload files straight
    into the profile's folder of the
    site's S3 bucket for an hour.

    Managers of the profile and of the broker. Refused with 400: no bucket is set up for uploads.

    Args:
        organization (str):
        public (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthRealms | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        public=public,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    public: bool | Unset = False,
) -> AuthRealms | Problem | None:
    """Get credentials to upload files of a profile

     Returns temporary credentials with a signed policy, with which a browser can upload files straight
    into the profile's folder of the
    site's S3 bucket for an hour.

    Managers of the profile and of the broker. Refused with 400: no bucket is set up for uploads.

    Args:
        organization (str):
        public (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthRealms | Problem
    """

    return sync_detailed(
        organization=organization,
        client=client,
        public=public,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    public: bool | Unset = False,
) -> Response[AuthRealms | Problem]:
    """Get credentials to upload files of a profile

     Returns temporary credentials with a signed policy, with which a browser can upload files straight
    into the profile's folder of the
    site's S3 bucket for an hour.

    Managers of the profile and of the broker. Refused with 400: no bucket is set up for uploads.

    Args:
        organization (str):
        public (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthRealms | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        public=public,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    public: bool | Unset = False,
) -> AuthRealms | Problem | None:
    """Get credentials to upload files of a profile

     Returns temporary credentials with a signed policy, with which a browser can upload files straight
    into the profile's folder of the
    site's S3 bucket for an hour.

    Managers of the profile and of the broker. Refused with 400: no bucket is set up for uploads.

    Args:
        organization (str):
        public (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthRealms | Problem
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            public=public,
        )
    ).parsed
