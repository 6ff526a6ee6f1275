from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.subscription import Subscription
from ...models.subscription_order import SubscriptionOrder
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    body: SubscriptionOrder,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/profile/{organization}/subscriptions/".format(
            organization=quote(str(organization), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Subscription | None:
    if response.status_code == 200:
        response_200 = Subscription.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Subscription.from_dict(response.json())

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
) -> Response[Problem | Subscription]:
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
    body: SubscriptionOrder,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Subscription]:
    """Subscribe a profile to a plan

     Subscribes the profile to a plan. When the caller manages the profile it is an order: a plan with
    `optin_on_request` leaves it pending
    until the provider accepts, and for a priced plan the first period is recorded as due without a
    charge, so that what is paid for stays
    locked until the balance is paid; no card is charged for it by itself before the provider accepted.
    When the caller manages only the
    broker it is a grant, as `profile_plans_subscriptions_create`.
    A subscription to the plan that has not ended is returned as it is.

    Managers of the profile and of the broker. Refused with 400: a plan that is not active; 404: no such
    plan.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (SubscriptionOrder): A plan to subscribe to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Subscription]
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
    body: SubscriptionOrder,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Subscription | None:
    """Subscribe a profile to a plan

     Subscribes the profile to a plan. When the caller manages the profile it is an order: a plan with
    `optin_on_request` leaves it pending
    until the provider accepts, and for a priced plan the first period is recorded as due without a
    charge, so that what is paid for stays
    locked until the balance is paid; no card is charged for it by itself before the provider accepted.
    When the caller manages only the
    broker it is a grant, as `profile_plans_subscriptions_create`.
    A subscription to the plan that has not ended is returned as it is.

    Managers of the profile and of the broker. Refused with 400: a plan that is not active; 404: no such
    plan.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (SubscriptionOrder): A plan to subscribe to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Subscription
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
    body: SubscriptionOrder,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Subscription]:
    """Subscribe a profile to a plan

     Subscribes the profile to a plan. When the caller manages the profile it is an order: a plan with
    `optin_on_request` leaves it pending
    until the provider accepts, and for a priced plan the first period is recorded as due without a
    charge, so that what is paid for stays
    locked until the balance is paid; no card is charged for it by itself before the provider accepted.
    When the caller manages only the
    broker it is a grant, as `profile_plans_subscriptions_create`.
    A subscription to the plan that has not ended is returned as it is.

    Managers of the profile and of the broker. Refused with 400: a plan that is not active; 404: no such
    plan.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (SubscriptionOrder): A plan to subscribe to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Subscription]
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
    body: SubscriptionOrder,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Subscription | None:
    """Subscribe a profile to a plan

     Subscribes the profile to a plan. When the caller manages the profile it is an order: a plan with
    `optin_on_request` leaves it pending
    until the provider accepts, and for a priced plan the first period is recorded as due without a
    charge, so that what is paid for stays
    locked until the balance is paid; no card is charged for it by itself before the provider accepted.
    When the caller manages only the
    broker it is a grant, as `profile_plans_subscriptions_create`.
    A subscription to the plan that has not ended is returned as it is.

    Managers of the profile and of the broker. Refused with 400: a plan that is not active; 404: no such
    plan.

    Args:
        organization (str):
        idempotency_key (str | Unset):
        body (SubscriptionOrder): A plan to subscribe to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Subscription
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
