import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accessible_page import AccessiblePage
from ...models.problem import Problem
from ...models.users_accessibles_list_o_item import (
    UsersAccessiblesListOItem,
)
from ...models.users_accessibles_list_ot import (
    UsersAccessiblesListOt,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    *,
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[UsersAccessiblesListOItem] | Unset = UNSET,
    ot: UsersAccessiblesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_role_status: list[str] | Unset = UNSET
    if not isinstance(role_status, Unset):
        json_role_status = role_status

    params["role_status"] = json_role_status

    json_start_at: str | Unset = UNSET
    if not isinstance(start_at, Unset):
        json_start_at = start_at.isoformat()
    params["start_at"] = json_start_at

    json_ends_at: str | Unset = UNSET
    if not isinstance(ends_at, Unset):
        json_ends_at = ends_at.isoformat()
    params["ends_at"] = json_ends_at

    params["q"] = q

    json_q_f: list[str] | Unset = UNSET
    if not isinstance(q_f, Unset):
        json_q_f = q_f

    params["q_f"] = json_q_f

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

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/users/{user}/accessibles/".format(
            user=quote(str(user), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AccessiblePage | Problem | None:
    if response.status_code == 200:
        response_200 = AccessiblePage.from_dict(response.json())

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
) -> Response[AccessiblePage | Problem]:
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
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[UsersAccessiblesListOItem] | Unset = UNSET,
    ot: UsersAccessiblesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> Response[AccessiblePage | Problem]:
    """List the profiles a user can access

     Lists the profiles on which the user has, was offered or asks for a role, its personal profile too,
    by `full_name` of the profile. The
    two counters look at all of them, whatever the filters keep. `start_at` and `ends_at` look at the
    creation of the role; without
    `ends_at` the upper bound is now. `q` searches slug, full_name and email of the profile, username
    and email of the user, title and slug
    of the role.

    The user; managers and contributors of the broker. Keys are shown to the user
    and to managers of the broker, others see null. The address of a profile is shown once the role on
    it is accepted.

    Args:
        user (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[UsersAccessiblesListOItem] | Unset):
        ot (UsersAccessiblesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AccessiblePage | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        role_status=role_status,
        start_at=start_at,
        ends_at=ends_at,
        q=q,
        q_f=q_f,
        o=o,
        ot=ot,
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
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[UsersAccessiblesListOItem] | Unset = UNSET,
    ot: UsersAccessiblesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> AccessiblePage | Problem | None:
    """List the profiles a user can access

     Lists the profiles on which the user has, was offered or asks for a role, its personal profile too,
    by `full_name` of the profile. The
    two counters look at all of them, whatever the filters keep. `start_at` and `ends_at` look at the
    creation of the role; without
    `ends_at` the upper bound is now. `q` searches slug, full_name and email of the profile, username
    and email of the user, title and slug
    of the role.

    The user; managers and contributors of the broker. Keys are shown to the user
    and to managers of the broker, others see null. The address of a profile is shown once the role on
    it is accepted.

    Args:
        user (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[UsersAccessiblesListOItem] | Unset):
        ot (UsersAccessiblesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AccessiblePage | Problem
    """

    return sync_detailed(
        user=user,
        client=client,
        role_status=role_status,
        start_at=start_at,
        ends_at=ends_at,
        q=q,
        q_f=q_f,
        o=o,
        ot=ot,
        page=page,
    ).parsed


async def asyncio_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[UsersAccessiblesListOItem] | Unset = UNSET,
    ot: UsersAccessiblesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> Response[AccessiblePage | Problem]:
    """List the profiles a user can access

     Lists the profiles on which the user has, was offered or asks for a role, its personal profile too,
    by `full_name` of the profile. The
    two counters look at all of them, whatever the filters keep. `start_at` and `ends_at` look at the
    creation of the role; without
    `ends_at` the upper bound is now. `q` searches slug, full_name and email of the profile, username
    and email of the user, title and slug
    of the role.

    The user; managers and contributors of the broker. Keys are shown to the user
    and to managers of the broker, others see null. The address of a profile is shown once the role on
    it is accepted.

    Args:
        user (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[UsersAccessiblesListOItem] | Unset):
        ot (UsersAccessiblesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AccessiblePage | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        role_status=role_status,
        start_at=start_at,
        ends_at=ends_at,
        q=q,
        q_f=q_f,
        o=o,
        ot=ot,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[UsersAccessiblesListOItem] | Unset = UNSET,
    ot: UsersAccessiblesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> AccessiblePage | Problem | None:
    """List the profiles a user can access

     Lists the profiles on which the user has, was offered or asks for a role, its personal profile too,
    by `full_name` of the profile. The
    two counters look at all of them, whatever the filters keep. `start_at` and `ends_at` look at the
    creation of the role; without
    `ends_at` the upper bound is now. `q` searches slug, full_name and email of the profile, username
    and email of the user, title and slug
    of the role.

    The user; managers and contributors of the broker. Keys are shown to the user
    and to managers of the broker, others see null. The address of a profile is shown once the role on
    it is accepted.

    Args:
        user (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[UsersAccessiblesListOItem] | Unset):
        ot (UsersAccessiblesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AccessiblePage | Problem
    """

    return (
        await asyncio_detailed(
            user=user,
            client=client,
            role_status=role_status,
            start_at=start_at,
            ends_at=ends_at,
            q=q,
            q_f=q_f,
            o=o,
            ot=ot,
            page=page,
        )
    ).parsed
