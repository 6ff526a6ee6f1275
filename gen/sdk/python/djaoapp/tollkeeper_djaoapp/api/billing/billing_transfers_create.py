from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.payout import Payout
from ...models.payout_input import PayoutInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    body: PayoutInput,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/billing/{organization}/transfers/".format(
            organization=quote(str(organization), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Payout | Problem | None:
    if response.status_code == 201:
        response_201 = Payout.from_dict(response.json())

        return response_201

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
) -> Response[Payout | Problem]:
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
    body: PayoutInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[Payout | Problem]:
    """Pay funds out to a provider's bank

     Asks the processor to send a part of the provider's funds to the bank of its deposit account, at
    most what `billing_bank_read` says. The
    ledger has nothing of it until the processor has paid: then the reconciliation job writes a row that
    is called `descr`. What is asked for
    and not paid yet is not available a second time; it is again when the payout fails. Without `descr`
    it is called `withdraw from` the
    provider's full name and, in parentheses, the caller's username.

    Managers of the provider and of the broker. Refused with 400: more than is available, a provider
    without a deposit account, what the
    processor refuses; with 409: another payout of the provider whose outcome is not known yet; with
    503: the processor does not answer, and
    the reconciliation job finds out whether it pays.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (PayoutInput): A payout to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Payout | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    body: PayoutInput,
    idempotency_key: str | Unset = UNSET,
) -> Payout | Problem | None:
    """Pay funds out to a provider's bank

     Asks the processor to send a part of the provider's funds to the bank of its deposit account, at
    most what `billing_bank_read` says. The
    ledger has nothing of it until the processor has paid: then the reconciliation job writes a row that
    is called `descr`. What is asked for
    and not paid yet is not available a second time; it is again when the payout fails. Without `descr`
    it is called `withdraw from` the
    provider's full name and, in parentheses, the caller's username.

    Managers of the provider and of the broker. Refused with 400: more than is available, a provider
    without a deposit account, what the
    processor refuses; with 409: another payout of the provider whose outcome is not known yet; with
    503: the processor does not answer, and
    the reconciliation job finds out whether it pays.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (PayoutInput): A payout to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Payout | Problem
    """

    return sync_detailed(
        organization=organization,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    body: PayoutInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[Payout | Problem]:
    """Pay funds out to a provider's bank

     Asks the processor to send a part of the provider's funds to the bank of its deposit account, at
    most what `billing_bank_read` says. The
    ledger has nothing of it until the processor has paid: then the reconciliation job writes a row that
    is called `descr`. What is asked for
    and not paid yet is not available a second time; it is again when the payout fails. Without `descr`
    it is called `withdraw from` the
    provider's full name and, in parentheses, the caller's username.

    Managers of the provider and of the broker. Refused with 400: more than is available, a provider
    without a deposit account, what the
    processor refuses; with 409: another payout of the provider whose outcome is not known yet; with
    503: the processor does not answer, and
    the reconciliation job finds out whether it pays.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (PayoutInput): A payout to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Payout | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    body: PayoutInput,
    idempotency_key: str | Unset = UNSET,
) -> Payout | Problem | None:
    """Pay funds out to a provider's bank

     Asks the processor to send a part of the provider's funds to the bank of its deposit account, at
    most what `billing_bank_read` says. The
    ledger has nothing of it until the processor has paid: then the reconciliation job writes a row that
    is called `descr`. What is asked for
    and not paid yet is not available a second time; it is again when the payout fails. Without `descr`
    it is called `withdraw from` the
    provider's full name and, in parentheses, the caller's username.

    Managers of the provider and of the broker. Refused with 400: more than is available, a provider
    without a deposit account, what the
    processor refuses; with 409: another payout of the provider whose outcome is not known yet; with
    503: the processor does not answer, and
    the reconciliation job finds out whether it pays.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (PayoutInput): A payout to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Payout | Problem
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
