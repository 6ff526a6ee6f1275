from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.subscription import Subscription
from ...models.subscription_create import SubscriptionCreate
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    plan: str,
    *,
    body: SubscriptionCreate,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["force"] = force

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/profile/{organization}/plans/{plan}/subscriptions/".format(
            organization=quote(str(organization), safe=""),
            plan=quote(str(plan), safe=""),
        ),
        "params": params,
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
    plan: str,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionCreate,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Subscription]:
    """Subscribe a customer to a plan

     Grants a subscription to the plan, active or not, for one period from now; no order, invoice or
    charge is made. The customer is the
    profile with that `slug`, or without a `slug` every profile with that `email`. It must accept by the
    link in a mail to its managers,
    unless the plan says `skip_optin_on_grant` and either the plan is the broker's or the caller manages
    the customer too. A
    subscription that has not ended is reused; while it is pending the mail is sent again.

    With `force` a customer that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager.

    Managers of the provider and of the broker. Refused with 404: no such customer, without `force`;
    with 400: `force` without an `email`.

    Args:
        organization (str):
        plan (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (SubscriptionCreate): A customer to subscribe to the plan of the path.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Subscription]
    """

    kwargs = _get_kwargs(
        organization=organization,
        plan=plan,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    plan: str,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionCreate,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Subscription | None:
    """Subscribe a customer to a plan

     Grants a subscription to the plan, active or not, for one period from now; no order, invoice or
    charge is made. The customer is the
    profile with that `slug`, or without a `slug` every profile with that `email`. It must accept by the
    link in a mail to its managers,
    unless the plan says `skip_optin_on_grant` and either the plan is the broker's or the caller manages
    the customer too. A
    subscription that has not ended is reused; while it is pending the mail is sent again.

    With `force` a customer that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager.

    Managers of the provider and of the broker. Refused with 404: no such customer, without `force`;
    with 400: `force` without an `email`.

    Args:
        organization (str):
        plan (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (SubscriptionCreate): A customer to subscribe to the plan of the path.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Subscription
    """

    return sync_detailed(
        organization=organization,
        plan=plan,
        client=client,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    organization: str,
    plan: str,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionCreate,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Subscription]:
    """Subscribe a customer to a plan

     Grants a subscription to the plan, active or not, for one period from now; no order, invoice or
    charge is made. The customer is the
    profile with that `slug`, or without a `slug` every profile with that `email`. It must accept by the
    link in a mail to its managers,
    unless the plan says `skip_optin_on_grant` and either the plan is the broker's or the caller manages
    the customer too. A
    subscription that has not ended is reused; while it is pending the mail is sent again.

    With `force` a customer that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager.

    Managers of the provider and of the broker. Refused with 404: no such customer, without `force`;
    with 400: `force` without an `email`.

    Args:
        organization (str):
        plan (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (SubscriptionCreate): A customer to subscribe to the plan of the path.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Subscription]
    """

    kwargs = _get_kwargs(
        organization=organization,
        plan=plan,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    plan: str,
    *,
    client: AuthenticatedClient | Client,
    body: SubscriptionCreate,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Subscription | None:
    """Subscribe a customer to a plan

     Grants a subscription to the plan, active or not, for one period from now; no order, invoice or
    charge is made. The customer is the
    profile with that `slug`, or without a `slug` every profile with that `email`. It must accept by the
    link in a mail to its managers,
    unless the plan says `skip_optin_on_grant` and either the plan is the broker's or the caller manages
    the customer too. A
    subscription that has not ended is reused; while it is pending the mail is sent again.

    With `force` a customer that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager.

    Managers of the provider and of the broker. Refused with 404: no such customer, without `force`;
    with 400: `force` without an `email`.

    Args:
        organization (str):
        plan (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (SubscriptionCreate): A customer to subscribe to the plan of the path.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Subscription
    """

    return (
        await asyncio_detailed(
            organization=organization,
            plan=plan,
            client=client,
            body=body,
            force=force,
            idempotency_key=idempotency_key,
        )
    ).parsed
