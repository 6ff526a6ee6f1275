from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.charge import Charge
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    charge: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/billing/charges/{charge}/".format(
            charge=quote(str(charge), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Charge | Problem | None:
    if response.status_code == 200:
        response_200 = Charge.from_dict(response.json())

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
) -> Response[Charge | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Charge | Problem]:
    """Read a charge

     Returns the charge as it is stored. Reading neither asks the processor nor settles anything: a
    charge leaves `created` when the
    processor answers the checkout at once, calls the webhook, or is asked by the reconciliation job.

    Managers and contributors of the customer and of the broker; those of its present and former
    providers
    that sold a line of it see their lines: the sum of these as `amount`, no `description`, and nothing
    of the card (`0000`, 1970-01-01).

    Args:
        charge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Charge | Problem]
    """

    kwargs = _get_kwargs(
        charge=charge,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
) -> Charge | Problem | None:
    """Read a charge

     Returns the charge as it is stored. Reading neither asks the processor nor settles anything: a
    charge leaves `created` when the
    processor answers the checkout at once, calls the webhook, or is asked by the reconciliation job.

    Managers and contributors of the customer and of the broker; those of its present and former
    providers
    that sold a line of it see their lines: the sum of these as `amount`, no `description`, and nothing
    of the card (`0000`, 1970-01-01).

    Args:
        charge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Charge | Problem
    """

    return sync_detailed(
        charge=charge,
        client=client,
    ).parsed


async def asyncio_detailed(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Charge | Problem]:
    """Read a charge

     Returns the charge as it is stored. Reading neither asks the processor nor settles anything: a
    charge leaves `created` when the
    processor answers the checkout at once, calls the webhook, or is asked by the reconciliation job.

    Managers and contributors of the customer and of the broker; those of its present and former
    providers
    that sold a line of it see their lines: the sum of these as `amount`, no `description`, and nothing
    of the card (`0000`, 1970-01-01).

    Args:
        charge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Charge | Problem]
    """

    kwargs = _get_kwargs(
        charge=charge,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
) -> Charge | Problem | None:
    """Read a charge

     Returns the charge as it is stored. Reading neither asks the processor nor settles anything: a
    charge leaves `created` when the
    processor answers the checkout at once, calls the webhook, or is asked by the reconciliation job.

    Managers and contributors of the customer and of the broker; those of its present and former
    providers
    that sold a line of it see their lines: the sum of these as `amount`, no `description`, and nothing
    of the card (`0000`, 1970-01-01).

    Args:
        charge (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Charge | Problem
    """

    return (
        await asyncio_detailed(
            charge=charge,
            client=client,
        )
    ).parsed
