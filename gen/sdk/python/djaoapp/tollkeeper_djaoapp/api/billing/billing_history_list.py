import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.billing_history_list_o_item import (
    BillingHistoryListOItem,
)
from ...models.billing_history_list_ot import (
    BillingHistoryListOt,
)
from ...models.problem import Problem
from ...models.transaction_page import TransactionPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    o: list[BillingHistoryListOItem] | Unset = UNSET,
    ot: BillingHistoryListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
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

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/billing/{organization}/history/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | TransactionPage | None:
    if response.status_code == 200:
        response_200 = TransactionPage.from_dict(response.json())

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
) -> Response[Problem | TransactionPage]:
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
    o: list[BillingHistoryListOItem] | Unset = UNSET,
    ot: BillingHistoryListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[Problem | TransactionPage]:
    """List orders, payments and refunds of a customer

     Lists the ledger rows of the profile as a customer, oldest first: orders, charges, refunds and dues
    written off; without `ends_at` those
    created before now. `q` searches the description and the full names of both profiles. `balance` is
    what it owes now, whatever the
    filters.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.

    Args:
        organization (str):
        o (list[BillingHistoryListOItem] | Unset):
        ot (BillingHistoryListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TransactionPage]
    """

    kwargs = _get_kwargs(
        organization=organization,
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        start_at=start_at,
        ends_at=ends_at,
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
    o: list[BillingHistoryListOItem] | Unset = UNSET,
    ot: BillingHistoryListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    page: int | Unset = 1,
) -> Problem | TransactionPage | None:
    """List orders, payments and refunds of a customer

     Lists the ledger rows of the profile as a customer, oldest first: orders, charges, refunds and dues
    written off; without `ends_at` those
    created before now. `q` searches the description and the full names of both profiles. `balance` is
    what it owes now, whatever the
    filters.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.

    Args:
        organization (str):
        o (list[BillingHistoryListOItem] | Unset):
        ot (BillingHistoryListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TransactionPage
    """

    return sync_detailed(
        organization=organization,
        client=client,
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        start_at=start_at,
        ends_at=ends_at,
        page=page,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    o: list[BillingHistoryListOItem] | Unset = UNSET,
    ot: BillingHistoryListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[Problem | TransactionPage]:
    """List orders, payments and refunds of a customer

     Lists the ledger rows of the profile as a customer, oldest first: orders, charges, refunds and dues
    written off; without `ends_at` those
    created before now. `q` searches the description and the full names of both profiles. `balance` is
    what it owes now, whatever the
    filters.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.

    Args:
        organization (str):
        o (list[BillingHistoryListOItem] | Unset):
        ot (BillingHistoryListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TransactionPage]
    """

    kwargs = _get_kwargs(
        organization=organization,
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        start_at=start_at,
        ends_at=ends_at,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    o: list[BillingHistoryListOItem] | Unset = UNSET,
    ot: BillingHistoryListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    page: int | Unset = 1,
) -> Problem | TransactionPage | None:
    """List orders, payments and refunds of a customer

     Lists the ledger rows of the profile as a customer, oldest first: orders, charges, refunds and dues
    written off; without `ends_at` those
    created before now. `q` searches the description and the full names of both profiles. `balance` is
    what it owes now, whatever the
    filters.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.

    Args:
        organization (str):
        o (list[BillingHistoryListOItem] | Unset):
        ot (BillingHistoryListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TransactionPage
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            o=o,
            ot=ot,
            q=q,
            q_f=q_f,
            start_at=start_at,
            ends_at=ends_at,
            page=page,
        )
    ).parsed
