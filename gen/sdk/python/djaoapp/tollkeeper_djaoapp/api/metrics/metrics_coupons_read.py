import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cart_item_page import CartItemPage
from ...models.metrics_coupons_read_o_item import (
    MetricsCouponsReadOItem,
)
from ...models.metrics_coupons_read_ot import (
    MetricsCouponsReadOt,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    coupon: str,
    *,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    o: list[MetricsCouponsReadOItem] | Unset = UNSET,
    ot: MetricsCouponsReadOt | Unset = "asc",
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

    params["q"] = q

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
        "url": "/metrics/{organization}/coupons/{coupon}/".format(
            organization=quote(str(organization), safe=""),
            coupon=quote(str(coupon), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CartItemPage | Problem | None:
    if response.status_code == 200:
        response_200 = CartItemPage.from_dict(response.json())

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
) -> Response[CartItemPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organization: str,
    coupon: str,
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    o: list[MetricsCouponsReadOItem] | Unset = UNSET,
    ot: MetricsCouponsReadOt | Unset = "asc",
    page: int | Unset = 1,
) -> Response[CartItemPage | Problem]:
    """List the uses of a coupon

     Lists the items of placed orders that the coupon was applied to, newest first; its code is compared
    without case. `q` searches
    username, names and e-mail address of the user.

    Managers and contributors of the provider and of the broker. Refused with 404: a code that is none
    of the provider's.

    Args:
        organization (str):
        coupon (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        o (list[MetricsCouponsReadOItem] | Unset):
        ot (MetricsCouponsReadOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CartItemPage | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        coupon=coupon,
        start_at=start_at,
        ends_at=ends_at,
        q=q,
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
    coupon: str,
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    o: list[MetricsCouponsReadOItem] | Unset = UNSET,
    ot: MetricsCouponsReadOt | Unset = "asc",
    page: int | Unset = 1,
) -> CartItemPage | Problem | None:
    """List the uses of a coupon

     Lists the items of placed orders that the coupon was applied to, newest first; its code is compared
    without case. `q` searches
    username, names and e-mail address of the user.

    Managers and contributors of the provider and of the broker. Refused with 404: a code that is none
    of the provider's.

    Args:
        organization (str):
        coupon (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        o (list[MetricsCouponsReadOItem] | Unset):
        ot (MetricsCouponsReadOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CartItemPage | Problem
    """

    return sync_detailed(
        organization=organization,
        coupon=coupon,
        client=client,
        start_at=start_at,
        ends_at=ends_at,
        q=q,
        o=o,
        ot=ot,
        page=page,
    ).parsed


async def asyncio_detailed(
    organization: str,
    coupon: str,
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    o: list[MetricsCouponsReadOItem] | Unset = UNSET,
    ot: MetricsCouponsReadOt | Unset = "asc",
    page: int | Unset = 1,
) -> Response[CartItemPage | Problem]:
    """List the uses of a coupon

     Lists the items of placed orders that the coupon was applied to, newest first; its code is compared
    without case. `q` searches
    username, names and e-mail address of the user.

    Managers and contributors of the provider and of the broker. Refused with 404: a code that is none
    of the provider's.

    Args:
        organization (str):
        coupon (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        o (list[MetricsCouponsReadOItem] | Unset):
        ot (MetricsCouponsReadOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CartItemPage | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        coupon=coupon,
        start_at=start_at,
        ends_at=ends_at,
        q=q,
        o=o,
        ot=ot,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    coupon: str,
    *,
    client: AuthenticatedClient | Client,
    start_at: datetime.datetime | Unset = UNSET,
    ends_at: datetime.datetime | Unset = UNSET,
    q: str | Unset = UNSET,
    o: list[MetricsCouponsReadOItem] | Unset = UNSET,
    ot: MetricsCouponsReadOt | Unset = "asc",
    page: int | Unset = 1,
) -> CartItemPage | Problem | None:
    """List the uses of a coupon

     Lists the items of placed orders that the coupon was applied to, newest first; its code is compared
    without case. `q` searches
    username, names and e-mail address of the user.

    Managers and contributors of the provider and of the broker. Refused with 404: a code that is none
    of the provider's.

    Args:
        organization (str):
        coupon (str):
        start_at (datetime.datetime | Unset):
        ends_at (datetime.datetime | Unset):
        q (str | Unset):
        o (list[MetricsCouponsReadOItem] | Unset):
        ot (MetricsCouponsReadOt | Unset):  Default: 'asc'.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CartItemPage | Problem
    """

    return (
        await asyncio_detailed(
            organization=organization,
            coupon=coupon,
            client=client,
            start_at=start_at,
            ends_at=ends_at,
            q=q,
            o=o,
            ot=ot,
            page=page,
        )
    ).parsed
