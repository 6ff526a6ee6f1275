import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.metrics_registered_list_o_item import (
    MetricsRegisteredListOItem,
)
from ...models.metrics_registered_list_ot import (
    MetricsRegisteredListOt,
)
from ...models.problem import Problem
from ...models.registered_page import RegisteredPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    o: list[MetricsRegisteredListOItem] | Unset = UNSET,
    ot: MetricsRegisteredListOt | Unset = "asc",
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_start_at: str | Unset = UNSET
    if not isinstance(start_at, Unset):
        json_start_at = start_at.isoformat()
    params["start_at"] = json_start_at

    json_ends_at: str | Unset = UNSET
    if not isinstance(ends_at, Unset):
        json_ends_at = ends_at.isoformat()
    params["ends_at"] = json_ends_at

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

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/metrics/registered/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RegisteredPage | None:
    if response.status_code == 200:
        response_200 = RegisteredPage.from_dict(response.json())

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
) -> Response[Problem | RegisteredPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    o: list[MetricsRegisteredListOItem] | Unset = UNSET,
    ot: MetricsRegisteredListOt | Unset = "asc",
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[Problem | RegisteredPage]:
    """List users without subscription

     Lists the enabled users who have no role, not even a pending one, on any profile that had a
    subscription before `ends_at` (now without
    it), newest first. `start_at` and `ends_at` also bound when they joined. `q` searches first name,
    last name and e-mail address.

    Managers and contributors of the broker.

    Args:
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        o (list[MetricsRegisteredListOItem] | Unset):
        ot (MetricsRegisteredListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RegisteredPage]
    """

    kwargs = _get_kwargs(
        start_at=start_at,
        ends_at=ends_at,
        o=o,
        ot=ot,
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
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    o: list[MetricsRegisteredListOItem] | Unset = UNSET,
    ot: MetricsRegisteredListOt | Unset = "asc",
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Problem | RegisteredPage | None:
    """List users without subscription

     Lists the enabled users who have no role, not even a pending one, on any profile that had a
    subscription before `ends_at` (now without
    it), newest first. `start_at` and `ends_at` also bound when they joined. `q` searches first name,
    last name and e-mail address.

    Managers and contributors of the broker.

    Args:
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        o (list[MetricsRegisteredListOItem] | Unset):
        ot (MetricsRegisteredListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RegisteredPage
    """

    return sync_detailed(
        client=client,
        start_at=start_at,
        ends_at=ends_at,
        o=o,
        ot=ot,
        q=q,
        page=page,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    o: list[MetricsRegisteredListOItem] | Unset = UNSET,
    ot: MetricsRegisteredListOt | Unset = "asc",
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[Problem | RegisteredPage]:
    """List users without subscription

     Lists the enabled users who have no role, not even a pending one, on any profile that had a
    subscription before `ends_at` (now without
    it), newest first. `start_at` and `ends_at` also bound when they joined. `q` searches first name,
    last name and e-mail address.

    Managers and contributors of the broker.

    Args:
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        o (list[MetricsRegisteredListOItem] | Unset):
        ot (MetricsRegisteredListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RegisteredPage]
    """

    kwargs = _get_kwargs(
        start_at=start_at,
        ends_at=ends_at,
        o=o,
        ot=ot,
        q=q,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    o: list[MetricsRegisteredListOItem] | Unset = UNSET,
    ot: MetricsRegisteredListOt | Unset = "asc",
    q: str | Unset = UNSET,
    page: int | Unset = 1,
) -> Problem | RegisteredPage | None:
    """List users without subscription

     Lists the enabled users who have no role, not even a pending one, on any profile that had a
    subscription before `ends_at` (now without
    it), newest first. `start_at` and `ends_at` also bound when they joined. `q` searches first name,
    last name and e-mail address.

    Managers and contributors of the broker.

    Args:
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        o (list[MetricsRegisteredListOItem] | Unset):
        ot (MetricsRegisteredListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RegisteredPage
    """

    return (
        await asyncio_detailed(
            client=client,
            start_at=start_at,
            ends_at=ends_at,
            o=o,
            ot=ot,
            q=q,
            page=page,
        )
    ).parsed
