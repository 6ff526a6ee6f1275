from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.organization_cart import OrganizationCart
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    code: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["code"] = code

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/billing/{organization}/checkout/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OrganizationCart | Problem | None:
    if response.status_code == 200:
        response_200 = OrganizationCart.from_dict(response.json())

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
) -> Response[OrganizationCart | Problem]:
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
    code: str | Unset = UNSET,
) -> Response[OrganizationCart | Problem]:
    """Price the cart

     Prices the cart of the caller as if the profile paid for it, item by item in the order of the cart,
    which is the order that
    `billing_checkout_create` counts by. An item has `lines` to pay, and `options` as long as one of
    them must be chosen: further periods in
    advance at a discount. A coupon counts for one period only. The first subscription to a plan with a
    `setup_amount` has one more line,
    `Setup of <plan>`. Nothing is stored.

    What the profile owes already is paid along with an order from the same provider, in its currency,
    that is not free. It comes last, an
    item for each subscription with the line `Balance on <plan>`, between the accounts `settled`:
    nothing is to be chosen of it, and it
    extends nothing.

    Of who an item is for only the name is shown, and nothing of what that profile has, unless it is the
    profile itself or the caller manages
    it. Managers and contributors of the profile and of the broker. Refused with 400: a cart of more
    than 20,000 items, which no order holds.

    Args:
        organization (str):
        code (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganizationCart | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        code=code,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    code: str | Unset = UNSET,
) -> OrganizationCart | Problem | None:
    """Price the cart

     Prices the cart of the caller as if the profile paid for it, item by item in the order of the cart,
    which is the order that
    `billing_checkout_create` counts by. An item has `lines` to pay, and `options` as long as one of
    them must be chosen: further periods in
    advance at a discount. A coupon counts for one period only. The first subscription to a plan with a
    `setup_amount` has one more line,
    `Setup of <plan>`. Nothing is stored.

    What the profile owes already is paid along with an order from the same provider, in its currency,
    that is not free. It comes last, an
    item for each subscription with the line `Balance on <plan>`, between the accounts `settled`:
    nothing is to be chosen of it, and it
    extends nothing.

    Of who an item is for only the name is shown, and nothing of what that profile has, unless it is the
    profile itself or the caller manages
    it. Managers and contributors of the profile and of the broker. Refused with 400: a cart of more
    than 20,000 items, which no order holds.

    Args:
        organization (str):
        code (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrganizationCart | Problem
    """

    return sync_detailed(
        organization=organization,
        client=client,
        code=code,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    code: str | Unset = UNSET,
) -> Response[OrganizationCart | Problem]:
    """Price the cart

     Prices the cart of the caller as if the profile paid for it, item by item in the order of the cart,
    which is the order that
    `billing_checkout_create` counts by. An item has `lines` to pay, and `options` as long as one of
    them must be chosen: further periods in
    advance at a discount. A coupon counts for one period only. The first subscription to a plan with a
    `setup_amount` has one more line,
    `Setup of <plan>`. Nothing is stored.

    What the profile owes already is paid along with an order from the same provider, in its currency,
    that is not free. It comes last, an
    item for each subscription with the line `Balance on <plan>`, between the accounts `settled`:
    nothing is to be chosen of it, and it
    extends nothing.

    Of who an item is for only the name is shown, and nothing of what that profile has, unless it is the
    profile itself or the caller manages
    it. Managers and contributors of the profile and of the broker. Refused with 400: a cart of more
    than 20,000 items, which no order holds.

    Args:
        organization (str):
        code (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganizationCart | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        code=code,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    code: str | Unset = UNSET,
) -> OrganizationCart | Problem | None:
    """Price the cart

     Prices the cart of the caller as if the profile paid for it, item by item in the order of the cart,
    which is the order that
    `billing_checkout_create` counts by. An item has `lines` to pay, and `options` as long as one of
    them must be chosen: further periods in
    advance at a discount. A coupon counts for one period only. The first subscription to a plan with a
    `setup_amount` has one more line,
    `Setup of <plan>`. Nothing is stored.

    What the profile owes already is paid along with an order from the same provider, in its currency,
    that is not free. It comes last, an
    item for each subscription with the line `Balance on <plan>`, between the accounts `settled`:
    nothing is to be chosen of it, and it
    extends nothing.

    Of who an item is for only the name is shown, and nothing of what that profile has, unless it is the
    profile itself or the caller manages
    it. Managers and contributors of the profile and of the broker. Refused with 400: a cart of more
    than 20,000 items, which no order holds.

    Args:
        organization (str):
        code (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrganizationCart | Problem
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            code=code,
        )
    ).parsed
