from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.activity_page import ActivityPage
from ...models.contacts_activities_list_o_item import (
    ContactsActivitiesListOItem,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    *,
    o: list[ContactsActivitiesListOItem] | Unset = UNSET,
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
        "url": "/contacts/{user}/activities/".format(
            user=quote(str(user), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ActivityPage | Problem | None:
    if response.status_code == 200:
        response_200 = ActivityPage.from_dict(response.json())

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
) -> Response[ActivityPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    o: list[ContactsActivitiesListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[ActivityPage | Problem]:
    """List the notes about a contact

     Lists what was noted about the contact, oldest first. `q` searches the text. The list of a user
    about whom nothing was noted is empty.

    Managers of the broker, who write the notes.

    Args:
        user (str):
        o (list[ContactsActivitiesListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ActivityPage | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        o=o,
        q=q,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    o: list[ContactsActivitiesListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> ActivityPage | Problem | None:
    """List the notes about a contact

     Lists what was noted about the contact, oldest first. `q` searches the text. The list of a user
    about whom nothing was noted is empty.

    Managers of the broker, who write the notes.

    Args:
        user (str):
        o (list[ContactsActivitiesListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ActivityPage | Problem
    """

    return sync_detailed(
        user=user,
        client=client,
        o=o,
        q=q,
        page=page,
    ).parsed


async def asyncio_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    o: list[ContactsActivitiesListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[ActivityPage | Problem]:
    """List the notes about a contact

     Lists what was noted about the contact, oldest first. `q` searches the text. The list of a user
    about whom nothing was noted is empty.

    Managers of the broker, who write the notes.

    Args:
        user (str):
        o (list[ContactsActivitiesListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ActivityPage | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        o=o,
        q=q,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    o: list[ContactsActivitiesListOItem] | Unset = UNSET,
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> ActivityPage | Problem | None:
    """List the notes about a contact

     Lists what was noted about the contact, oldest first. `q` searches the text. The list of a user
    about whom nothing was noted is empty.

    Managers of the broker, who write the notes.

    Args:
        user (str):
        o (list[ContactsActivitiesListOItem] | Unset):
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ActivityPage | Problem
    """

    return (
        await asyncio_detailed(
            user=user,
            client=client,
            o=o,
            q=q,
            page=page,
        )
    ).parsed
