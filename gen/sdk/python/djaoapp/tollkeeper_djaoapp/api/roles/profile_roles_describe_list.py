from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.role_description_crud_page import RoleDescriptionCRUDPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    page: int | Unset = 1,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/profile/{organization}/roles/describe/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RoleDescriptionCRUDPage | None:
    if response.status_code == 200:
        response_200 = RoleDescriptionCRUDPage.from_dict(response.json())

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
) -> Response[Problem | RoleDescriptionCRUDPage]:
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
    page: int | Unset = 1,
) -> Response[Problem | RoleDescriptionCRUDPage]:
    """List the role descriptions of a profile

     Lists the roles that can be given on the profile, in the order of their creation: the global ones,
    which every profile has, and its
    own. Each comes with all roles of that kind on this profile, pending ones too.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RoleDescriptionCRUDPage]
    """

    kwargs = _get_kwargs(
        organization=organization,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = 1,
) -> Problem | RoleDescriptionCRUDPage | None:
    """List the role descriptions of a profile

     Lists the roles that can be given on the profile, in the order of their creation: the global ones,
    which every profile has, and its
    own. Each comes with all roles of that kind on this profile, pending ones too.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RoleDescriptionCRUDPage
    """

    return sync_detailed(
        organization=organization,
        client=client,
        page=page,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = 1,
) -> Response[Problem | RoleDescriptionCRUDPage]:
    """List the role descriptions of a profile

     Lists the roles that can be given on the profile, in the order of their creation: the global ones,
    which every profile has, and its
    own. Each comes with all roles of that kind on this profile, pending ones too.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RoleDescriptionCRUDPage]
    """

    kwargs = _get_kwargs(
        organization=organization,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = 1,
) -> Problem | RoleDescriptionCRUDPage | None:
    """List the role descriptions of a profile

     Lists the roles that can be given on the profile, in the order of their creation: the global ones,
    which every profile has, and its
    own. Each comes with all roles of that kind on this profile, pending ones too.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RoleDescriptionCRUDPage
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            page=page,
        )
    ).parsed
