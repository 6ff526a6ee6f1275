from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.contact_page import ContactPage
from ...models.problem import Problem
from ...models.users_list_o_item import UsersListOItem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    o: list[UsersListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_o: list[str] | Unset = UNSET
    if not isinstance(o, Unset):
        json_o = []
        for o_item_data in o:
            o_item: str = o_item_data
            json_o.append(o_item)

    params["o"] = json_o

    params["q"] = q

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/users/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ContactPage | Problem | None:
    if response.status_code == 200:
        response_200 = ContactPage.from_dict(response.json())

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
) -> Response[ContactPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    o: list[UsersListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[ContactPage | Problem]:
    """List users and contacts

     Lists all contacts, and the enabled users who are not among them, by full name. `q` searches slug or
    username, email, full_name,
    nick_name, first_name and last_name. Users who were deleted are left out.

    Managers and contributors of the broker.

    Args:
        o (list[UsersListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactPage | Problem]
    """

    kwargs = _get_kwargs(
        o=o,
        q=q,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    o: list[UsersListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> ContactPage | Problem | None:
    """List users and contacts

     Lists all contacts, and the enabled users who are not among them, by full name. `q` searches slug or
    username, email, full_name,
    nick_name, first_name and last_name. Users who were deleted are left out.

    Managers and contributors of the broker.

    Args:
        o (list[UsersListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactPage | Problem
    """

    return sync_detailed(
        client=client,
        o=o,
        q=q,
        page=page,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    o: list[UsersListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[ContactPage | Problem]:
    """List users and contacts

     Lists all contacts, and the enabled users who are not among them, by full name. `q` searches slug or
    username, email, full_name,
    nick_name, first_name and last_name. Users who were deleted are left out.

    Managers and contributors of the broker.

    Args:
        o (list[UsersListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactPage | Problem]
    """

    kwargs = _get_kwargs(
        o=o,
        q=q,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    o: list[UsersListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> ContactPage | Problem | None:
    """List users and contacts

     Lists all contacts, and the enabled users who are not among them, by full name. `q` searches slug or
    username, email, full_name,
    nick_name, first_name and last_name. Users who were deleted are left out.

    Managers and contributors of the broker.

    Args:
        o (list[UsersListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            o=o,
            q=q,
            page=page,
        )
    ).parsed
