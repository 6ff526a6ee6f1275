from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.organization_with_subscriptions import OrganizationWithSubscriptions
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    organization: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/profile/{organization}/".format(
            organization=quote(str(organization), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OrganizationWithSubscriptions | Problem | None:
    if response.status_code == 200:
        response_200 = OrganizationWithSubscriptions.from_dict(response.json())

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
) -> Response[OrganizationWithSubscriptions | Problem]:
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
) -> Response[OrganizationWithSubscriptions | Problem]:
    """Read a profile

     Returns a profile with all its subscriptions, pending and ended ones included, by `ends_at`.
    `activities`, the notes about the
    customer, are filled only for managers of the broker, who write them; others get an empty list. A
    provider sees the profile as its
    customer: name, picture, addresses, phone, and the subscriptions to its own plans.

    Managers and contributors of the profile, of the broker, and of its providers: who has a plan with a
    subscription that has not ended and
    that a manager of the profile ordered or accepted. A deleted profile is a 404, except for the
    broker.

    Args:
        organization (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganizationWithSubscriptions | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
) -> OrganizationWithSubscriptions | Problem | None:
    """Read a profile

     Returns a profile with all its subscriptions, pending and ended ones included, by `ends_at`.
    `activities`, the notes about the
    customer, are filled only for managers of the broker, who write them; others get an empty list. A
    provider sees the profile as its
    customer: name, picture, addresses, phone, and the subscriptions to its own plans.

    Managers and contributors of the profile, of the broker, and of its providers: who has a plan with a
    subscription that has not ended and
    that a manager of the profile ordered or accepted. A deleted profile is a 404, except for the
    broker.

    Args:
        organization (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrganizationWithSubscriptions | Problem
    """

    return sync_detailed(
        organization=organization,
        client=client,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[OrganizationWithSubscriptions | Problem]:
    """Read a profile

     Returns a profile with all its subscriptions, pending and ended ones included, by `ends_at`.
    `activities`, the notes about the
    customer, are filled only for managers of the broker, who write them; others get an empty list. A
    provider sees the profile as its
    customer: name, picture, addresses, phone, and the subscriptions to its own plans.

    Managers and contributors of the profile, of the broker, and of its providers: who has a plan with a
    subscription that has not ended and
    that a manager of the profile ordered or accepted. A deleted profile is a 404, except for the
    broker.

    Args:
        organization (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganizationWithSubscriptions | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
) -> OrganizationWithSubscriptions | Problem | None:
    """Read a profile

     Returns a profile with all its subscriptions, pending and ended ones included, by `ends_at`.
    `activities`, the notes about the
    customer, are filled only for managers of the broker, who write them; others get an empty list. A
    provider sees the profile as its
    customer: name, picture, addresses, phone, and the subscriptions to its own plans.

    Managers and contributors of the profile, of the broker, and of its providers: who has a plan with a
    subscription that has not ended and
    that a manager of the profile ordered or accepted. A deleted profile is a 404, except for the
    broker.

    Args:
        organization (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrganizationWithSubscriptions | Problem
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
        )
    ).parsed
