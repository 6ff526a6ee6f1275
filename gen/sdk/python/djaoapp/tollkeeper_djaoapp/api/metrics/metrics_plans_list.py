import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.metrics import Metrics
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    timezone: str | Unset = UNSET,
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

    params["timezone"] = timezone

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/metrics/{organization}/plans/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Metrics | Problem | None:
    if response.status_code == 200:
        response_200 = Metrics.from_dict(response.json())

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
) -> Response[Metrics | Problem]:
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
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> Response[Metrics | Problem]:
    """Count active subscribers of each plan over time

     Counts the active subscribers of each plan of the provider at 13 points; `extra` has those that left
    in between. Points are the last
    twelve month starts before `ends_at`, and `ends_at` itself (now without it); `start_at` leaves
    earlier points out.

    Managers and contributors of the provider and of the broker.

    Args:
        organization (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        timezone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Metrics | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        start_at=start_at,
        ends_at=ends_at,
        timezone=timezone,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> Metrics | Problem | None:
    """Count active subscribers of each plan over time

     Counts the active subscribers of each plan of the provider at 13 points; `extra` has those that left
    in between. Points are the last
    twelve month starts before `ends_at`, and `ends_at` itself (now without it); `start_at` leaves
    earlier points out.

    Managers and contributors of the provider and of the broker.

    Args:
        organization (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        timezone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Metrics | Problem
    """

    return sync_detailed(
        organization=organization,
        client=client,
        start_at=start_at,
        ends_at=ends_at,
        timezone=timezone,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> Response[Metrics | Problem]:
    """Count active subscribers of each plan over time

     Counts the active subscribers of each plan of the provider at 13 points; `extra` has those that left
    in between. Points are the last
    twelve month starts before `ends_at`, and `ends_at` itself (now without it); `start_at` leaves
    earlier points out.

    Managers and contributors of the provider and of the broker.

    Args:
        organization (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        timezone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Metrics | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        start_at=start_at,
        ends_at=ends_at,
        timezone=timezone,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> Metrics | Problem | None:
    """Count active subscribers of each plan over time

     Counts the active subscribers of each plan of the provider at 13 points; `extra` has those that left
    in between. Points are the last
    twelve month starts before `ends_at`, and `ends_at` itself (now without it); `start_at` leaves
    earlier points out.

    Managers and contributors of the provider and of the broker.

    Args:
        organization (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        timezone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Metrics | Problem
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            start_at=start_at,
            ends_at=ends_at,
            timezone=timezone,
        )
    ).parsed
