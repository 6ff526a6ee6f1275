from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.stripe_event import StripeEvent
from ...models.stripe_webhook_create_response_200 import (
    StripeWebhookCreateResponse200,
    check_stripe_webhook_create_response_200,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: StripeEvent,
    stripe_signature: str,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Stripe-Signature"] = stripe_signature

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/stripe/postevent",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | StripeWebhookCreateResponse200 | None:
    if response.status_code == 200:
        response_200 = check_stripe_webhook_create_response_200(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

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
) -> Response[Problem | StripeWebhookCreateResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: StripeEvent,
    stripe_signature: str,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | StripeWebhookCreateResponse200]:
    """Take an event from Stripe

     Takes what Stripe reports about charges, refunds and disputes, and brings the charge and the ledger
    up to date: a charge is done or failed,
    refunded elsewhere, disputed, won or lost. Events of other types are logged and left alone; the same
    event twice does nothing more.
    Only Stripe calls it: the signature is checked against the secret of the endpoint.

    Refused with 400: a bad signature or body, a signature older than five minutes; with 404: an unknown
    charge, and every event where
    Stripe is not the processor; with 503, so that Stripe posts it again: an event about a charge of
    which a refund is under way.

    Args:
        stripe_signature (str):
        idempotency_key (str | Unset):
        body (StripeEvent): An event as Stripe defines it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StripeWebhookCreateResponse200]
    """

    kwargs = _get_kwargs(
        body=body,
        stripe_signature=stripe_signature,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: StripeEvent,
    stripe_signature: str,
    idempotency_key: str | Unset = UNSET,
) -> Problem | StripeWebhookCreateResponse200 | None:
    """Take an event from Stripe

     Takes what Stripe reports about charges, refunds and disputes, and brings the charge and the ledger
    up to date: a charge is done or failed,
    refunded elsewhere, disputed, won or lost. Events of other types are logged and left alone; the same
    event twice does nothing more.
    Only Stripe calls it: the signature is checked against the secret of the endpoint.

    Refused with 400: a bad signature or body, a signature older than five minutes; with 404: an unknown
    charge, and every event where
    Stripe is not the processor; with 503, so that Stripe posts it again: an event about a charge of
    which a refund is under way.

    Args:
        stripe_signature (str):
        idempotency_key (str | Unset):
        body (StripeEvent): An event as Stripe defines it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StripeWebhookCreateResponse200
    """

    return sync_detailed(
        client=client,
        body=body,
        stripe_signature=stripe_signature,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: StripeEvent,
    stripe_signature: str,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | StripeWebhookCreateResponse200]:
    """Take an event from Stripe

     Takes what Stripe reports about charges, refunds and disputes, and brings the charge and the ledger
    up to date: a charge is done or failed,
    refunded elsewhere, disputed, won or lost. Events of other types are logged and left alone; the same
    event twice does nothing more.
    Only Stripe calls it: the signature is checked against the secret of the endpoint.

    Refused with 400: a bad signature or body, a signature older than five minutes; with 404: an unknown
    charge, and every event where
    Stripe is not the processor; with 503, so that Stripe posts it again: an event about a charge of
    which a refund is under way.

    Args:
        stripe_signature (str):
        idempotency_key (str | Unset):
        body (StripeEvent): An event as Stripe defines it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StripeWebhookCreateResponse200]
    """

    kwargs = _get_kwargs(
        body=body,
        stripe_signature=stripe_signature,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: StripeEvent,
    stripe_signature: str,
    idempotency_key: str | Unset = UNSET,
) -> Problem | StripeWebhookCreateResponse200 | None:
    """Take an event from Stripe

     Takes what Stripe reports about charges, refunds and disputes, and brings the charge and the ledger
    up to date: a charge is done or failed,
    refunded elsewhere, disputed, won or lost. Events of other types are logged and left alone; the same
    event twice does nothing more.
    Only Stripe calls it: the signature is checked against the secret of the endpoint.

    Refused with 400: a bad signature or body, a signature older than five minutes; with 404: an unknown
    charge, and every event where
    Stripe is not the processor; with 503, so that Stripe posts it again: an event about a charge of
    which a refund is under way.

    Args:
        stripe_signature (str):
        idempotency_key (str | Unset):
        body (StripeEvent): An event as Stripe defines it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StripeWebhookCreateResponse200
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            stripe_signature=stripe_signature,
            idempotency_key=idempotency_key,
        )
    ).parsed
