from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.balance_line_page import BalanceLinePage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    report: str,
    *,
    page: int | Unset = 1,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/metrics/balances/{report}/lines/".format(
            report=quote(str(report), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BalanceLinePage | Problem | None:
    if response.status_code == 200:
        response_200 = BalanceLinePage.from_dict(response.json())

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
) -> Response[BalanceLinePage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    report: str,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = 1,
) -> Response[BalanceLinePage | Problem]:
    """List the lines of a balance sheet

     Lists the lines of the sheet by their rank; none when nobody added one.

    Managers and contributors of the broker.

    Args:
        report (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BalanceLinePage | Problem]
    """

    kwargs = _get_kwargs(
        report=report,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    report: str,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = 1,
) -> BalanceLinePage | Problem | None:
    """List the lines of a balance sheet

     Lists the lines of the sheet by their rank; none when nobody added one.

    Managers and contributors of the broker.

    Args:
        report (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BalanceLinePage | Problem
    """

    return sync_detailed(
        report=report,
        client=client,
        page=page,
    ).parsed


async def asyncio_detailed(
    report: str,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = 1,
) -> Response[BalanceLinePage | Problem]:
    """List the lines of a balance sheet

     Lists the lines of the sheet by their rank; none when nobody added one.

    Managers and contributors of the broker.

    Args:
        report (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BalanceLinePage | Problem]
    """

    kwargs = _get_kwargs(
        report=report,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    report: str,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = 1,
) -> BalanceLinePage | Problem | None:
    """List the lines of a balance sheet

     Lists the lines of the sheet by their rank; none when nobody added one.

    Managers and contributors of the broker.

    Args:
        report (str):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BalanceLinePage | Problem
    """

    return (
        await asyncio_detailed(
            report=report,
            client=client,
            page=page,
        )
    ).parsed
