from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.charge import Charge
from ...models.problem import Problem
from ...models.refund_charge import RefundCharge
from ...types import UNSET, Response, Unset


def _get_kwargs(
    charge: str,
    *,
    body: RefundCharge,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/billing/charges/{charge}/refund/".format(
            charge=quote(str(charge), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

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
    body: RefundCharge,
    idempotency_key: str | Unset = UNSET,
) -> Response[Charge | Problem]:
    """Refund lines of a charge

     Pays lines of the charge back to the card, each in part or, without `refunded_amount`, what is left
    of it; all of them or none. The
    processor's fee is given back in proportion. The subscription, the state and the amount of the
    charge stay. One mail tells the
    customer. An empty list does nothing.

    Managers of a provider of the customer, for the lines of that provider, and of the broker; never the
    customer itself. Refused with 400:
    a charge that is not `done`, a line that does not exist, more than is left of a line or than the
    provider's funds; with 409: another
    refund of the charge is under way.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (RefundCharge): Lines of a charge to refund.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Charge | Problem]
    """

    kwargs = _get_kwargs(
        charge=charge,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
    body: RefundCharge,
    idempotency_key: str | Unset = UNSET,
) -> Charge | Problem | None:
    """Refund lines of a charge

     Pays lines of the charge back to the card, each in part or, without `refunded_amount`, what is left
    of it; all of them or none. The
    processor's fee is given back in proportion. The subscription, the state and the amount of the
    charge stay. One mail tells the
    customer. An empty list does nothing.

    Managers of a provider of the customer, for the lines of that provider, and of the broker; never the
    customer itself. Refused with 400:
    a charge that is not `done`, a line that does not exist, more than is left of a line or than the
    provider's funds; with 409: another
    refund of the charge is under way.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (RefundCharge): Lines of a charge to refund.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Charge | Problem
    """

    return sync_detailed(
        charge=charge,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
    body: RefundCharge,
    idempotency_key: str | Unset = UNSET,
) -> Response[Charge | Problem]:
    """Refund lines of a charge

     Pays lines of the charge back to the card, each in part or, without `refunded_amount`, what is left
    of it; all of them or none. The
    processor's fee is given back in proportion. The subscription, the state and the amount of the
    charge stay. One mail tells the
    customer. An empty list does nothing.

    Managers of a provider of the customer, for the lines of that provider, and of the broker; never the
    customer itself. Refused with 400:
    a charge that is not `done`, a line that does not exist, more than is left of a line or than the
    provider's funds; with 409: another
    refund of the charge is under way.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (RefundCharge): Lines of a charge to refund.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Charge | Problem]
    """

    kwargs = _get_kwargs(
        charge=charge,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
    body: RefundCharge,
    idempotency_key: str | Unset = UNSET,
) -> Charge | Problem | None:
    """Refund lines of a charge

     Pays lines of the charge back to the card, each in part or, without `refunded_amount`, what is left
    of it; all of them or none. The
    processor's fee is given back in proportion. The subscription, the state and the amount of the
    charge stay. One mail tells the
    customer. An empty list does nothing.

    Managers of a provider of the customer, for the lines of that provider, and of the broker; never the
    customer itself. Refused with 400:
    a charge that is not `done`, a line that does not exist, more than is left of a line or than the
    provider's funds; with 409: another
    refund of the charge is under way.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (RefundCharge): Lines of a charge to refund.

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
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
