from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_detail import ErrorDetail
from ...models.http_validation_error import HTTPValidationError
from ...models.usage_create import UsageCreate
from ...models.usage_public import UsagePublic
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: UUID,
    *,
    body: UsageCreate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/subscriptions/{id}/usage".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorDetail | HTTPValidationError | UsagePublic | None:
    if response.status_code == 200:
        response_200 = UsagePublic.from_dict(response.json())

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
) -> Response[ErrorDetail | HTTPValidationError | UsagePublic]:
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
    body: UsageCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ErrorDetail | HTTPValidationError | UsagePublic]:
    """Record the use of credits

     Takes credits from the subscription. The `event_id` is yours and stands for what they were used for:
    sent again it takes nothing and
    returns the first answer. Uses at the same time never take more than there is.

    When no more than a tenth of the period's credits is left the webhook event `credits.low` is sent,
    once a period.

    Superusers only. Refused with 409: fewer credits are left, the subscription is not active, or the
    `event_id` was sent with another number of
    credits.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (UsageCreate): A use of credits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorDetail | HTTPValidationError | UsagePublic]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: UsageCreate,
    idempotency_key: str | Unset = UNSET,
) -> ErrorDetail | HTTPValidationError | UsagePublic | None:
    """Record the use of credits

     Takes credits from the subscription. The `event_id` is yours and stands for what they were used for:
    sent again it takes nothing and
    returns the first answer. Uses at the same time never take more than there is.

    When no more than a tenth of the period's credits is left the webhook event `credits.low` is sent,
    once a period.

    Superusers only. Refused with 409: fewer credits are left, the subscription is not active, or the
    `event_id` was sent with another number of
    credits.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (UsageCreate): A use of credits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorDetail | HTTPValidationError | UsagePublic
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: UsageCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ErrorDetail | HTTPValidationError | UsagePublic]:
    """Record the use of credits

     Takes credits from the subscription. The `event_id` is yours and stands for what they were used for:
    sent again it takes nothing and
    returns the first answer. Uses at the same time never take more than there is.

    When no more than a tenth of the period's credits is left the webhook event `credits.low` is sent,
    once a period.

    Superusers only. Refused with 409: fewer credits are left, the subscription is not active, or the
    `event_id` was sent with another number of
    credits.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (UsageCreate): A use of credits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorDetail | HTTPValidationError | UsagePublic]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: UsageCreate,
    idempotency_key: str | Unset = UNSET,
) -> ErrorDetail | HTTPValidationError | UsagePublic | None:
    """Record the use of credits

     Takes credits from the subscription. The `event_id` is yours and stands for what they were used for:
    sent again it takes nothing and
    returns the first answer. Uses at the same time never take more than there is.

    When no more than a tenth of the period's credits is left the webhook event `credits.low` is sent,
    once a period.

    Superusers only. Refused with 409: fewer credits are left, the subscription is not active, or the
    `event_id` was sent with another number of
    credits.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (UsageCreate): A use of credits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorDetail | HTTPValidationError | UsagePublic
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
