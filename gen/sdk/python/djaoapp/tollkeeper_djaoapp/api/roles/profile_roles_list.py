import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.profile_roles_list_o_item import (
    ProfileRolesListOItem,
)
from ...models.profile_roles_list_ot import (
    ProfileRolesListOt,
)
from ...models.role_page import RolePage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[ProfileRolesListOItem] | Unset = UNSET,
    ot: ProfileRolesListOt | Unset = "asc",
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
        "url": "/profile/{organization}/roles/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RolePage | None:
    if response.status_code == 200:
        response_200 = RolePage.from_dict(response.json())

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
) -> Response[Problem | RolePage]:
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
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[ProfileRolesListOItem] | Unset = UNSET,
    ot: ProfileRolesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> Response[Problem | RolePage]:
    """List the roles on a profile

     Lists who has, was offered or asks for a role on the profile, by username. The two counters look at
    all of them, whatever the filters
    keep. `start_at` and `ends_at` look at the creation of the role; without `ends_at` the upper bound
    is now. `q` searches slug, full_name
    and email of the profile, username and email of the user, title and slug of the role.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[ProfileRolesListOItem] | Unset):
        ot (ProfileRolesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RolePage]
    """

    kwargs = _get_kwargs(
        organization=organization,
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
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[ProfileRolesListOItem] | Unset = UNSET,
    ot: ProfileRolesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> Problem | RolePage | None:
    """List the roles on a profile

     Lists who has, was offered or asks for a role on the profile, by username. The two counters look at
    all of them, whatever the filters
    keep. `start_at` and `ends_at` look at the creation of the role; without `ends_at` the upper bound
    is now. `q` searches slug, full_name
    and email of the profile, username and email of the user, title and slug of the role.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[ProfileRolesListOItem] | Unset):
        ot (ProfileRolesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RolePage
    """

    return sync_detailed(
        organization=organization,
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
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[ProfileRolesListOItem] | Unset = UNSET,
    ot: ProfileRolesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> Response[Problem | RolePage]:
    """List the roles on a profile

     Lists who has, was offered or asks for a role on the profile, by username. The two counters look at
    all of them, whatever the filters
    keep. `start_at` and `ends_at` look at the creation of the role; without `ends_at` the upper bound
    is now. `q` searches slug, full_name
    and email of the profile, username and email of the user, title and slug of the role.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[ProfileRolesListOItem] | Unset):
        ot (ProfileRolesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RolePage]
    """

    kwargs = _get_kwargs(
        organization=organization,
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
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    role_status: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    o: list[ProfileRolesListOItem] | Unset = UNSET,
    ot: ProfileRolesListOt | Unset = "asc",
    page: int | Unset = 1,
) -> Problem | RolePage | None:
    """List the roles on a profile

     Lists who has, was offered or asks for a role on the profile, by username. The two counters look at
    all of them, whatever the filters
    keep. `start_at` and `ends_at` look at the creation of the role; without `ends_at` the upper bound
    is now. `q` searches slug, full_name
    and email of the profile, username and email of the user, title and slug of the role.

    Managers and contributors of the profile and of the broker. Contributors see null instead of the
    keys.

    Args:
        organization (str):
        role_status (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        q_f (list[str] | Unset):
        o (list[ProfileRolesListOItem] | Unset):
        ot (ProfileRolesListOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RolePage
    """

    return (
        await asyncio_detailed(
            organization=organization,
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
