from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_detail import ErrorDetail
from ...models.http_validation_error import HTTPValidationError
from ...models.subscription_public import SubscriptionPublic
from ...models.subscription_update import SubscriptionUpdate
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: UUID,
    *,
    body: SubscriptionUpdate,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/subscriptions/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorDetail | HTTPValidationError | SubscriptionPublic | None:
    if response.status_code == 200:
        response_200 = SubscriptionPublic.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = ErrorDetail.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorDetail.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorDetail.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = ErrorDetail.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = ErrorDetail.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = ErrorDetail.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = ErrorDetail.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = HTTPValidationError.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ErrorDetail.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ErrorDetail.from_dict(response.json())

        return response_500

    if response.status_code == 501:
        response_501 = ErrorDetail.from_dict(response.json())

        return response_501

    if response.status_code == 503:
        response_503 = ErrorDetail.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorDetail | HTTPValidationError | SubscriptionPublic]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionUpdate,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[ErrorDetail | HTTPValidationError | SubscriptionPublic]:
    """Update a subscription

     Moves the subscription with this id to another service or tier of the catalogue; what is absent or
    null stays.

    * To a higher base price, at once: price and credits grow by the difference for the time that is
    left in the period; the dates stay and
      the payment is `PENDING` again when the price rose.
    * To a lower or equal one: tier and base price change now, what was paid for stays until the
    renewal, which uses the new tier.

    Superusers only. Refused with 409: the time of grace is over, or the new tier has another currency;
    with 422: a pair of service and tier
    that the catalogue does not have.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (SubscriptionUpdate): What to change of a subscription; what is absent or null stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorDetail | HTTPValidationError | SubscriptionPublic]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionUpdate,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> ErrorDetail | HTTPValidationError | SubscriptionPublic | None:
    """Update a subscription

     Moves the subscription with this id to another service or tier of the catalogue; what is absent or
    null stays.

    * To a higher base price, at once: price and credits grow by the difference for the time that is
    left in the period; the dates stay and
      the payment is `PENDING` again when the price rose.
    * To a lower or equal one: tier and base price change now, what was paid for stays until the
    renewal, which uses the new tier.

    Superusers only. Refused with 409: the time of grace is over, or the new tier has another currency;
    with 422: a pair of service and tier
    that the catalogue does not have.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (SubscriptionUpdate): What to change of a subscription; what is absent or null stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorDetail | HTTPValidationError | SubscriptionPublic
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionUpdate,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[ErrorDetail | HTTPValidationError | SubscriptionPublic]:
    """Update a subscription

     Moves the subscription with this id to another service or tier of the catalogue; what is absent or
    null stays.

    * To a higher base price, at once: price and credits grow by the difference for the time that is
    left in the period; the dates stay and
      the payment is `PENDING` again when the price rose.
    * To a lower or equal one: tier and base price change now, what was paid for stays until the
    renewal, which uses the new tier.

    Superusers only. Refused with 409: the time of grace is over, or the new tier has another currency;
    with 422: a pair of service and tier
    that the catalogue does not have.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (SubscriptionUpdate): What to change of a subscription; what is absent or null stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorDetail | HTTPValidationError | SubscriptionPublic]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionUpdate,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> ErrorDetail | HTTPValidationError | SubscriptionPublic | None:
    """Update a subscription

     Moves the subscription with this id to another service or tier of the catalogue; what is absent or
    null stays.

    * To a higher base price, at once: price and credits grow by the difference for the time that is
    left in the period; the dates stay and
      the payment is `PENDING` again when the price rose.
    * To a lower or equal one: tier and base price change now, what was paid for stays until the
    renewal, which uses the new tier.

    Superusers only. Refused with 409: the time of grace is over, or the new tier has another currency;
    with 422: a pair of service and tier
    that the catalogue does not have.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (SubscriptionUpdate): What to change of a subscription; what is absent or null stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorDetail | HTTPValidationError | SubscriptionPublic
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
