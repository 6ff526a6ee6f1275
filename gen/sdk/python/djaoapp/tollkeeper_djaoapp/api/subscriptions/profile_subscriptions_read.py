from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.subscription import Subscription
from ...types import Response


def _get_kwargs(
    organization: str,
    subscribed_plan: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/profile/{organization}/subscriptions/{subscribed_plan}/".format(
            organization=quote(str(organization), safe=""),
            subscribed_plan=quote(str(subscribed_plan), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Subscription | None:
    if response.status_code == 200:
        response_200 = Subscription.from_dict(response.json())

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
) -> Response[Problem | Subscription]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organization: str,
    subscribed_plan: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Problem | Subscription]:
    """Read a subscription of a profile

     Returns the subscription of the profile to the plan: the one that has not ended, else the one that
    ended last.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    404 when it never subscribed to the plan.

    Args:
        organization (str):
        subscribed_plan (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Subscription]
    """

    kwargs = _get_kwargs(
        organization=organization,
        subscribed_plan=subscribed_plan,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    subscribed_plan: str,
    *,
    client: AuthenticatedClient | Client,
) -> Problem | Subscription | None:
    """Read a subscription of a profile

     Returns the subscription of the profile to the plan: the one that has not ended, else the one that
    ended last.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    404 when it never subscribed to the plan.

    Args:
        organization (str):
        subscribed_plan (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Subscription
    """

    return sync_detailed(
        organization=organization,
        subscribed_plan=subscribed_plan,
        client=client,
    ).parsed


async def asyncio_detailed(
    organization: str,
    subscribed_plan: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Problem | Subscription]:
    """Read a subscription of a profile

     Returns the subscription of the profile to the plan: the one that has not ended, else the one that
    ended last.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    404 when it never subscribed to the plan.

    Args:
        organization (str):
        subscribed_plan (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Subscription]
    """

    kwargs = _get_kwargs(
        organization=organization,
        subscribed_plan=subscribed_plan,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    subscribed_plan: str,
    *,
    client: AuthenticatedClient | Client,
) -> Problem | Subscription | None:
    """Read a subscription of a profile

     Returns the subscription of the profile to the plan: the one that has not ended, else the one that
    ended last.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    404 when it never subscribed to the plan.

    Args:
        organization (str):
        subscribed_plan (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Subscription
    """

    return (
        await asyncio_detailed(
            organization=organization,
            subscribed_plan=subscribed_plan,
            client=client,
        )
    ).parsed
