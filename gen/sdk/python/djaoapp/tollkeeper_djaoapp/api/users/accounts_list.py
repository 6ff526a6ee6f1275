import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.account_list import AccountList
from ...models.accounts_list_o_item import AccountsListOItem
from ...models.accounts_list_ot import AccountsListOt
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    o: list[AccountsListOItem] | Unset = UNSET,
    ot: AccountsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_o: list[str] | Unset = UNSET
    if not isinstance(o, Unset):
        json_o = []
        for o_item_data in o:
            o_item: str = o_item_data
            json_o.append(o_item)

    params["o"] = json_o

    json_ot: str | Unset = UNSET
    if not isinstance(ot, Unset):
        json_ot = ot

    params["ot"] = json_ot

    params["q"] = q

    json_q_f: list[str] | Unset = UNSET
    if not isinstance(q_f, Unset):
        json_q_f = q_f

    params["q_f"] = json_q_f

    json_start_at: str | Unset = UNSET
    if not isinstance(start_at, Unset):
        json_start_at = start_at.isoformat()
    params["start_at"] = json_start_at

    json_ends_at: str | Unset = UNSET
    if not isinstance(ends_at, Unset):
        json_ends_at = ends_at.isoformat()
    params["ends_at"] = json_ends_at

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/accounts/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AccountList | Problem | None:
    if response.status_code == 200:
        response_200 = AccountList.from_dict(response.json())

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
) -> Response[AccountList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    o: list[AccountsListOItem] | Unset = UNSET,
    ot: AccountsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
) -> Response[AccountList | Problem]:
    """Complete the name of a profile or user

     Finds profiles, and users who have none of their name, for a field that completes what is typed.
    More than 5 matches are too many to
    choose from: then the list is empty and `count` 0. There are no pages. `q` searches slug and
    full_name of profiles, and username,
    first_name and last_name of users. Inactive profiles and users are left out.

    Any signed-in user. Names are all that is shown and searched; everything else is empty, except for
    managers of the broker, for whom `q`
    searches email, phone and address too.

    Args:
        o (list[AccountsListOItem] | Unset):
        ot (AccountsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AccountList | Problem]
    """

    kwargs = _get_kwargs(
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        start_at=start_at,
        ends_at=ends_at,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    o: list[AccountsListOItem] | Unset = UNSET,
    ot: AccountsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
) -> AccountList | Problem | None:
    """Complete the name of a profile or user

     Finds profiles, and users who have none of their name, for a field that completes what is typed.
    More than 5 matches are too many to
    choose from: then the list is empty and `count` 0. There are no pages. `q` searches slug and
    full_name of profiles, and username,
    first_name and last_name of users. Inactive profiles and users are left out.

    Any signed-in user. Names are all that is shown and searched; everything else is empty, except for
    managers of the broker, for whom `q`
    searches email, phone and address too.

    Args:
        o (list[AccountsListOItem] | Unset):
        ot (AccountsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AccountList | Problem
    """

    return sync_detailed(
        client=client,
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        start_at=start_at,
        ends_at=ends_at,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    o: list[AccountsListOItem] | Unset = UNSET,
    ot: AccountsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
) -> Response[AccountList | Problem]:
    """Complete the name of a profile or user

     Finds profiles, and users who have none of their name, for a field that completes what is typed.
    More than 5 matches are too many to
    choose from: then the list is empty and `count` 0. There are no pages. `q` searches slug and
    full_name of profiles, and username,
    first_name and last_name of users. Inactive profiles and users are left out.

    Any signed-in user. Names are all that is shown and searched; everything else is empty, except for
    managers of the broker, for whom `q`
    searches email, phone and address too.

    Args:
        o (list[AccountsListOItem] | Unset):
        ot (AccountsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AccountList | Problem]
    """

    kwargs = _get_kwargs(
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        start_at=start_at,
        ends_at=ends_at,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    o: list[AccountsListOItem] | Unset = UNSET,
    ot: AccountsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
) -> AccountList | Problem | None:
    """Complete the name of a profile or user

     Finds profiles, and users who have none of their name, for a field that completes what is typed.
    More than 5 matches are too many to
    choose from: then the list is empty and `count` 0. There are no pages. `q` searches slug and
    full_name of profiles, and username,
    first_name and last_name of users. Inactive profiles and users are left out.

    Any signed-in user. Names are all that is shown and searched; everything else is empty, except for
    managers of the broker, for whom `q`
    searches email, phone and address too.

    Args:
        o (list[AccountsListOItem] | Unset):
        ot (AccountsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AccountList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            o=o,
            ot=ot,
            q=q,
            q_f=q_f,
            start_at=start_at,
            ends_at=ends_at,
        )
    ).parsed
